package dev.vitals.cli;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitals.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A readout of a test of the warehouse, from what a night has published, through the launcher. */
class GoldReadoutTest {
    @TempDir
    private Path warehouse;

    @BeforeEach
    void warehouse() throws IOException {
        Files.createDirectories(warehouse.resolve("_vitals"));
    }

    private Launch readout(String... more) {
        String[] words = new String[3 + more.length];
        words[0] = "experiment";
        words[1] = "readout";
        words[2] = "clip_rollout";
        System.arraycopy(more, 0, words, 3, more.length);
        return Launch.with(Map.of("VITALS_WAREHOUSE", warehouse.toString()), words);
    }

    private void published(List<Map<String, Object>> rows) {
        Fixtures.rows("gold.experiment_readout", rows.toArray(Map[]::new))
                .write()
                .format("delta")
                .save(warehouse.resolve("gold/experiment_readout").toString());
    }

    /** Metrics in another order than that of the file, and a night before the last. */
    private static List<Map<String, Object>> rows(boolean isSplitAsPlanned) {
        return List.of(
                of("negative_share", "guardrail", "2026-01-20", isSplitAsPlanned, Map.of("margin", 0.25)),
                of(
                        "time_to_first_action",
                        "secondary",
                        "2026-01-20",
                        isSplitAsPlanned,
                        Map.of("control_open", 3L, "treatment_open", 4L, "speed_ratio", 1.1)),
                of("reports_per_1k_messages", "primary", "2026-01-20", isSplitAsPlanned, effect()),
                of("reports_per_1k_messages", "primary", "2026-01-19", isSplitAsPlanned, Map.of()));
    }

    private static Map<String, Object> of(
            String metric, String role, String night, boolean isSplitAsPlanned, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(row(
                "experiment",
                "clip_rollout",
                "metric",
                metric,
                "kpi",
                metric,
                "role",
                role,
                "variant",
                "treatment",
                "as_of_date",
                night,
                "control_assigned",
                31L,
                "treatment_assigned",
                29L,
                "control_units",
                30L,
                "treatment_units",
                28L,
                "matured_share",
                0.5,
                "sample_ratio_p_value",
                0.9,
                "is_split_as_planned",
                isSplitAsPlanned,
                "crossover_units",
                7L,
                "crossover_clusters",
                0L,
                "verdict",
                "running",
                "verdict_in_words",
                "withheld: the test still runs"));
        values.putAll(more);
        return values;
    }

    private static Map<String, Object> effect() {
        return row(
                "control",
                4.0,
                "treatment",
                3.0,
                "control_counted",
                25L,
                "treatment_counted",
                24L,
                "difference",
                -1.0,
                "difference_low",
                -1.5,
                "difference_high",
                -0.5,
                "standard_error",
                0.25,
                "lift",
                -0.25,
                "lift_low",
                -0.375,
                "lift_high",
                -0.125,
                "confidence",
                0.95,
                "method",
                "welch",
                "p_value",
                0.01,
                "adjusted_p_value",
                0.02,
                "chance_to_win",
                0.98,
                "past_correlation",
                0.8234567,
                "variance_ratio",
                0.3,
                "imbalance_p_value",
                0.6,
                "control_clusters",
                31L,
                "treatment_clusters",
                29L,
                "degrees_of_freedom",
                55.5);
    }

    @Test
    void theLastNightIsShownAsAnyReadout() {
        published(rows(true));

        Launch table = readout();

        assertThat(table.exitCode()).as(table.err()).isEqualTo(ExitCode.FINE);
        assertThat(table.out().lines().map(line -> line.split(" ", 2)[0]))
                .as("metrics as the file has them")
                .containsExactly(
                        "clip_rollout,",
                        "split",
                        "left",
                        "metric",
                        "reports_per_1k_messages",
                        "time_to_first_action",
                        "negative_share");
        assertThat(table.out())
                .contains("clip_rollout, by channel, as of the night of 2026-01-20; fixed, alpha 0.05")
                .contains("left out because they were in several variants: 7 units")
                .containsPattern("negative_share .* withheld: the test still runs; margin 25.00%")
                .containsPattern(
                        "primary +treatment +4.00000 of 25 +3.00000 of 24 +-25.00% 95%: -37.50% to -12.50% +0.0100 +0.0200 +98.0% +withheld: the test still runs");
    }

    /** The fields are those of a readout of a file; what gold does not hold is null. */
    @Test
    void theJsonIsThatOfAnyReadout() {
        published(rows(true));

        JsonNode json = readout("--json").json();

        assertThat(readout("--format=json").json()).isEqualTo(json);
        assertThat(json.get("asOf").asText()).isEqualTo("2026-01-20");
        assertThat(json.get("assigned").get("treatment").asLong()).isEqualTo(29);
        JsonNode effect = json.get("effects").get(0);
        assertThat(effect.get("difference").get("standardError").asDouble()).isEqualTo(0.25);
        assertThat(effect.get("lift").get("standardError").isNull()).isTrue();
        assertThat(effect.get("belief").get("chanceToWin").asDouble()).isEqualTo(0.98);
        assertThat(effect.get("belief").get("deviation").isNull()).isTrue();
        assertThat(effect.get("past").get("correlation").asDouble())
                .as("every digit")
                .isEqualTo(0.8234567);
        assertThat(effect.get("clusters").get("degreesOfFreedom").asDouble()).isEqualTo(55.5);
        assertThat(json.get("effects").get(1).get("times").get("controlOpen").asLong())
                .isEqualTo(3);
        assertThat(json.get("effects").get(2).get("difference").isNull()).isTrue();
    }

    @Test
    void aPageSaysOfWhichNightItIs() {
        published(rows(true));

        assertThat(readout("--format=html").out())
                .contains("What a test of a change showed, as of the night of 20 January 2026")
                .contains("12 January 2026 to 25 January 2026")
                .contains("Reports per 1,000 messages", "25 channels had any messages", "24 channels had any messages")
                .contains("<td>0.82</td>")
                .doesNotContain("0.823");
    }

    @Test
    void lostUnitsEndWithTheCodeOfAFailedCheck() {
        published(rows(false));

        assertThat(readout().exitCode()).isEqualTo(ExitCode.DATA_CHECK_FAILED);
    }

    @Test
    void whereNoNightHasAnythingThatIsSaid() {
        Launch nothing = readout();

        assertThat(nothing.exitCode()).as(nothing.err()).isEqualTo(ExitCode.NOTHING_TO_DO);
        assertThat(nothing.err()).contains("no night has been measured");
    }

    @Test
    void oneFormatIsAskedFor() {
        Launch both = readout("--json", "--format=html");

        assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("--json and --format html go against each other");
        assertThat(readout("--spec=x.yaml").err()).contains("not both");
        assertThat(Launch.of("experiment", "readout").err()).contains("needs the ID of a test");
        assertThat(Launch.of("experiment", "readout", "no_such_test").err())
                .contains("There is no test no_such_test", "clip_rollout, hold_banner");
    }
}
