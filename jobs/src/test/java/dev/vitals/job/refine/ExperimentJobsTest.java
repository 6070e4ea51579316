package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.job.Job;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.testing.JobLaws;
import dev.vitals.testing.SparkSessions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows at random of units that see the tests in schemas/experiments. */
@ExtendWith(SparkSessions.class)
class ExperimentJobsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 22);

    static List<Job> jobs() {
        ExperimentCatalogue catalogue = ExperimentCatalogue.load();
        return List.of(new ExperimentUnit(catalogue), new ExperimentUnitDay(catalogue));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aRangeEqualsItsDaysWhateverTheRowsAndTheirOrder(Job job) {
        Days days = new Days(DAY.minusDays(2), DAY.plusDays(1), DAY.plusDays(40));

        assertThat(JobLaws.aRangeEqualsItsDays(job, RefineJobsTest.random(job, DAY), days))
                .as("random rows of %s", job.writes())
                .isNotEmpty();
    }
}
