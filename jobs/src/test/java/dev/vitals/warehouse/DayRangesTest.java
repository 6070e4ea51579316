package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Input;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DayRangesTest {
    private static final LocalDate EARLIEST = LocalDate.of(2026, 1, 1);
    private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);

    private static LocalDate day(int dayOfYear) {
        return LocalDate.ofYearDay(2026, dayOfYear);
    }

    @Test
    void aChangeReachesTheDaysThatLookAtIt() {
        Input input = Input.around("bronze.report_event", 7, 60);

        TreeSet<LocalDate> days = DayRanges.reached(input, List.of(day(70)), EARLIEST, AS_OF);

        // Day 70 is within 60 days ahead of day 10 and within 7 days back of day 77.
        assertThat(days.first()).isEqualTo(day(10));
        assertThat(days.last()).isEqualTo(day(77));
        assertThat(days).hasSize(68);
    }

    @Test
    void nothingIsReachedBeforeTheFirstEventOrAfterTheAsOfDay() {
        Input input = Input.around("bronze.report_event", 30, 30);

        TreeSet<LocalDate> days = DayRanges.reached(input, List.of(day(5), day(88)), EARLIEST, AS_OF);

        assertThat(days.first()).isEqualTo(EARLIEST);
        assertThat(days.last()).isEqualTo(AS_OF);
    }

    @Test
    void gapsAreBridgedThatAreSmallOrWithoutEvents() {
        TreeSet<LocalDate> days = new TreeSet<>(List.of(day(1), day(2), day(5), day(40), day(80)));
        TreeSet<LocalDate> eventDays = new TreeSet<>(List.of(day(1), day(3), day(6), day(40), day(81)));

        assertThat(DayRanges.ranges(days, eventDays))
                .containsExactly(new DayRanges.Range(day(1), day(5)), new DayRanges.Range(day(40), day(80)));
    }

    @Test
    void everyDayIsInExactlyOneRange() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            TreeSet<LocalDate> days = new TreeSet<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                days.add(day(1 + random.nextInt(90)));
            }

            List<DayRanges.Range> ranges = DayRanges.ranges(days, DayRanges.between(day(30), day(60)));

            for (LocalDate day : days) {
                assertThat(ranges)
                        .filteredOn(r -> !day.isBefore(r.first()) && !day.isAfter(r.last()))
                        .hasSize(1);
            }
            assertThat(ranges).allSatisfy(r -> assertThat(days).contains(r.first(), r.last()));
        }
    }
}
