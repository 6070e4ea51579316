package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.job.compare.Readout.MetricEffect;
import dev.vitals.stats.DelayTriangle;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cases of 3,000 units, some of them with several: in the treatment cases close half as fast and as many are reversed, but
 * sooner; some cases are still open. One unit was in both arms.
 */
class UnitCasesTest {
    private static final StructType COLUMNS =
            StructType.fromDDL("variant STRING, unit STRING, cluster STRING, stratum STRING,"
                    + " seconds DOUBLE, closed DOUBLE, `day acted` DATE, `day reversed` DATE, wrong DOUBLE, weight DOUBLE,"
                    + " `thing channel` STRING");

    private static final LocalDate AS_OF = LocalDate.of(2026, 2, 28);

    @TempDir
    private static Path folder;

    private static List<Row> rows;

    @BeforeAll
    static void draw() {
        Random random = new Random(7);
        rows = new ArrayList<>();
        for (int unit = 0; unit < 3000; unit++) {
            for (int row = 0; row <= unit % 3; row++) {
                rows.add(row(random, unit, unit == 4 && row == 1 ? unit + 1 : unit));
            }
        }
    }

    private static Row row(Random random, int unit, int side) {
        boolean isTreated = side % 2 == 1;
        double time = -Math.log(random.nextDouble()) * (isTreated ? 7200 : 3600);
        double watched = Math.min(time, -Math.log(random.nextDouble()) * 36_000);
        LocalDate acted = AS_OF.minusDays(random.nextInt(50));
        int delay = (int) (-Math.log(random.nextDouble()) * (isTreated ? 2 : 6));
        boolean isReversed =
                random.nextInt(5) == 0 && delay <= 28 && !acted.plusDays(delay).isAfter(AS_OF);
        return RowFactory.create(
                isTreated ? "b" : "a",
                "u" + unit,
                null,
                null,
                Math.floor(watched),
                watched == time ? 1.0 : 0.0,
                Date.valueOf(acted),
                isReversed ? Date.valueOf(acted.plusDays(delay)) : null,
                random.nextInt(4) == 0 ? 1.0 : 0.0,
                1.0 + random.nextInt(3),
                "c" + random.nextInt(50));
    }

