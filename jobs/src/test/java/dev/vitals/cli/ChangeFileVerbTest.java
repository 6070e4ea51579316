package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of channels by day with a known truth, through the launcher. */
class ChangeFileVerbTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);

    /** The file that the page shows. */
    static String example() throws IOException {
        String page = Files.readString(Path.of("docs", "experiments.md"));
        int from = page.indexOf("change: slow_mode");
        return page.substring(from, page.indexOf("```", from));
    }

    /** 70 days of channels, which got the change on days 35, 44, ... or never; it takes a quarter of the reports away. */
    private static String rows(int... starts) {
        Random random = new Random(8);
        StringBuilder lines = new StringBuilder("channel_id,day,changed_on,reports,messages\n");
        for (int channel = 0; channel < 12 * starts.length; channel++) {
            int start = starts[channel % starts.length];
            double level = .02 + .01 * random.nextDouble();
            for (int day = 0; day < 70; day++) {
                int messages = 800 + random.nextInt(800);
                double rate = level * (1 + .1 * Math.sin(day / 5.0)) * (start >= 0 && day >= start ? .75 : 1);
                long reports = Math.round(messages * rate + Math.sqrt(messages * rate) * random.nextGaussian());
                lines.append("ch%d,%s,%s,%d,%d%n"
                        .formatted(
                                channel,
                                FIRST.plusDays(day),
                                start < 0 ? "" : FIRST.plusDays(start),
                                Math.max(0, reports),
                                messages));
            }
        }
        return lines.toString();
    }

    private static Launch change(Path folder, String spec, String rows, String... more) throws IOException {
        Files.writeString(folder.resolve("panel.csv"), rows);
        Path file = Files.writeString(folder.resolve("change.yaml"), spec);
        String[] words = new String[3 + more.length];
        words[0] = "experiment";
        words[1] = "change";
        words[2] = "--spec=" + file;
        System.arraycopy(more, 0, words, 3, more.length);
        return Launch.with(Map.of(), words);
    }

    private static JsonNode json(Launch launch) {
        assertThat(launch.exitCode()).as(launch.err()).isEqualTo(ExitCode.FINE);
        return launch.json();
    }

    @Test
    void severalDaysAreStaggered(@TempDir Path folder) throws IOException {
        String rows = rows(35, 44, -1);
        JsonNode readout = json(change(folder, example(), rows, "--format=json"));
        JsonNode rate = readout.get("effects").get(0);
        Launch table = change(folder, example(), rows);

        assertThat(readout.get("experiment").asText()).isEqualTo("slow_mode");
        assertThat(rate.get("method").asText()).isEqualTo("staggered_differences");
        assertThat(rate.get("changed").asInt()).isEqualTo(24);
        assertThat(rate.get("unchanged").asInt()).isEqualTo(12);
        assertThat(rate.get("lift").get("value").asDouble())
                .as("counted from the week before alone, so that it scatters more")
                .isCloseTo(-.25, within(.06));
        assertThat(rate.get("lift").get("lower").asDouble()).isLessThan(-.25);
        assertThat(rate.get("lift").get("upper").asDouble()).isBetween(-.25, 0.0);
        assertThat(rate.get("verdict").asText()).isEqualTo("better");
        assertThat(rate.get("preTrendPValue").asDouble()).isGreaterThan(.05);
        assertThat(rate.get("falseAlarms").isNumber()).isTrue();
        assertThat(rate.get("waves")).hasSize(2);
        assertThat(table.out())
                .contains("slow_mode; alpha 0.05")
                .containsPattern(
                        "report_rate +primary +reports over messages +24 to 12 +0\\.0262 -0\\.00736 .-0\\.00855 to -0\\.00616. .* better")
                .contains("report_rate, staggered_differences, 2026-01-05 to 2026-03-15")
                .containsPattern("messages +secondary +messages a day +24 to 12 +1,202 -62\\.3 ")
                .containsPattern("day +0 to +6 ")
                .containsPattern("day +-14 to +-8 ");
    }

    @Test
    void oneDayIsADifferenceOfDifferencesInCsvParquetAndDelta(@TempDir Path folder) throws IOException {
        JsonNode csv = json(change(folder, example(), rows(35, -1), "--format=json"));
        for (String format : List.of("parquet", "delta")) {
            SparkSessions.shared()
                    .read()
                    .option("header", true)
                    .option("inferSchema", true)
                    .csv(folder.resolve("panel.csv").toString())
                    .write()
                    .format(format)
                    .save(folder.resolve(format).toString());
            String spec = example().replace("path: panel.csv", "path: " + format);
            assertThat(json(change(folder, spec, rows(35, -1), "--json")))
                    .as(format)
                    .isEqualTo(csv);
        }

        assertThat(csv.get("effects").get(0).get("method").asText()).isEqualTo("difference_in_differences");
        assertThat(csv.get("effects").get(0).get("lift").get("value").asDouble())
                .isCloseTo(-.25, within(.03));
    }

    @Test
    void aDayForEveryoneIsAnInterruptedSeries(@TempDir Path folder) throws IOException {
        JsonNode all = json(change(folder, example(), rows(35), "--format=json"));
        String alone = example()
                .replaceAll("\n  changed_on: [^\n]*", "")
                .replaceAll("\n  cluster: [^\n]*", "")
                .replace("owner:", "change_on: 2026-02-09\nowner:");
        JsonNode days = json(change(folder, alone, rows(35), "--format=json"));

        assertThat(all.get("method").asText()).isEqualTo("interrupted_series");
        assertThat(all.get("changeOn").asText()).isEqualTo("2026-02-09");
        JsonNode effect = all.get("effects").get(0);
        assertThat(effect.get("metric").asText()).isEqualTo("report_rate");
        assertThat(effect.get("unit").asText()).isEqualTo("reports over messages");
        assertThat(effect.has("kpi")).as("a name of its own").isFalse();
        assertThat(effect.get("mean").get("value").asDouble()
                        / effect.get("levelBefore").asDouble())
                .isCloseTo(-.25, within(.15));
        assertThat(days.get("effects").get(0)).isEqualTo(effect);
    }

    @Test
    void mistakesNameFileAndLineAndWhatToDo(@TempDir Path folder) throws IOException {
        String rows = rows(35, -1);
        Launch column = change(folder, example().replace("cluster: channel_id", "cluster: chanel_id"), rows);
        assertThat(column.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(column.err())
                .containsPattern("change.yaml:\\d+: cluster names column chanel_id, which .*panel.csv does not have")
                .contains("Did you mean channel_id?");
        assertThat(change(folder, example(), rows.replaceFirst("2026-02-09", "2026-02-10"))
                        .err())
                .containsPattern("change.yaml:\\d+: changed_on of cluster ch0 is 2026-02-10 in one row and 2026-02-09");
        assertThat(change(folder, example(), rows.replaceFirst("2026-02-09", "monday"))
                        .err())
                .containsPattern(
                        "change.yaml:\\d+: changed_on: .*panel.csv: column changed_on holds 'monday' in line 2, which is no day");
        assertThat(change(folder, example(), rows.replaceFirst("ch0,2026-01-05", "ch0,"))
                        .err())
                .containsPattern(
                        "change.yaml:\\d+: day names column day, which is empty in 1 rows of .*panel.csv .the first is line 2.");
        assertThat(change(folder, example(), rows.replaceAll("2026-02-09", "2025-12-31"))
                        .err())
                .contains("nothing is known of it before; bring earlier days");
        assertThat(change(folder, example(), rows + "ch0,2026-03-01,2026-02-09,many,3\n")
                        .err())
                .contains("column reports holds 'many' in line 1,682, which is no number");
        assertThat(change(folder, example(), rows + "ch0,2026-03-16,2026-02-09,2\n")
                        .err())
                .containsPattern("change.yaml:\\d+: source: .*panel.csv line 1,682 has 4 cells")
                .contains("'ch0,2026-03-16,2026-02-09,2' (1 such rows)");
        Launch spec = change(folder, example().replace("role: primary", "role: guardrail"), rows);
        assertThat(spec.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(spec.err().lines()).as("the error, and no usage of the verb").hasSize(1);
        assertThat(spec.err()).containsPattern("change.yaml:\\d+: role can't be guardrail");
    }

    @Test
    void theVerbNeedsAnIdOrAFile() {
        assertThat(Launch.of("experiment", "change").err()).contains("needs the ID of a change");
        assertThat(Launch.of("experiment", "change", "strict_policy", "--spec=x.yaml")
                        .err())
                .contains("not both");
        assertThat(Launch.of("experiment", "change", "--spec=nowhere.yaml").err())
                .contains("there is no file nowhere.yaml");
    }

    /** Every field that the page names is there. */
    @Test
    void thePageNamesTheFields(@TempDir Path folder) throws IOException {
        String page = Files.readString(Path.of("docs", "experiments.md"));
        String fields = page.substring(page.indexOf("## JSON"));
        JsonNode some = json(change(folder, example(), rows(35, 44, -1), "--format=json"));
        JsonNode all = json(change(folder, example(), rows(35), "--format=json"));
        JsonNode effect = some.get("effects").get(0);

        for (JsonNode node : new JsonNode[] {
            some,
            effect,
            effect.get("waves").get(0),
            effect.get("groupTimes").get(0),
            effect.get("sinceChange").get(0),
            all,
            all.get("effects").get(0)
        }) {
            node.fieldNames().forEachRemaining(field -> assertThat(fields).contains("`" + field + "`"));
        }
    }
}
