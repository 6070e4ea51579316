package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** Fifty tests of ten metrics each, one day long, one after the other: five hundred pairs in one night. */
class NightlyDataTest {
    private static final int TESTS = 50;
    private static final int METRICS = 10;
    private static final int UNITS = 12;
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate NIGHT = FIRST.plusDays(TESTS + 30L);

    private static final StructType UNIT = StructType.fromDDL(
            "experiment STRING, variant STRING, unit_id STRING, cluster_id STRING, stratum STRING, exposed_date DATE,"
                    + " past ARRAY<STRUCT<metric: STRING, numerator: DOUBLE, denominator: DOUBLE>>");
    private static final StructType DAY = StructType.fromDDL(
            "experiment STRING, metric STRING, variant STRING, unit_id STRING, cluster_id STRING, stratum STRING, date DATE,"
                    + " numerator DOUBLE, denominator DOUBLE,"
                    + " cases ARRAY<STRUCT<started_at: TIMESTAMP, ended_at: TIMESTAMP, code: INT>>");

    @TempDir
    private static Path folder;

    private static ExperimentCatalogue catalogue;
    private static Dataset<Row> units;
    private static Dataset<Row> days;

    @BeforeAll
    static void write() throws IOException {
        Path schemas = folder.resolve("schemas");
        copy(Path.of("..", "schemas"), schemas);
        List<Row> unitRows = new ArrayList<>();
        List<Row> dayRows = new ArrayList<>();
        for (int test = 0; test < TESTS; test++) {
            String id = "test_%02d".formatted(test);
            LocalDate day = FIRST.plusDays(test);
            Files.writeString(schemas.resolve("experiments").resolve(id + ".yaml"), spec(id, day));
            for (int unit = 0; unit < UNITS; unit++) {
                String variant = unit % 2 == 0 ? "control" : "treatment";
                unitRows.add(RowFactory.create(id, variant, "u" + unit, null, null, Date.valueOf(day), List.of()));
                for (int metric = 0; metric < METRICS; metric++) {
                    dayRows.add(RowFactory.create(
                            id,
                            "m" + metric,
                            variant,
                            "u" + unit,
                            null,
                            null,
                            Date.valueOf(day),
                            (double) value(test, unit, metric),
                            0.0,
                            null));
                }
            }
        }
        catalogue = ExperimentCatalogue.load(schemas);
        units = stored(unitRows, UNIT, "unit");
        days = stored(dayRows, DAY, "unit_day");
    }

