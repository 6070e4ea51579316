package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An audit from the draw to the number: of 360 actions on 12 channels 50 are wrong, a tenth of 300 with low severity and a
 * third of 60 with high; 40 of each are drawn and labelled by what is known of them.
 */
class AuditVerbsTest {
    private static final int LOW = 300;
    private static final int HIGH = 60;
    private static final double TRUTH = 50.0 / 360;

    @TempDir
    private static Path folder;

    private static Launch draw;

    @BeforeAll
    static void drawFromANight() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("landing/vitals/2026-01-05"));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LOW + HIGH; i++) {
            lines.append("""
                    {"type":"enforcement.action","action_id":"%s","action":"ban","at":"2026-01-05T10:%02d:00Z",\
                    "subject_user_id":"u%d","channel_id":"c%d","actor_id":"9","actor_type":"human","severity":"%s"}
                    """.formatted(id(i), i % 60, i, i % 12, i < LOW ? "low" : "high"));
        }
        Files.writeString(logs.resolve("actions.jsonl"), lines);
        Files.writeString(folder.resolve("key"), "a key for tests, no secret");
        assertThat(night("2026-01-05").exitCode()).isEqualTo(ExitCode.FINE);
        draw = draw("sheet.csv");
    }

    private static String id(int i) {
        boolean isWrong = i < LOW ? i % 10 == 0 : (i - LOW) % 3 == 0;
        return (isWrong ? "wrong" : "right") + i;
    }

    private static Launch vitals(String... args) {
        return Launch.with(
                Map.of(
                        "VITALS_WAREHOUSE", folder.resolve("warehouse").toString(),
                        "VITALS_LANDING", folder.resolve("landing").toString(),
                        "VITALS_PSEUDONYM_KEY_FILE", folder.resolve("key").toString()),
                args);
    }

    private static Launch night(String day) {
        return vitals("run", "--date=" + day, "--quiet");
    }

    private static Launch draw(String file) {
        return vitals(
                "audit",
                "draw",
                "--from=2026-01-05",
                "--to=2026-01-05",
                "--frame=actioned",
                "--per-stratum=40",
                "--stratify-by=severity",
                "--seed=11",
                "--out=" + folder.resolve(file),
                "--json");
    }

    /** Fills the sheet in as somebody who knows the truth would. */
    private static Path labelled(Path sheet) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(sheet)) {
            String label = line.contains(",wrong") ? "false_positive" : "correct";
            lines.add(
                    line.startsWith("audit_id,")
                            ? line
                            : line.replaceFirst(",,,,$", "") + ",anna," + label + ",1,2026-01-06T09:00:00Z");
        }
        return Files.write(folder.resolve("labelled.csv"), lines);
    }

    @Test
    void theNumberOfTheNextNightHoldsTheTruth() throws IOException {
        assertThat(draw.exitCode()).as(draw.err()).isEqualTo(ExitCode.FINE);
        assertThat(draw.json().at("/strata/actioned, severity=low/size").asInt())
                .isEqualTo(LOW);
        assertThat(draw.json().at("/strata/actioned, severity=high/drawn").asInt())
                .isEqualTo(40);
        String sheet = labelled(folder.resolve("sheet.csv")).toString();
        String plan = "--plan=" + folder.resolve("sheet.csv.plan.json");

        Launch imported = vitals("audit", "import", sheet, plan, "--json");
        assertThat(imported.exitCode()).as(imported.err()).isEqualTo(ExitCode.FINE);
        assertThat(imported.json().get("labels").asInt()).isEqualTo(80);
        assertThat(imported.json().get("open").asInt()).isZero();
        assertThat(vitals("audit", "import", sheet, plan).exitCode())
                .as("the same file again")
                .isEqualTo(ExitCode.NOTHING_TO_DO);

        assertThat(night("2026-01-06").exitCode()).isEqualTo(ExitCode.FINE);
        JsonNode rate = query("select value, ci_low, ci_high, n, denominator, ci_method from gold.kpi_daily"
                + " where kpi = 'false_discovery_rate' and date = DATE'2026-01-06' and slice_key = 'all'");
        assertThat(rate.get("n").asInt()).isEqualTo(80);
        assertThat(rate.get("denominator").asDouble()).as("all actions").isEqualTo(LOW + HIGH);
        assertThat(rate.get("ci_low").asDouble()).isLessThan(TRUTH);
        assertThat(rate.get("ci_high").asDouble()).isGreaterThan(TRUTH);
        assertThat(rate.get("ci_method").asText()).isEqualTo("hajek_strata_wilson_clustered");
        assertThat(query("select count(distinct a.channel_id) as channels, count(distinct e.channel_id) as known"
                                + " from silver.audit_item a left join silver.enforcement_action e"
                                + " on a.item_id = e.action_id and a.channel_id = e.channel_id")
                        .toString())
                .as("channels keep their pseudonyms")
                .isEqualTo("{\"channels\":12,\"known\":12}");
    }

    @Test
    void theSameSeedDrawsTheSameSheet() throws IOException {
        Launch again = draw("again.csv");

        assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.FINE);
        assertThat(folder.resolve("again.csv")).hasSameTextualContentAs(folder.resolve("sheet.csv"));
    }

    @Test
    void aSheetInWhichLabelsMayBeIsNotOverwritten() {
        Launch again = draw("sheet.csv");

        assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("sheet.csv or its plan is there already");
    }

    @Test
    void aSheetWithAWrongLineLeavesNothingBehind() throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("wrong.csv"),
                Files.readString(labelled(folder.resolve("sheet.csv"))).replaceFirst(",correct,", ",fine,"));

        Launch imported =
                vitals("audit", "import", wrong.toString(), "--plan=" + folder.resolve("sheet.csv.plan.json"));

        assertThat(imported.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(imported.err()).contains("nothing of it was").contains("label fine is none of");
    }

    @Test
    void aVerbWithoutAWordAsksForOne() {
        assertThat(vitals("audit").err()).contains("audit needs to know what to do: draw or import");
    }

    private static JsonNode query(String sql) {
        Launch query = vitals("query", sql, "--json");
        assertThat(query.exitCode()).as(query.err()).isEqualTo(ExitCode.FINE);
        assertThat(query.json()).hasSize(1);
        return query.json().get(0);
    }
}
