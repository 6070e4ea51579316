package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.job.compare.ExperimentData.Arm;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark makes of the rows of units, against plain Java over the same rows. */
class UnitGroupsTest {
    private static final StructType COLUMNS = StructType.fromDDL(
            "variant STRING, unit STRING, cluster STRING, stratum STRING, y DOUBLE, x DOUBLE, d DOUBLE");

    @TempDir
    private static Path folder;

    private static ExperimentSpec spec(String more) {
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
                      - {id: m, role: primary, statistic: mean, good_when: higher, value: y, cap: 1000006,
                         covariates: [{value: x}]}
                      - {id: r, role: secondary, statistic: ratio, good_when: higher, value: y, denominator: d}
                    source: {path: none, variant: variant%s}
                    """.formatted(more)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Large means with little spread, a few values missing, some units in several rows, a few of them in both arms. */
    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        for (int unit = 0; unit < 150; unit++) {
            String cluster = "c" + unit % 9;
            String stratum = unit % 3 == 0 ? "s" : "t";
            for (int row = 0; row <= random.nextInt(3); row++) {
                boolean isTreated = unit % 2 == 0 != (unit % 50 == 7 && row == 1);
                rows.add(RowFactory.create(
                        isTreated ? "b" : "a",
                        "u" + unit,
                        cluster,
                        stratum,
                        random.nextInt(20) == 0 ? null : 1e6 + 5 * random.nextGaussian(),
                        random.nextInt(20) == 0 ? null : 1e6 + random.nextGaussian(),
                        1.0 + random.nextInt(5)));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyPartitioningGivesWhatPlainJavaGives(long seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random);
        ExperimentSpec spec = spec(", unit: unit, stratum: stratum");
        Map<String, CoMoments.Accumulator> expected = plainJava(rows);
        Dataset<Row> table = withoutClusters(SparkSessions.shared().createDataFrame(rows, COLUMNS));

        for (int parts : new int[] {1, 2, 7}) {
            ExperimentData data = UnitGroups.read(
                    UnitGroups.aggregate(table.repartition(parts), spec).collectAsList(), spec);

            int groups = 0;
            for (Map.Entry<Arm, List<UnitGroup>> arm : data.groups().entrySet()) {
                for (UnitGroup group : arm.getValue()) {
                    requireSame(
                            group.moments(),
                            expected.get(arm.getKey().metric()
                                            + arm.getKey().variant()
                                            + group.stratum().orElseThrow())
                                    .state());
                    groups++;
                }
            }
            assertThat(groups).isEqualTo(expected.size()).isEqualTo(8);
        }
    }

    private static void requireSame(CoMoments actual, CoMoments expected) {
        assertThat(actual.n()).isEqualTo(expected.n());
        for (int i = 0; i < expected.values(); i++) {
            assertThat(actual.mean(i) / expected.mean(i)).isBetween(1 - 1e-10, 1 + 1e-10);
            for (int j = 0; j < expected.values(); j++) {
                double scale = Math.sqrt(expected.coMoment(i, i) * expected.coMoment(j, j));
                assertThat((actual.coMoment(i, j) - expected.coMoment(i, j)) / scale)
                        .isBetween(-1e-10, 1e-10);
            }
        }
    }

    private static Map<String, CoMoments.Accumulator> plainJava(List<Row> rows) {
        Map<String, List<Row>> units = new HashMap<>();
        rows.forEach(row -> units.computeIfAbsent(row.getString(1), unit -> new ArrayList<>())
                .add(row));
        Map<String, CoMoments.Accumulator> moments = new HashMap<>();
        for (List<Row> unit : units.values()) {
            String variant = unit.get(0).getString(0);
            if (unit.stream().allMatch(row -> row.getString(0).equals(variant))) {
                Double y = sum(unit, 4);
                Double x = sum(unit, 5);
                Double d = sum(unit, 6);
                String group = variant + unit.get(0).getString(3);
                if (y != null && x != null) {
                    moments.computeIfAbsent("m" + group, key -> new CoMoments.Accumulator(2))
                            .add(Math.min(y, 1_000_006), x);
                }
                if (y != null && d != null) {
                    moments.computeIfAbsent("r" + group, key -> new CoMoments.Accumulator(2))
                            .add(y, d);
                }
            }
        }
        return moments;
    }

    private static Double sum(List<Row> rows, int column) {
        return rows.stream()
                .filter(row -> !row.isNullAt(column))
                .map(row -> row.getDouble(column))
                .reduce(Double::sum)
                .orElse(null);
    }

    @Test
    void whatWasInSeveralVariantsIsCountedAndLeftOut() {
        List<Row> rows = List.of(
                row("a", "u1", "c1"), row("b", "u1", "c1"),
                row("a", "u2", "c1"), row("a", "u3", "c2"),
                row("b", "u4", "c2"), row("b", "u5", "c3"));
        Dataset<Row> table = SparkSessions.shared().createDataFrame(rows, COLUMNS);
        ExperimentSpec units = spec(", unit: unit");
        ExperimentSpec clusters = spec(", unit: unit, cluster: cluster");

        ExperimentData byUnit = data(withoutClusters(table), units);
        ExperimentData byCluster = data(table, clusters);

        assertThat(byUnit.crossovers()).isEqualTo(new ExperimentData.Crossovers(1, 0));
        assertThat(byUnit.assigned()).containsOnly(Map.entry("a", 2L), Map.entry("b", 2L));
        assertThat(byCluster.crossovers()).isEqualTo(new ExperimentData.Crossovers(3, 1));
        assertThat(byCluster.assigned()).containsOnly(Map.entry("a", 1L), Map.entry("b", 1L));
        assertThat(byCluster.of(clusters.metrics().get(0), clusters.control()))
                .extracting(UnitGroup::cluster)
                .containsExactly(Optional.of("c1"));
    }

    private static Dataset<Row> withoutClusters(Dataset<Row> rows) {
        return rows.withColumn("cluster", functions.lit(null).cast("string"));
    }

    private static Row row(String variant, String unit, String cluster) {
        return RowFactory.create(variant, unit, cluster, null, 1.0, 2.0, 3.0);
    }

    private static ExperimentData data(Dataset<Row> rows, ExperimentSpec spec) {
        return UnitGroups.read(UnitGroups.aggregate(rows, spec).collectAsList(), spec);
    }

    @Test
    void variantsThatTheTestDoesNotNameAreRefused() {
        Dataset<Row> table = SparkSessions.shared().createDataFrame(List.of(row("c", "u1", null)), COLUMNS);

        assertThatThrownBy(() -> data(table, spec(""))).hasMessageContaining("units of c, which are no variants");
    }

    @Test
    void columnsAreReadOnce() {
        assertThat(UnitGroups.columns(spec(""))).containsExactly("y", "x", "d");
        assertThat(spec("").metrics()).extracting(Metric::id).containsExactly("m", "r");
    }
}