    private static int value(int test, int unit, int metric) {
        return 1 + (test * 31 + unit * 17 + metric * 7) % 13;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> !file.toString().contains("experiments")).forEach(file -> {
                try {
                    Path copied = to.resolve(from.relativize(file).toString());
                    if (!Files.isDirectory(file)) {
                        Files.createDirectories(copied.getParent());
                        Files.copy(file, copied);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.createDirectories(to.resolve("experiments"));
    }

    private static String spec(String id, LocalDate day) {
        StringBuilder spec = new StringBuilder("""
                experiment: %s
                hypothesis: It helps.
                owner: team
                unit: user
                start: %s
                end: %s
                variants:
                  - {name: control, weight: 0.5, is_control: true}
                  - {name: treatment, weight: 0.5}
                metrics:
                """.formatted(id, day, day));
        for (int metric = 0; metric < METRICS; metric++) {
            spec.append("  - {id: m%d, kpi: messages_per_chatter, per_unit: true, role: primary, good_when: higher}%n"
                    .formatted(metric));
        }
        return spec.toString();
    }

    private static Dataset<Row> stored(List<Row> rows, StructType columns, String name) {
        String path = folder.resolve(name).toString();
        SparkSessions.shared()
                .createDataFrame(rows, columns)
                .coalesce(1)
                .write()
                .parquet(path);
        return SparkSessions.shared().read().schema(columns).parquet(path);
    }

    /** How often the plan reads the table that has this column. */
    private static long scans(ExperimentCatalogue of, String column) {
        LogicalPlan plan = new NightlyMoments(of, NIGHT)
                .moments(units, days)
                .queryExecution()
                .optimizedPlan();
        return CollectionConverters.asJava(plan.collectLeaves()).stream()
                .filter(leaf -> CollectionConverters.asJava(leaf.output()).stream()
                        .anyMatch(attribute -> attribute.name().equals(column)))
                .count();
    }

    @Test
    void fiveHundredPairsShareTheScansOfTen() {
        ExperimentCatalogue alone = catalogue.only(catalogue.specs().get(0));

        assertThat(catalogue.metrics(false)).hasSize(TESTS * METRICS);
        assertThat(scans(catalogue, "numerator"))
                .isEqualTo(scans(alone, "numerator"))
                .isEqualTo(1);
        assertThat(scans(catalogue, "past")).isEqualTo(scans(alone, "past"));
    }

    /**
     * Appeals at an age of 7 days: of the day that is not so old nothing counts, so that the third unit of the control has
     * none of the denominator. A total of 9 counts as 5.
     */
    @Test
    void labelsAreOfOneAgeAndTotalsAreCapped() throws IOException {
        Path schemas = folder.resolve("few");
        copy(Path.of("..", "schemas"), schemas);
        Files.writeString(
                schemas.resolve("experiments").resolve("few.yaml"),
                spec("few", FIRST)
                                .replaceAll("  - \\{id: m.*\n", "")
                                .replace("end: " + FIRST, "end: " + FIRST.plusDays(9))
                        + """
                  - {kpi: appeal_rate, unit_column: subject_user_id, label_age: 7, role: primary, good_when: lower}
                  - {id: messages, kpi: messages_per_chatter, per_unit: true, cap: 5, role: primary, good_when: lower}
                """);
        ExperimentCatalogue few = ExperimentCatalogue.load(schemas);
        List<Row> exposed = new ArrayList<>();
        List<Row> done = new ArrayList<>();
        for (int unit = 0; unit < 4; unit++) {
            String variant = unit % 2 == 0 ? "control" : "treatment";
            exposed.add(RowFactory.create("few", variant, "u" + unit, null, null, Date.valueOf(FIRST), List.of()));
            done.add(day("appeal_rate", variant, unit, FIRST, 1, 2));
            done.add(day("appeal_rate", variant, unit, FIRST.plusDays(1), 3, 3));
            done.add(day("messages", variant, unit, FIRST, unit == 0 ? 9 : 1, 0));
        }
        exposed.add(RowFactory.create("few", "control", "u4", null, null, Date.valueOf(FIRST), List.of()));
        done.add(day("appeal_rate", "control", 4, FIRST.plusDays(1), 3, 3));
        NightlyData data = NightlyData.of(
                few,
                SparkSessions.shared().createDataFrame(exposed, UNIT),
                SparkSessions.shared().createDataFrame(done, DAY),
                FIRST.plusDays(7));

        ExperimentSpec spec = few.specs().get(0);
        Metric appeals = spec.metrics().get(0);
        UnitGroup control = data.of(spec).of(appeals, spec.control()).get(0);
        assertThat(control.counted()).hasValue(2);
        CoMoments rate = control.moments();
        assertThat(rate.n()).isEqualTo(3);
        assertThat(rate.mean(0)).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(rate.mean(1)).isCloseTo(4 / 3.0, within(1e-15));
        assertThat(data.maturedShare(spec, appeals)).isCloseTo(4 / 9.0, within(1e-15));
        UnitGroup messages =
                data.of(spec).of(spec.metrics().get(1), spec.control()).get(0);
        assertThat(messages.moments().mean(0)).isEqualTo((5 + 1) / 3.0);
        assertThat(messages.counted()).as("each unit is its own").isEmpty();
    }

    private static Row day(
            String metric, String variant, int unit, LocalDate day, double numerator, double denominator) {
        return RowFactory.create(
                "few", metric, variant, "u" + unit, null, null, Date.valueOf(day), numerator, denominator, null);
    }

    @Test
    void eachPairIsWhatPlainJavaMakesOfItsUnits() {
        NightlyData data = NightlyData.of(catalogue, units, days, NIGHT);

        for (int test : new int[] {0, 17, TESTS - 1}) {
            ExperimentSpec spec = catalogue.specs().get(test);
            ExperimentData of = data.of(spec);
            assertThat(of.assigned()).containsEntry("control", (long) UNITS / 2);
            for (int metric = 0; metric < METRICS; metric++) {
                Metric m = spec.metrics().get(metric);
                CoMoments.Accumulator expected = new CoMoments.Accumulator(1);
                for (int unit = 0; unit < UNITS; unit += 2) {
                    expected.add(value(test, unit, metric));
                }
                CoMoments control = of.of(m, spec.control()).get(0).moments();
                assertThat(control.mean(0)).isCloseTo(expected.state().mean(0), within(1e-12));
                assertThat(control.coMoment(0, 0)).isCloseTo(expected.state().coMoment(0, 0), within(1e-9));
            }
        }
    }
}
