package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that the page on tests of changes shows, through the launcher. */
class ExperimentVerbsTest {
    private static String example() throws IOException {
        String page = Files.readString(Path.of("docs", "experiments.md"));
        int from = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(from, page.indexOf("```", from));
    }

    private static Launch readout(Path folder, String spec, String... more) throws IOException {
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
                .contains("hold_banner, by user; alpha 0.05, p-values adjusted by holm")
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

    @Test
    void lostUnitsEndWithTheCodeOfAFailedCheck(@TempDir Path folder) throws IOException {
        Launch lost = readout(folder, example().replace("units: 20123", "units: 21123"));

        assertThat(lost.exitCode()).isEqualTo(ExitCode.DATA_CHECK_FAILED);
        assertThat(lost.out()).contains("NOT as planned").contains("withheld");
    }

    @Test
    void aMistakeNamesFileAndLine(@TempDir Path folder) throws IOException {
        Launch wrong = readout(folder, example().replace("weight: 0.5, units", "weight: 0.4, units"));

        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("spec.yaml:10: variants have weights of 0.9 together");
        assertThat(Launch.with(Map.of(), "experiment", "readout", "--spec=nowhere.yaml")
                        .err())
                .contains("there is no file nowhere.yaml");
        assertThat(Launch.with(Map.of(), "experiment").err()).contains("experiment needs to know what to do");
    }
}
