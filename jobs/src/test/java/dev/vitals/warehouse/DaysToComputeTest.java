package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.TableContract;
import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.JobLaws;
import dev.vitals.testing.RandomTables;
import dev.vitals.testing.SparkSessions;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a job says of days on which nothing lies holds: nights that compute only the days they must leave the rows that one
 * computation of all days leaves, whatever the rows.
 */
class DaysToComputeTest {
    /** Rows crowd on the two days around it, of which three in the middle have none. */
    private static final LocalDate MIDDLE = LocalDate.of(2026, 3, 12);

    /** The night of the 10th, two without anything, one with late rows, and one of four days, a Sunday among them. */
    private static final List<LocalDate> NIGHTS = List.of(
            MIDDLE.minusDays(2), MIDDLE.minusDays(1), MIDDLE.plusDays(1), MIDDLE.plusDays(2), MIDDLE.plusDays(6));

    private static final int LATE = 3;

    private static final Set<LocalDate> QUIET = new HashSet<>(List.of(
            MIDDLE.minusDays(1),
            MIDDLE,
            MIDDLE.plusDays(1),
            MIDDLE.plusDays(3),
            MIDDLE.plusDays(4),
            MIDDLE.plusDays(5),
            MIDDLE.plusDays(6)));

    /** A row of an input, its day (none in a table without days), and in which of the nights it came. */
    private record Given(Map<String, Object> row, LocalDate day, int night) {}

