package dev.vitals.cli;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.report.ReadoutRow;
import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Chances;
import dev.vitals.report.ReadoutRow.Health;
import dev.vitals.report.ReadoutRow.Labels;
import dev.vitals.report.ReadoutRow.Range;
import dev.vitals.report.ReadoutRow.Split;
import dev.vitals.report.ReadoutRow.Times;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each column of gold comes to its own place: no two of them hold the same. */
class ReportExperimentsTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 1, 20);

    @Test
    void everyColumnComesToItsPlace(@TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        Fixtures.rows("gold.experiment_readout", full(), bare())
                .write()
                .format("delta")
                .save(folder.resolve("gold/experiment_readout").toString());

        List<ReadoutRow> rows =
                ReportExperiments.read(new GoldReader(warehouse), ExperimentCatalogue.load(), NIGHT).stream()
                        .filter(test -> test.spec().id().equals("clip_rollout"))
                        .flatMap(test -> test.rows().stream())
                        .toList();

        assertThat(rows)
                .filteredOn(row -> row.metric().equals("time_to_first_action"))
                .containsExactly(new ReadoutRow(
                        NIGHT,
                        "clip_rollout",
                        "time_to_first_action",
                        "the_kpi",
                        "treatment",
                        new Arm(11, 12, 15L, 0.13, 14L),
                        new Arm(21, 22, 25L, 0.23, 24L),
                        new Range(0.31, 0.32, 0.33),
                        new Range(0.34, 0.35, 0.36),
                        0.37,
                        new Chances(0.41, 0.42, 0.43),
                        0.44,
                        new Health(
                                0.51,
                                0.52,
                                0.53,
                                0.535,
                                54L,
                                0.55,
                                0.56,
                                0.57,
                                0.61,
                                new Times(62, 63, 0.64, 0.65),
                                new Labels(66L, null, null),
                                0.58),
                        new Split(0.71, true, 72, 73),
                        "better",
                        "better indeed"));
        assertThat(rows)
                .filteredOn(row -> row.metric().equals("negative_share"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.health().times()).isNull();
                    assertThat(row.health().labels()).isNull();
                    assertThat(row.health().dispersion()).isNull();
                    assertThat(row.health().maturedShare()).isEqualTo(0.9);
                });
    }

    /** An older version wrote the table, before there were looks at an age; until a night adds them they are empty. */
    @Test
    void columnsThatTheTableDoesNotHaveYetAreEmpty(@TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        Fixtures.rows("gold.experiment_readout", full())
                .drop("label_age", "log_rank_p_value", "dispersion", "control_counted")
                .write()
                .format("delta")
                .save(folder.resolve("gold/experiment_readout").toString());

        List<ReadoutRow> rows =
                ReportExperiments.read(new GoldReader(warehouse), ExperimentCatalogue.load(), NIGHT).stream()
                        .flatMap(test -> test.rows().stream())
                        .toList();

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.health().labels()).isNull();
            assertThat(row.health().dispersion()).isNull();
            assertThat(row.control().counted()).isNull();
            assertThat(row.health().times()).isEqualTo(new Times(62, 63, 0.64, null));
            assertThat(row.split().crossoverClusters()).isEqualTo(73);
        });
    }

    private static Map<String, Object> full() {
        return row(
                "experiment", "clip_rollout",
                "metric", "time_to_first_action",
                "kpi", "the_kpi",
                "variant", "treatment",
                "as_of_date", NIGHT.toString(),
                "control_assigned", 11L,
                "control_units", 12L,
                "control_counted", 15L,
                "control", 0.13,
                "control_clusters", 14L,
                "treatment_assigned", 21L,
                "treatment_units", 22L,
                "treatment_counted", 25L,
                "counted_p_value", 0.535,
                "treatment", 0.23,
                "treatment_clusters", 24L,
                "difference", 0.31,
                "difference_low", 0.32,
                "difference_high", 0.33,
                "lift", 0.34,
                "lift_low", 0.35,
                "lift_high", 0.36,
                "confidence", 0.37,
                "p_value", 0.41,
                "adjusted_p_value", 0.42,
                "chance_to_win", 0.43,
                "margin", 0.44,
                "past_correlation", 0.51,
                "variance_ratio", 0.52,
                "imbalance_p_value", 0.53,
                "strata", 54,
                "degrees_of_freedom", 0.55,
                "design_effect", 0.56,
                "permutation_p_value", 0.57,
                "matured_share", 0.58,
                "dispersion", 0.61,
                "control_open", 62L,
                "treatment_open", 63L,
                "speed_ratio", 0.64,
                "log_rank_p_value", 0.65,
                "label_age", 66,
                "sample_ratio_p_value", 0.71,
                "is_split_as_planned", true,
                "crossover_units", 72L,
                "crossover_clusters", 73L,
                "verdict", "better",
                "verdict_in_words", "better indeed");
    }

    private static Map<String, Object> bare() {
        return row(
                "experiment",
                "clip_rollout",
                "metric",
                "negative_share",
                "as_of_date",
                NIGHT.toString(),
                "matured_share",
                0.9,
                "sample_ratio_p_value",
                0.5);
    }
}
