package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.testing.JobLaws;
import dev.vitals.testing.RandomTables;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefineJobsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
    /** A Sunday among them, for what is computed by week. */
    private static final Days DAYS = new Days(DAY.minusDays(2), DAY, DAY.plusDays(40));

    static List<Job> jobs() {
        return RefineJobs.all();
    }

    @Test
    void eachJobComesAfterThoseWhoseTablesItReads() {
        Set<String> written = new HashSet<>();
        Set<String> all = new HashSet<>(jobs().stream().map(Job::writes).toList());
        for (Job job : jobs()) {
            assertThat(job.reads())
                    .as("inputs of %s", job.name())
                    .extracting(Input::table)
                    .filteredOn(all::contains)
                    .isSubsetOf(written);
            assertThat(written.add(job.writes()))
                    .as("%s is the only job that writes %s", job.name(), job.writes())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void onEmptyTablesTheColumnsFollowTheContract(Job job) {
        JobLaws.columnsFollowTheContract(job, DAYS);
    }

    /**
     * Rows at random make no incident, and everybody in them acts or is acted on, so that nobody looks on, and no test of a
     * change runs; IncidentTest, WitnessingTest and ExperimentJobsTest hold those jobs to the same law.
     */
    static List<Job> jobsWithRowsOfRandomTables() {
        return jobs().stream()
                .filter(job -> !(job instanceof Incident
                        || job instanceof Witnessing
                        || job instanceof ExperimentUnit
                        || job instanceof ExperimentUnitDay))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("jobsWithRowsOfRandomTables")
    void aRangeEqualsItsDaysWhateverTheRowsAndTheirOrder(Job job) {
        assertThat(JobLaws.aRangeEqualsItsDays(job, random(job), DAYS))
                .as("random rows of %s", job.writes())
                .isNotEmpty();
    }

    static TestTables random(Job job) {
        return random(job, DAY);
    }

    static TestTables random(Job job, LocalDate day) {
        TestTables tables = new TestTables();
        RandomTables random = new RandomTables(1, day);
        job.reads().stream()
                .sorted(Comparator.comparing(Input::table))
                .forEach(input -> tables.with(input.table(), random.rows(input.table(), input.isDated() ? 400 : 12)));
        return tables;
    }
}
