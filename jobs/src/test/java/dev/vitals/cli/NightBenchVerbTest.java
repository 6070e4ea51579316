package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmark of one large night, with a small one. */
class NightBenchVerbTest {
    @Test
    void aNightIsRunWholeAndWithTheSameWorkAndTheNumbersAreTheSame() {
        Launch launch = Launch.of(
                "bench",
                "night",
                "--messages=2000",
                "--history=3",
                "--history-messages=300",
                "--channels=8",
                "--contestants=ours",
                "--conf=spark.sql.codegen.wholeStage=false",
                "--conf=spark.sql.codegen.factoryMode=NO_CODEGEN",
                "--conf=spark.sql.shuffle.partitions=1",
                "--conf=spark.buffer.pageSize=1m",
                "--conf=spark.broadcast.blockSize=128k",
                "--json");

        assertThat(launch.exitCode()).as(launch.err()).isEqualTo(ExitCode.FINE);
        JsonNode runs = launch.json().get("runs");
        assertThat(runs.findValuesAsText("who")).containsExactly("ours", "ours, same work");
        JsonNode whole = runs.get(0);
        assertThat(names(whole)).containsExactly("start", "land", "refine", "measure", "publish", "stop");
        assertThat(names(runs.get(1))).isEqualTo(names(whole));
        assertThat(whole.get("landed").get("bronze.chat_message").asLong()).isBetween(1_800L, 2_200L);
        assertThat(whole.get("duplicates").asLong()).isPositive();
        for (JsonNode part : whole.get("parts")) {
            assertThat(part.get("wallSeconds").asDouble()).isPositive();
            assertThat(part.get("cpuSeconds").asDouble()).isPositive();
        }
        JsonNode compared = launch.json().get("compared").get(0).get("cells");
        assertThat(compared.get("equal").asLong()).isGreaterThan(500);
        assertThat(compared.get("different").asLong()).isZero();
        assertThat(launch.json().get("scoredPerSecond").asDouble()).isGreaterThan(1_000);
    }

    @Test
    void whatMakesNoNightIsAMistakeOfTheWords() {
        assertThat(mistake("--contestants=ours,nobody")).contains("There is no contestant [nobody]");
        assertThat(mistake("--history=0")).contains("A night has a day before it");
        assertThat(mistake("--messages=10")).contains("A night of [10] messages can't be made up");
    }

    @Test
    void onlyThisBenchmarkTakesSeveralNumbersOfMessages() {
        assertThat(Launch.of("bench", "land", "--messages=1000,2000").err()).contains("Only night takes several");
    }

    /** The same number twice is one point, too. */
    @Test
    void picturesOfASingleNightAreAMistakeOfTheWords() {
        assertThat(mistake("--charts=pictures", "--messages=2000,2000", "--history=3,3"))
                .contains("--charts has nothing to draw", "--messages 2000,6000 or --history 3,30");
    }

    /** Whoever makes another mistake as well hears of that one. */
    @ParameterizedTest
    @ValueSource(strings = {"--messages=2000,6000 --history=3", "--messages=2000 --history=3,30", "--messages=2000"})
    void severalNightsCanBeDrawn(String nights) {
        assertThat(mistake(("--charts=pictures --contestants=nobody " + nights).split(" ")))
                .contains("There is no contestant [nobody]")
                .doesNotContain("nothing to draw");
    }

    private static String mistake(String... words) {
        Launch launch = Launch.of(
                Stream.concat(Stream.of("bench", "night"), Stream.of(words)).toArray(String[]::new));
        assertThat(launch.exitCode()).isEqualTo(ExitCode.USAGE);
        return launch.err();
    }

    private static List<String> names(JsonNode run) {
        List<String> names = new ArrayList<>();
        run.get("parts").forEach(part -> names.add(part.get("name").asText()));
        return names;
    }
}
