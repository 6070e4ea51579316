package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitals.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the verbs that need no Spark say, and what the shell hears of it. */
class MainTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    static Stream<String> verbs() {
        return Verbs.names().stream();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHasHelp(String verb) {
        Launch help = Launch.of(verb, "--help");

        assertThat(help.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(help.out()).startsWith("Usage: vitals " + verb).contains("--config=FILE");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void helpListsEveryVerbTestIncluded() {
        assertThat(Launch.of("--help").out()).contains(verbs().toList()).contains("test", "history", "mvn verify");
    }

    @Test
    void helpIsTheSameWhenTheOptionsOfEveryVerbAreRead() {
        String[] allOfThem = Stream.concat(Stream.of("--help"), verbs()).toArray(String[]::new);

        assertThat(Launch.of("--help").out()).isEqualTo(Launch.of(allOfThem).out());
    }

    @Test
    void aVerbThatAFileOfWordsNamesHasItsOptions() throws IOException {
        Path words = file("words", "plan\n--json\n");

        assertThat(Launch.of("@" + words).json().isArray()).isTrue();
    }

    @Test
    void noVerbAtAllIsAnsweredWithTheUsage() {
        Launch none = Launch.of();

        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.out()).contains("Usage: vitals");
    }

    @Test
    void aFullDiskIsToldInOneSentenceWhoeverFoundIt() {
        IOException full = new IOException("No space left on device");
        List<RuntimeException> failures = List.of(
                new UncheckedIOException("Can't write _vitals/pending.txt", full),
                new IllegalStateException(
                        "Job aborted due to stage failure: java.io.IOException: No space left on device\n\tat a.B"),
                new WarehouseException("The table can't be written", new IllegalStateException(full)));

        for (RuntimeException failure : failures) {
            Launch launch = Launch.failing(failure, "optimize", "--warehouse", folder.toString());

            assertThat(launch.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(launch.err())
                    .startsWith("vitals: No space left on device: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void anUnknownVerbIsAUsageErrorThatOffersTheNearest() {
        Launch unknown = Launch.of("qeury");

        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("qeury").contains("query");
    }

    @Test
    void aCommunityThatCanNotBeMadeTouchesNothing(@TempDir Path folder) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.createFile(demo.resolve(".vitals-demo"));
        Path kept = Files.createFile(demo.resolve("kept"));
        Path mixed = Files.createDirectories(folder.resolve("mixed/landing/vitals"));
        Files.createFile(mixed.resolve("a.ndjson"));

        Launch noDemo = Launch.of("demo", "--days", "6", "--out", demo.toString());
        Launch noDays = Launch.of(
                "generate", "--days", "0", "--out", folder.resolve("new").toString());
        Launch used = Launch.of("generate", "--out", folder.resolve("mixed").toString());

        assertThat(List.of(noDemo, noDays, used)).extracting(Launch::exitCode).containsOnly(ExitCode.USAGE);
        assertThat(noDemo.err()).contains("--days is 6", "7 days at least");
        assertThat(noDays.err()).contains("days = 0");
        assertThat(used.err()).contains("already holds files");
        assertThat(kept).exists();
    }

    @Test
    void anAmountThatIsNoneIsAUsageError() {
        Launch limit = Launch.of("query", "select 1", "--limit", "-1");
        Launch days = Launch.of("bench", "nights", "--days", "0");

        assertThat(List.of(limit, days)).extracting(Launch::exitCode).containsOnly(ExitCode.USAGE);
        assertThat(limit.err()).contains("--limit is -1");
        assertThat(days.err()).contains("0 days");
    }

    @Test
    void theVerbTestSaysThatTheLauncherDoesIt() {
        assertThat(Launch.of("test", "-o").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "land"})
    void aNightThatIsYetToComeIsNotRun(String verb) {
        Launch future = Launch.of(verb, "--date", "2999-01-01");

        assertThat(future.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(future.err()).contains("--date 2999-01-01 is yet to come").contains("UTC");
    }

    @Test
    void aBackfillIntoTheFutureIsNotRun() {
        Launch future = Launch.of("backfill", "--from", "2026-01-05", "--to", "2999-01-01");

        assertThat(future.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(future.err()).contains("--to 2999-01-01 is yet to come");
    }

    @Test
    void aBackfillFromALaterToAnEarlierDayIsTurnedRound() {
        Launch turned = Launch.of("backfill", "--from", "2026-01-09", "--to", "2026-01-05");

        assertThat(turned.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(turned.err()).contains("Did you mean --from 2026-01-05 --to 2026-01-09?");
    }

    @Test
    void landingWithoutAKeySaysHowToMakeOne() {
        Path missing = folder.resolve("key");

        Launch keyless = Launch.of("land", "--pseudonym-key-file", missing.toString());

        assertThat(keyless.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(keyless.err())
                .contains(missing.toString(), "--pseudonym-key-file")
                .doesNotContain("Usage:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe", "history"})
    void anUnknownTableIsAUsageErrorThatOffersTheNearest(String verb) {
        Launch unknown = Launch.of(verb, "gold.kpi_dayly");

        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("There is no table gold.kpi_dayly. Did you mean gold.kpi_daily?");
    }

    @Test
    void aVerbOfTheRepositoryFailsOutsideOfOne() {
        Launch lost = Launch.of("docs");

        assertThat(lost.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(lost.err()).contains("start it with ./vitals from a checkout");
    }

    @Test
    void planIsJsonWhenAskedForIt() {
        JsonNode steps = Launch.of("plan", "--json").json();

        assertThat(steps.isArray()).isTrue();
        assertThat(steps.get(0).get("name").asText()).isEqualTo("land");
    }

    @Test
    void aContractIsJsonWhenAskedForIt() {
        assertThat(Launch.of("describe", "gold.kpi_daily", "--json").json().isObject())
                .isTrue();
    }

    @Test
    void theFiguresOfABenchmarkAreJsonWhenAskedForIt() {
        JsonNode figures = Launch.of("bench", "score", "--messages", "50", "--rounds", "1", "--json")
                .json();

        assertThat(figures.get("messages").asInt()).isEqualTo(50);
        assertThat(figures.get("messagesPerSecond").asDouble()).isPositive();
    }

    @Test
    void aBenchmarkTakesNoOptionThatItWouldIgnore() {
        Launch ignored = Launch.of("bench", "score", "--warehouse", "x");

        assertThat(ignored.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ignored.err()).contains("--warehouse");
    }

    @Test
    void landingIsNotBenchmarkedOnTheWarmUpAlone() {
        assertThat(Launch.of("bench", "land", "--rounds", "1").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void demoLeavesAFolderAloneThatIsNoDemo() throws IOException {
        Path photo = file("photo.jpg", "a photo");

        Launch refused = Launch.with(Map.of("VITALS_OUT", folder.toString()), "demo");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(folder.toString()).contains("nothing was touched");
        assertThat(photo).hasContent("a photo");
    }

    @Test
    void demoLeavesWhatGenerateMadeAlone() throws IOException {
        Files.createDirectories(folder.resolve("truth"));
        Path spec = file("truth/spec.json", "{}");

        assertThat(Launch.of("demo", "--out", folder.toString()).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(spec).exists();
    }

    @Test
    void aFolderForReportsIsNoNumberOfReports() {
        Map<String, String> nightly = Map.of("VITALS_REPORTS", "/data/reports");

        Launch generated = Launch.with(
                nightly,
                "generate",
                "--out=" + folder.resolve("made"),
                "--days=1",
                "--channels=5",
                "--messages=100",
                "--quiet",
                "--json");

        assertThat(generated.exitCode()).as(generated.err()).isEqualTo(ExitCode.FINE);
        assertThat(generated.json().get("reportsPerDay").asInt()).isEqualTo(1_000);
    }
}
