package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that the page on tests of changes shows, through the launcher. */
class ExperimentVerbsTest {
    static String example() throws IOException {
        String page = Files.readString(Path.of("docs", "experiments.md"));
        int from = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(from, page.indexOf("```", from));
    }

    static Launch readout(Path folder, String spec, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("spec.yaml"), spec);
        String[] words = new String[3 + more.length];
        words[0] = "experiment";
        words[1] = "readout";
        words[2] = "--spec=" + file;
        System.arraycopy(more, 0, words, 3, more.length);
        return Launch.with(Map.of(), words);
    }

    @Test
    void aReadoutIsATableOrJson(@TempDir Path folder) throws IOException {
        Launch table = readout(folder, example());
        Launch json = readout(folder, example(), "--format=json");

        assertThat(table.exitCode()).as(table.err()).isEqualTo(ExitCode.FINE);
        assertThat(table.out())
                .contains("hold_banner, by user; fixed, alpha 0.05, p-values adjusted by holm")
                .contains("as planned")
                .containsPattern(
                        "messages_per_user +primary +banner +14.1000 of 20,123 +15.3000 of 19,871 +8.51% 95%: .* >99.9% +better")
                .containsPattern("minutes_watched .* not worse than the margin of 3.00%");
        JsonNode effects = new ObjectMapper().readTree(json.out()).get("effects");
        assertThat(effects).hasSize(3);
        assertThat(effects.get(0).get("difference").get("value").asDouble()).isCloseTo(1.2, within(1e-12));
        assertThat(effects.get(0).get("verdict").asText()).isEqualTo("better");
        assertThat(effects.get(2).get("adjustedPValue").isNull()).isTrue();
    }

    @Test
    void aReadoutIsAPageToo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new").resolve("page.html");
        Launch written = readout(folder, example(), "--format=html", "--out=" + file);
        Launch printed = readout(folder, example(), "--format=html");
        Launch nowhere = readout(folder, example(), "--format=html", "--out=" + folder);

        assertThat(written.exitCode()).as(written.err()).isEqualTo(ExitCode.FINE);
        assertThat(written.out()).isEqualTo("Wrote " + file + System.lineSeparator());
        assertThat(Files.readString(file))
                .isEqualTo(printed.out())
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("Messages per user", "+8.5%", "not worse than the margin");
        assertThat(nowhere.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(nowhere.err()).contains("is a folder. Name a file.");
    }

    @Test
    void aControlOf0ShowsTheIntervalOfTheDifference(@TempDir Path folder) throws IOException {
        Launch none = readout(folder, example().replace("mean: 14.1", "mean: 0").replace("mean: 15.3", "mean: 0.9"));

        assertThat(none.out()).containsPattern("messages_per_user .* - difference: 0.3015 to 1.499 ");
    }

    /** Every field that the page names is there, and no other. */
    @Test
    void thePageNamesTheFields(@TempDir Path folder) throws IOException {
        String page = Files.readString(Path.of("docs", "experiments.md"));
        String fields = page.substring(page.indexOf("## JSON"));
        JsonNode root = new ObjectMapper()
                .readTree(readout(folder, example(), "--format=json").out());

        for (JsonNode node : new JsonNode[] {
            root,
            root.get("effects").get(0),
            root.get("effects").get(0).get("lift"),
            root.get("effects").get(0).get("belief")
        }) {
            node.fieldNames().forEachRemaining(field -> assertThat(fields).contains("`" + field + "`"));
        }
    }

    /** 400 users of two countries, each with a day before and two after; one of them was in both arms. */
    static String units() {
        StringBuilder lines = new StringBuilder("user_id,variant,country,messages,messages_before\n");
        for (int user = 0; user < 400; user++) {
            int before = user % 17;
            lines.append("u%1$d,%2$s,%3$s,%4$d,%5$d\nu%1$d,%6$s,%3$s,1,0\n"
                    .formatted(
                            user,
                            user % 2 == 0 ? "control" : "banner",
                            user % 3 == 0 ? "de" : "fr",
                            before + user % 5 + user % 2 * 2,
                            before,
                            user % 2 == 0 != (user == 7) ? "control" : "banner"));
        }
        return lines.toString();
    }

    static String ofSource(String page, String metric, String source) {
        String head = page.substring(0, page.indexOf("metrics:"))
                .replaceAll(", units: [0-9]+", "")
                .replace("correction: holm ", "correction: none ");
        return head + "metrics:\n  - {id: m, role: primary, good_when: higher, " + metric + "}\nsource: {" + source
                + "}\n";
    }

    @Test
    void rowsOfUnitsAreReadFromAFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("units.csv"), units());
        String metric = "statistic: mean, value: messages";
        String source = "path: units.csv, variant: variant, unit: user_id";
        Launch plain = readout(folder, ofSource(example(), metric, source), "--format=json");
        Launch past = readout(
                folder,
                ofSource(example(), metric + ", covariates: [{value: messages_before}]", source),
                "--format=json");
        Launch strata = readout(folder, ofSource(example(), metric, source + ", stratum: country"), "--format=json");

        assertThat(plain.exitCode()).as(plain.err()).isEqualTo(ExitCode.FINE);
        JsonNode readout = new ObjectMapper().readTree(plain.out());
        assertThat(readout.get("crossoverUnits").asLong()).isEqualTo(1);
        assertThat(readout.get("assigned").get("control").asLong()).isEqualTo(200);
        JsonNode effect = readout.get("effects").get(0);
        assertThat(effect.get("treatmentUnits").asLong()).isEqualTo(199);
        assertThat(effect.get("difference").get("value").asDouble()).isBetween(1.8, 2.2);
        JsonNode adjusted =
                new ObjectMapper().readTree(past.out()).get("effects").get(0);
        assertThat(adjusted.get("past").get("varianceRatio").asDouble()).isLessThan(.2);
        assertThat(adjusted.get("difference").get("standardError").asDouble())
                .isLessThan(effect.get("difference").get("standardError").asDouble() / 2);
        JsonNode within =
                new ObjectMapper().readTree(strata.out()).get("effects").get(0);
        assertThat(within.get("strata").asInt()).isEqualTo(2);
        assertThat(within.get("method").asText()).isEqualTo("post_stratified");
    }

    /** Of 200 users an arm 20 were ever asked, and of the treatment 19: too few for a page, whoever else saw the test. */
    @Test
    void aRatioRestsOnTheUnitsInItsDenominator(@TempDir Path folder) throws IOException {
        StringBuilder lines = new StringBuilder("user_id,variant,yes,asked\n");
        for (int user = 0; user < 400; user++) {
            int asked = user < 39 ? 2 : 0;
            lines.append("u%d,%s,%d,%d\n"
                    .formatted(user, user % 2 == 0 ? "control" : "banner", asked == 0 ? 0 : user % 3, asked));
        }
        Files.writeString(folder.resolve("units.csv"), lines);
        String spec = ofSource(
                example(),
                "statistic: ratio, value: yes, denominator: asked",
                "path: units.csv, variant: variant, unit: user_id");

        JsonNode effect =
                readout(folder, spec, "--format=json").json().get("effects").get(0);
        assertThat(effect.get("controlUnits").asLong()).isEqualTo(200);
        assertThat(effect.get("controlCounted").asLong()).isEqualTo(20);
        // Pearson's test of 20 and 19 of 200, by scipy.
        assertThat(effect.get("countedPValue").asDouble()).isCloseTo(0.866146, within(1e-6));
        assertThat(effect.get("treatmentCounted").asLong()).isEqualTo(19);
        assertThat(readout(folder, spec).out()).containsPattern("0\\.500000 of 20 .* of 19 ");
        assertThat(readout(folder, spec, "--format=html").out())
                .contains("An arm has fewer than 20 users that count in it")
                .doesNotContain("of 200 users");
        Files.writeString(folder.resolve("units.csv"), lines.toString().replace("u39,banner,0,0", "u39,banner,0,2"));
        assertThat(readout(folder, spec, "--format=html").out()).contains("counted in 20 of 200 users");
    }

    /** The metrics of the page's second example, over rows that hold what they name. */
    @Test
    void everyStatisticOfThePageIsReadFromAFile(@TempDir Path folder) throws IOException {
        String page = Files.readString(Path.of("docs", "experiments.md"));
        String metrics = page.substring(page.indexOf("  - {id: wrong_actions"), page.indexOf("```\n\ntakes the place"));
        StringBuilder lines = new StringBuilder(
                "user_id,variant,is_wrong,weight,channel_id,seconds_open,is_closed,acted_on,reversed_on\n");
        for (int row = 0; row < 900; row++) {
            lines.append("u%d,%s,%d,%d,c%d,%d,%d,2026-01-%02d,%s\n"
                    .formatted(
                            row % 300,
                            row % 2 == 0 ? "control" : "banner",
                            row % 7 == 0 ? 1 : 0,
                            1 + row % 3,
                            row % 11,
                            row * 37 % 9001,
                            row % 10 == 0 ? 0 : 1,
                            1 + row % 28,
                            row % 5 == 0 ? "2026-02-01" : ""));
        }
        Files.writeString(folder.resolve("units.csv"), lines);
        String spec = ofSource(
                        example(), "statistic: mean, value: weight", "path: units.csv, variant: variant, unit: user_id")
                .replace("source:", metrics + "source:");

        Launch all = readout(folder, spec, "--format=json");

        assertThat(all.exitCode()).as(all.err()).isEqualTo(ExitCode.FINE);
        JsonNode effects = new ObjectMapper().readTree(all.out()).get("effects");
        assertThat(effects)
                .hasSize(6)
                .allMatch(effect -> !effect.get("difference").isNull());
        assertThat(effects.get(3).get("control").asDouble()).isBetween(7800.0, 8400.0);
        assertThat(effects.get(4).get("times").get("controlOpen").asLong()).isEqualTo(90);
        assertThat(effects.get(4).get("times").get("treatmentOpen").asLong()).isZero();
        assertThat(effects.get(5).get("labels").get("age").asInt()).isEqualTo(7);
        String fields = page.substring(page.indexOf("## JSON"));
        for (JsonNode part :
                new JsonNode[] {effects.get(4).get("times"), effects.get(5).get("labels")}) {
            part.fieldNames().forEachRemaining(field -> assertThat(fields).contains("`" + field + "`"));
        }
        assertThat(readout(folder, spec, "--format=html").out())
                .contains(
                        "Time open, mean up to 72 h", "90 and 0", "at an age of 7 days", " cases</span>", "Log-rank p");
        // Of 450 cases of the control those of the 5th and before are ten days old on the 15th: days 1, 3 and 5 of 28.
        JsonNode young = readout(
                        folder,
                        spec.replace("label_age: 7, as_of: 2026-02-15", "label_age: 10, as_of: 2026-01-15"),
                        "--format=json")
                .json()
                .get("effects")
                .get(5);
        assertThat(young.get("controlUnits").asLong()).isEqualTo(98);
        Files.writeString(folder.resolve("units.csv"), lines.toString().replace("2026-01-05", "yesterday"));
        assertThat(readout(folder, spec).err())
                .contains("units.csv: column acted_on holds 'yesterday' in line 6, which is no day");
    }

    /** Spark fills short rows with nulls, and by itself looks at no cell of columns that nobody asked for. */
    @Test
    void aRowThatIsTooShortOrTooLongIsRefused(@TempDir Path folder) throws IOException {
        String spec = ofSource(
                example(), "statistic: mean, value: messages", "path: units.csv, variant: variant, unit: user_id");
        Path rows = folder.resolve("units.csv");

        Files.writeString(rows, units().replace("u5,banner,fr,7,5\n", "u5,banner,fr,8\n"));
        Launch cut = readout(folder, spec);
        assertThat(cut.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(cut.err())
                .as("the column that the row lacks is one that the test does not read")
                .containsPattern(
                        "spec.yaml:\\d+: source: .*units.csv line 12 has 4 cells, and the header names 5 columns")
                .contains("'u5,banner,fr,8' (1 such rows). Give every row a cell for each column");
        Files.writeString(rows, "\n" + units().replaceAll("(?m)^(u5|u9),banner.*$", "$1,banner,\"f,r\",8,5,1"));
        assertThat(readout(folder, spec).err())
                .contains("units.csv line 13 has 6 cells")
                .contains("(4 such rows)");
        Files.writeString(rows, units().replace("u5,banner,fr,7,5\n", "u5,banner,\"f,r\",8,\n"));
        assertThat(readout(folder, spec).exitCode()).isEqualTo(ExitCode.FINE);
    }

    /** A folder, and a file that is cut up for the executors. */
    @Test
    void aLineIsCountedInItsFile(@TempDir Path folder) throws IOException {
        String spec = ofSource(
                example(), "statistic: mean, value: messages", "path: units.csv, variant: variant, unit: user_id");
        Path parts = Files.createDirectories(folder.resolve("units.csv"));
        Files.writeString(parts.resolve("a.csv"), units());
        Files.writeString(parts.resolve("b c.csv"), units() + "u5,banner,fr,8\n");
        String most = SparkSessions.shared().conf().get("spark.sql.files.maxPartitionBytes");
        SparkSessions.shared().conf().set("spark.sql.files.maxPartitionBytes", "2000");
        try {
            assertThat(readout(folder, spec).err()).contains("b c.csv line 802 has 4 cells");
        } finally {
            SparkSessions.shared().conf().set("spark.sql.files.maxPartitionBytes", most);
        }
    }

    @Test
    void whatTheFileOfUnitsDoesNotHoldIsTold(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("units.csv"), units().replace("u5,banner,fr,", "u5,banner,fr,x"));
        String source = "path: units.csv, variant: variant, unit: user_id";

        assertThat(readout(folder, ofSource(example(), "statistic: mean, value: messages", source))
                        .err())
                .contains("units.csv: column messages holds 'x7' in line 12, which is no number (2 such rows)");
        Files.writeString(folder.resolve("nobody.csv"), units().replace("u5,banner,fr,", ",banner,fr,"));
        assertThat(readout(
                                folder,
                                ofSource(
                                        example(),
                                        "statistic: mean, value: messages",
                                        source.replace("units.csv", "nobody.csv")))
                        .err())
                .contains("column user_id is empty in 2 rows (the first is line 12), which belong to no unit");
        assertThat(readout(folder, ofSource(example(), "statistic: mean, value: message", source))
                        .err())
                .contains("units.csv has no column message. Did you mean messages?");
        assertThat(readout(
                                folder,
                                ofSource(
                                        example(),
                                        "statistic: mean, value: messages",
                                        source.replace("units.csv", "u.csv")))
                        .err())
                .contains("There is no file or folder");
    }

    @Test
    void lostUnitsEndWithTheCodeOfAFailedCheck(@TempDir Path folder) throws IOException {
        Launch lost = readout(folder, example().replace("units: 20123", "units: 21123"));

        assertThat(lost.exitCode()).isEqualTo(ExitCode.DATA_CHECK_FAILED);
        assertThat(lost.out()).contains("NOT as planned").contains("withheld");
    }

    @Test
    void aMistakeNamesFileAndLine(@TempDir Path folder) throws IOException {
        Launch wrong = readout(folder, example().replace("weight: 0.5, units", "weight: 0.4, units"));

        assertThat(wrong.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(wrong.err()).contains("spec.yaml:11: variants have weights of 0.9 together");
        assertThat(wrong.err().lines())
                .as("the error, and no usage of the verb")
                .hasSize(1);
        String unjudged = example().substring(0, example().indexOf("summaries:"));
        assertThat(readout(folder, unjudged).err()).contains("write summaries of its metrics, or name a source");
        assertThat(readout(folder, unjudged + "start: 2026-01-13\noverlaps_with: [nobody]\n")
                        .err())
                .contains("is judged by the warehouse", "./vitals experiment readout ID");
        Launch broken = readout(folder, example().replace("experiment: hold_banner", "experiment: [hold_banner"));
        assertThat(broken.err()).containsPattern("spec.yaml:\\d+: this is not YAML: .*\\. .*quotes");
        assertThat(broken.err().lines()).hasSize(1);
        assertThat(Launch.with(Map.of(), "experiment").err()).contains("experiment needs to know what to do");
    }

    /** The words are right, so that nobody has to read what the verb can do. */
    @Test
    void whatIsNotThereIsOneLineWithoutUsage(@TempDir Path folder) {
        Launch file = Launch.of("experiment", "readout", "--spec=nowhere.yaml");
        Launch dir = Launch.of("experiment", "readout", "--spec=" + folder);
        Launch id = Launch.of("experiment", "check", "hold_baner");
        Launch change = Launch.of("experiment", "check", "strict_policy");
        Launch test = Launch.of("experiment", "change", "hold_banner");
        Launch neither = Launch.of("experiment", "change", "nothing_like_it");

        for (Launch each : new Launch[] {file, dir, id, change, test, neither}) {
            assertThat(each.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(each.err().lines()).hasSize(1);
        }
        assertThat(file.err())
                .contains("--spec: there is no file nowhere.yaml; it was looked for at /")
                .contains("Name the YAML file of the test");
        assertThat(dir.err()).contains("is a folder. Name the YAML file of the test in it.");
        assertThat(id.err())
                .contains("There is no test hold_baner in schemas/experiments. Did you mean hold_banner?")
                .contains("The tests there are: clip_rollout, hold_banner.");
        assertThat(change.err()).contains("strict_policy is no test", "./vitals experiment change strict_policy");
        assertThat(test.err()).contains("hold_banner is no change", "./vitals experiment readout hold_banner");
        assertThat(neither.err()).contains("The changes there are: strict_policy.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "check", "readout", "change", "channels"})
    void everyVerbOnTestsIsAskedForJsonInTheSameWords(String verb) {
        assertThat(Launch.of("experiment", verb, "--help").out())
                .contains("--format=<format>", "--json ", "--quiet ")
                .containsPattern("table(, | or )json");
    }

    @Test
    void jsonByEitherNameIsTheSame(@TempDir Path folder) throws IOException {
        assertThat(readout(folder, example(), "--json", "--quiet").out())
                .isEqualTo(readout(folder, example(), "--format=json").out());
    }
}
