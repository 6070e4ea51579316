package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Input;
import dev.vitals.job.refine.RefineJobs;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day that is made of days that are gone is computed no more. */
class KeptDaysTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @TempDir
    private Path root;

    private KeptDays kept() {
        return KeptDays.of(StateFolder.of(new Configuration(false), root.toString()));
    }

    @Test
    void whereNothingWasTakenAwayAllDaysAreWhole() {
        TreeSet<LocalDate> days = DayRanges.between(DAY, DAY.plusDays(3));

        assertThat(kept().of(List.of(Input.sameDay("bronze.chat_message")), days))
                .isEqualTo(days);
        assertThat(kept().from(RefineJobs.all())).isNull();
    }

    @Test
    void daysThatLookBackAtDaysThatAreGoneAreNotWhole() {
        kept().keepFrom("silver.chatter_activity", DAY);
        Input back = Input.withPast("silver.chatter_activity", 2);

        assertThat(kept().of(List.of(back), DayRanges.between(DAY.minusDays(1), DAY.plusDays(4))))
                .containsExactly(DAY.plusDays(2), DAY.plusDays(3), DAY.plusDays(4));
        assertThat(kept().of(List.of(Input.whole("silver.chatter_activity")), DayRanges.between(DAY, DAY)))
                .containsExactly(DAY);
    }

    @Test
    void whatWasTakenAwayDoesNotComeBack() {
        kept().keepFrom("silver.chatter_day", DAY);
        kept().keepFrom("silver.chatter_day", DAY.minusDays(9));

        assertThat(kept().of(List.of(Input.sameDay("silver.chatter_day")), DayRanges.between(DAY.minusDays(2), DAY)))
                .containsExactly(DAY);
    }

    /** chatter_day looks back at 29 days of chatter_activity, and what is made of it in turn begins no sooner. */
    @Test
    void whatIsMadeOfItBeginsLaterToo() {
        kept().keepFrom("silver.chatter_activity", DAY);

        assertThat(kept().from(RefineJobs.all())).isAfterOrEqualTo(DAY.plusDays(29));
    }
}