    private static ExperimentSpec spec() {
        try {
            return ExperimentSpec.read(Files.writeString(folder.resolve("e.yaml"), """
                    experiment: e
                    hypothesis: It helps.
                    owner: team
                    unit: user
                    variants:
                      - {name: a, weight: 0.5, is_control: true}
                      - {name: b, weight: 0.5}
                    metrics:
                      - {id: p90, role: primary, statistic: quantile, good_when: lower, value: seconds, quantile: 0.9}
                      - {id: hours, role: primary, statistic: time_to_event, good_when: lower, seconds: seconds, ended: closed,
                         horizon_hours: 4}
                      - {id: soon, role: secondary, statistic: delayed_share, good_when: lower, day: acted, label_day: reversed,
                         within_days: 28, label_age: 3, as_of: 2026-02-28}
                      - {id: late, role: secondary, statistic: delayed_share, good_when: lower, day: acted, label_day: reversed,
                         within_days: 28, as_of: 2026-02-28}
                      - {id: wrong, role: secondary, statistic: weighted_share, good_when: lower, value: wrong, weight: weight}
                      - {id: channels, role: secondary, statistic: distinct, good_when: higher, value: channel}
                    source: {path: none, variant: variant, unit: unit}
                    """));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ExperimentData data(Dataset<Row> table, ExperimentSpec spec) {
        return UnitCases.with(
                table, spec, UnitGroups.read(UnitGroups.aggregate(table, spec).collectAsList(), spec));
    }

    private static Dataset<Row> table(List<Row> of) {
        return SparkSessions.shared().createDataFrame(of, COLUMNS);
    }

    /** The arms' truth: means within four hours of 60 and 120 minutes are 58.9 and 103.8, and p90 are ln 10 times those. */
    @Test
    void theTruthIsFound() {
        ExperimentSpec spec = spec();
        List<MetricEffect> effects = Readouts.of(spec, data(table(rows), spec)).effects();

        MetricEffect hours = effects.get(1);
        assertThat(hours.control()).isCloseTo(3600 * (1 - Math.exp(-4)), within(180.0));
        assertThat(hours.treatment()).isCloseTo(7200 * (1 - Math.exp(-2)), within(360.0));
        assertThat(hours.verdict()).isEqualTo("worse");
        assertThat(hours.times().speedRatio()).isCloseTo(.5, within(.06));
        assertThat(hours.times().logRankPValue()).isLessThan(1e-10);
        assertThat(hours.times().controlOpen()).isBetween(150L, 450L);
        assertThat(effects.get(0).lift().value()).isCloseTo(1, within(.25));
        assertThat(effects.get(2).verdict()).isEqualTo("worse");
        assertThat(effects.get(3).pValue()).isGreaterThan(.05);
        assertThat(effects.get(3).control()).isCloseTo(.2, within(.04));
        assertThat(effects.get(3).labels().controlMatured())
                .isLessThan(effects.get(3).labels().treatmentMatured());
        assertThat(effects.get(4).control()).isCloseTo(.25, within(.03));
        assertThat(effects.get(5).control()).isCloseTo(1.98, within(.05));
    }

    @Test
    void everyPartitioningGivesWhatPlainJavaGives() {
        ExperimentSpec spec = spec();
        List<Row> kept =
                rows.stream().filter(row -> !"u4".equals(row.getString(1))).toList();

        for (int parts : new int[] {1, 3, 7}) {
            ExperimentData data = data(table(rows).repartition(parts), spec);

            for (Variant variant : spec.variants()) {
                List<Row> own = kept.stream()
                        .filter(row -> variant.name().equals(row.getString(0)))
                        .toList();
                ArmCases.Values values = (ArmCases.Values) arm(data, spec, 0, variant);
                double[] sorted = own.stream()
                        .mapToDouble(row -> row.getDouble(4))
                        .sorted()
                        .toArray();
                assertThat(values.value()).isEqualTo(sorted[(int) Math.ceil(.9 * sorted.length) - 1]);
                assertThat(values.notAbove().units()).isEqualTo(sorted.length);
                assertThat(values.notAbove().unitAverage() * sorted.length)
                        .isCloseTo(
                                Arrays.stream(sorted)
                                        .filter(value -> value <= values.value())
                                        .count(),
                                within(1e-6));
                assertThat(all(((ArmCases.Times) arm(data, spec, 1, variant)).groups()))
                        .isEqualTo(histogram(own));
                ArmCases.Labels labels = (ArmCases.Labels) arm(data, spec, 2, variant);
                assertThat(labels.cases()).isEqualTo(own.size());
                assertThat(labels.groups().stream()
                                .mapToLong(group -> group.labelsUpTo(AS_OF, 28))
                                .sum())
                        .isEqualTo(
                                own.stream().filter(row -> row.get(7) != null).count());
            }
        }
    }

    private static ArmCases arm(ExperimentData data, ExperimentSpec spec, int metric, Variant variant) {
        Metric of = spec.metrics().get(metric);
        return data.casesOf(of, variant).orElseThrow();
    }

    private static TimeHistogram all(List<TimeHistogram> groups) {
        return groups.stream().reduce(TimeHistogram::merge).orElseThrow();
    }

    private static TimeHistogram histogram(List<Row> cases) {
        TimeHistogram.Builder all = TimeHistogram.builder();
        cases.forEach(row ->
                all.add(TimeBins.bin((long) row.getDouble(4)), row.getDouble(5) == 1 ? 0 : TimeHistogram.CENSORED, 1));
        return all.build();
    }

    /** The same units are dealt into the same groups, so that both halves of a unit's cases are in one. */
    @Test
    void aUnitIsInOneGroup() {
        List<Row> twice = new ArrayList<>();
        for (int row = 0; row < 40; row++) {
            twice.add(RowFactory.create(
                    "a", "u" + row % 2, null, null, 60.0, 1.0, Date.valueOf(AS_OF), null, 0.0, 1.0, "c"));
        }
        ExperimentSpec spec = spec();

        ArmCases.Labels labels = (ArmCases.Labels) arm(data(table(twice), spec), spec, 2, spec.control());

        assertThat(labels.groups())
                .hasSize(2)
                .extracting(group -> group.casesUpTo(AS_OF))
                .containsOnly(20L);
        assertThat(labels.groups()).first().isInstanceOf(DelayTriangle.class);
    }

    @Test
    void whatCannotBeIsTold() {
        Row before = RowFactory.create("a", "u", null, null, -60.0, 1.0, Date.valueOf(AS_OF), null, 0.0, 1.0, "c");
        Row backwards = RowFactory.create(
                "a", "u", null, null, 60.0, 1.0, Date.valueOf(AS_OF), Date.valueOf(AS_OF.minusDays(1)), 0.0, 1.0, "c");

        assertThatThrownBy(() -> data(table(List.of(before)), spec()))
                .hasMessageContaining("1 cases of variant a have been open for less than 0 seconds");
        assertThatThrownBy(() -> data(table(List.of(backwards)), spec()))
                .hasMessageContaining("a delay lies between 0 and");
    }
}