    static List<Job> jobs() {
        return RefineJobs.all();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void nightsLeaveWhatOneComputationLeaves(Job job) {
        assertThat(firstNightThatDiffers(job, 1)).as(job.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refine.report_backlog",
                "refine.backlog_flow",
                "refine.sanction_release",
                "refine.moderator_scorecard"
            })
    void aJobThatHidesItsRowsOfQuietDaysIsFound(String name) {
        Job job = job(name);

        assertThat(job.hasRowsOnQuietDays()).isTrue();
        assertThat(firstNightThatDiffers(new Silent(job), 1)).isPresent();
    }

    @Test
    void aJobThatHidesWhatEndsByItselfIsFound() {
        assertThat(firstNightThatDiffers(new Silent(job("refine.enforcement_action")), 1))
                .isPresent();
    }

    @Test
    void whoeverSaysNothingIsComputedOnEveryNewDay() {
        DaysToCompute nothingCame =
                new DaysToCompute(Map.of(), MIDDLE.minusDays(9), Optional.of(MIDDLE), MIDDLE.plusDays(2));

        assertThat(nothingCame.of(job("refine.report_backlog"), any -> List.of()))
                .containsExactly(MIDDLE.plusDays(1), MIDDLE.plusDays(2));
        assertThat(nothingCame.of(job("refine.report_case"), any -> List.of())).isEmpty();
    }

    @Test
    void dimensionsThatCameBeforeAnyEventAreTakenIn() {
        Map<String, TreeSet<LocalDate>> changed =
                Map.of("bronze.dimension_event", new TreeSet<>(Set.of(MIDDLE.minusDays(400))));

        DaysToCompute eventsLieTomorrow = new DaysToCompute(changed, MIDDLE.plusDays(1), Optional.empty(), MIDDLE);

        assertThat(eventsLieTomorrow.of(job("refine.user"), any -> List.of())).containsExactly(MIDDLE);
    }

    private static Job job(String name) {
        return jobs().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The first night after which what stands is not what one computation of all days as of that night makes. */
    private static Optional<LocalDate> firstNightThatDiffers(Job job, long seed) {
        Map<String, List<Given>> inputs = inputs(job, seed);
        LocalDate earliest = inputs.values().stream()
                .flatMap(List::stream)
                .map(Given::day)
                .filter(day -> day != null)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        TableContract contract = Fixtures.contract(job.writes());
        List<Row> standing = new ArrayList<>();
        Optional<LocalDate> seen = Optional.empty();
        for (int night = 0; night < NIGHTS.size(); night++) {
            LocalDate asOf = NIGHTS.get(night);
            TestTables tables = landed(inputs, night);
            DaysToCompute toCompute = new DaysToCompute(changed(inputs, night, seen, asOf), earliest, seen, asOf);
            List<Row> found = List.copyOf(standing);
            TreeSet<LocalDate> days = toCompute.of(job, condition -> stored(contract, found, condition));
            if (!days.isEmpty()) {
                Dataset<Row> fresh = tables.run(job, new Days(days.first(), days.last(), asOf));
                standing.removeIf(row -> day(contract, row).map(days::contains).orElse(true));
                fresh.collectAsList().stream()
                        .filter(row -> day(contract, row).map(days::contains).orElse(true))
                        .forEach(standing::add);
            }
            if (!lines(contract, standing).equals(JobLaws.lines(tables.run(job, new Days(earliest, asOf, asOf))))) {
                return Optional.of(asOf);
            }
            seen = Optional.of(asOf);
        }
        return Optional.empty();
    }

    private static Map<String, List<Given>> inputs(Job job, long seed) {
        RandomTables random = new RandomTables(seed, MIDDLE);
        Map<String, List<Given>> inputs = new TreeMap<>();
        for (Input input :
                job.reads().stream().sorted(Comparator.comparing(Input::table)).toList()) {
            Optional<String> date = Fixtures.contract(input.table()).dayColumn().map(column -> column.name());
            List<Given> given = new ArrayList<>();
            List<Map<String, Object>> rows = random.rows(input.table(), date.isPresent() ? 300 : 12);
            for (int i = 0; i < rows.size(); i++) {
                LocalDate day =
                        date.map(rows.get(i)::get).map(LocalDate.class::cast).orElse(null);
                boolean isLate = day != null && i % 7 == 0;
                if (!QUIET.contains(day)) {
                    given.add(new Given(rows.get(i), day, isLate ? LATE : 0));
                }
            }
            inputs.put(input.table(), given);
        }
        return inputs;
    }

    private static TestTables landed(Map<String, List<Given>> inputs, int night) {
        TestTables tables = new TestTables();
        inputs.forEach((table, given) -> tables.with(
                table,
                given.stream()
                        .filter(each -> each.night() <= night)
                        .map(Given::row)
                        .toList()));
        return tables;
    }

    /** Days of what came with the night, and of what had come and is seen with it. */
    private static Map<String, TreeSet<LocalDate>> changed(
            Map<String, List<Given>> inputs, int night, Optional<LocalDate> seen, LocalDate asOf) {
        Map<String, TreeSet<LocalDate>> changed = new HashMap<>();
        inputs.forEach((table, given) -> given.stream()
                .filter(each -> each.day() != null && !each.day().isAfter(asOf))
                .filter(each -> each.night() == night
                        || (each.night() < night
                                && seen.filter(each.day()::isAfter).isPresent()))
                .forEach(each ->
                        changed.computeIfAbsent(table, any -> new TreeSet<>()).add(each.day())));
        return changed;
    }

    private static List<LocalDate> stored(TableContract contract, List<Row> rows, Column condition) {
        return frame(contract, rows).filter(condition).collectAsList().stream()
                .map(row -> day(contract, row).orElseThrow())
                .toList();
    }

    private static List<String> lines(TableContract contract, List<Row> rows) {
        return JobLaws.lines(frame(contract, rows));
    }

    private static Dataset<Row> frame(TableContract contract, List<Row> rows) {
        StructType schema = Fixtures.schema(contract.table());
        return SparkSessions.shared().createDataFrame(rows, schema.asNullable());
    }

    private static Optional<LocalDate> day(TableContract contract, Row row) {
        return contract.dayColumn()
                .map(date -> LocalDate.parse(row.getAs(date.name()).toString()));
    }

    /** A job that says that nothing happens by itself. */
    private record Silent(Job job) implements Job {
        @Override
        public String name() {
            return job.name();
        }

        @Override
        public Set<Input> reads() {
            return job.reads();
        }

        @Override
        public String writes() {
            return job.writes();
        }

        @Override
        public boolean hasRowsOnQuietDays() {
            return false;
        }

        @Override
        public Dataset<Row> apply(Tables tables, Days days) {
            return job.apply(tables, days);
        }
    }
}
