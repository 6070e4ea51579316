package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.refine.SubjectReports.Filed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrigadesTest {
    private final List<Filed> filed = new ArrayList<>();

    @Test
    void reportsThatAreNotBrigadedBelongToNone() {
        file("2026-03-02T10:00:00Z", 25);
        file("2026-03-02T14:00:00Z", 5);

        assertThat(sizes()).containsExactly(25);
    }

    @Test
    void burstsMoreThanAnHourApartAreTwo() {
        file("2026-03-02T10:00:00Z", 20);
        file("2026-03-02T15:00:00Z", 30);

        assertThat(sizes()).containsExactly(20, 30);
    }

    @Test
    void oneOverMidnightIsOneOnEachDay() {
        // One a minute from 23:45 on: fifteen before midnight and fifteen after it.
        file("2026-03-02T23:45:00Z", 30);

        assertThat(sizes()).containsExactly(15, 15);
    }

    private void file(String from, int reports) {
        for (int i = 0; i < reports; i++) {
            int number = filed.size();
            filed.add(new Filed(
                    Instant.parse(from).plusSeconds(60L * i), "e%03d".formatted(number), "r" + number, "p" + number));
        }
    }

    private List<Integer> sizes() {
        return Brigades.of(filed).stream().map(List::size).toList();
    }
}
