package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs where nothing has landed yet: no warehouse, a night that was delivered nothing, a file that nobody can read. */
class NoWarehouseTest {
    private static final String NIGHT = "--date=2026-01-05";

    @TempDir
    private Path folder;

    @BeforeEach
    void landingFolderAndKey() throws IOException {
        Files.createDirectories(folder.resolve("landing"));
        Files.writeString(folder.resolve("key"), "a key for tests, no secret");
    }

    private Launch onNothing(String... args) {
        return Launch.with(
                Map.of("VITALS_WAREHOUSE", folder.resolve("warehouse").toString()), args);
    }

    private Launch land(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "land",
                NIGHT,
                "--landing=" + folder.resolve("landing"),
                "--pseudonym-key-file=" + folder.resolve("key"),
                "--quiet"));
        words.addAll(List.of(more));
        return onNothing(words.toArray(String[]::new));
    }

    /** The verbs that a scheduler calls after landing. */
    private List<String[]> restOfTheNight() {
        return List.of(
                new String[] {"refine", NIGHT, "--job=refine.report_case", "--quiet"},
                new String[] {"refine", NIGHT, "--quiet"},
                new String[] {"measure", NIGHT, "--quiet"},
                new String[] {"report", NIGHT, "--out=" + folder.resolve("reports")},
                new String[] {"site", "--out=" + folder.resolve("site")});
    }

    private static String[] idleIsFine(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--idle-is-fine");
        return all.toArray(String[]::new);
    }

    @Test
    void aFolderThatNeverWasAWarehouseIsRefusedByEveryVerbThatReads() {
        List<String[]> verbs = new ArrayList<>(restOfTheNight());
        verbs.add(new String[] {"tables"});
        verbs.add(new String[] {"history", "gold.kpi_daily"});
        for (String[] words : verbs) {
            Launch refused = onNothing(idleIsFine(words));

            assertThat(refused.exitCode()).as(words[0]).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err())
                    .as(words[0])
                    .contains("There is no warehouse at " + folder.resolve("warehouse"))
                    .contains("--warehouse")
                    .contains("./vitals run")
                    .doesNotContain("VITALS_TRACE");
        }
        assertThat(folder.resolve("reports")).doesNotExist();
        assertThat(folder.resolve("site")).doesNotExist();
        assertThat(folder.resolve("warehouse")).doesNotExist();
    }

    @Test
    void anEmptyLandingFolderIsNothingToDo() {
        assertThat(land().exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO);
    }

    @Test
    void beforeTheFirstNightHasBeenMeasuredThereIsNothingToShow() {
        land();
        for (String[] words : List.of(
                new String[] {"report", NIGHT, "--out=" + folder.resolve("reports")},
                new String[] {"site", "--out=" + folder.resolve("site")})) {
            Launch idle = onNothing(words);

            assertThat(idle.exitCode()).as(words[0] + " " + idle.err()).isEqualTo(ExitCode.NOTHING_TO_DO);
            assertThat(idle.err()).contains("no night has been measured");
        }
    }

    /** Any other exit code is a failure to a scheduler, which would try again for hours. */
    @Test
    void aFirstNightThatWasDeliveredNothingIsFineWhereIdleIs() {
        assertThat(land("--idle-is-fine").exitCode()).isEqualTo(ExitCode.FINE);
        for (String[] words : restOfTheNight()) {
            Launch idle = onNothing(idleIsFine(words));

            assertThat(idle.exitCode()).as(words[0] + " " + idle.err()).isEqualTo(ExitCode.FINE);
        }
    }

    @Test
    void aQueryOverNothingWantsAnEmptyWarehouse() throws IOException {
        Files.createDirectories(folder.resolve("warehouse"));
        String[] words = {"query", "select 1 as a", "--format=csv"};
        assertThat(onNothing(words).exitCode()).isEqualTo(ExitCode.FAILED);

        Files.createDirectory(folder.resolve("warehouse").resolve("_vitals"));

        assertThat(onNothing(words).out()).isEqualTo("a\n1\n");
    }

    @Test
    void tablesOfAWarehouseThatWasDeliveredNothingAreNotWrittenYet() {
        land();

        Launch tables = onNothing("tables");

        assertThat(tables.exitCode()).as(tables.err()).isEqualTo(ExitCode.FINE);
        assertThat(tables.out().lines()).isNotEmpty().allMatch(line -> line.endsWith("not written yet"));
        assertThat(onNothing("history", "gold.kpi_daily").exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO);
    }

    @Test
    void aFileThatNobodyCanReadIsRefusedWithACodeOfItsOwn() throws IOException {
        Path source = Files.createDirectories(folder.resolve("landing/vitals/2026-01-05"));
        Files.writeString(source.resolve("rubbish.ndjson"), "this is no event\n".repeat(200));

        Launch refused = land();

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.DATA_CHECK_FAILED);
        assertThat(refused.out()).contains("REFUSED");
    }

    @Test
    void verifyWantsBothEndsOfItsDays() {
        Launch half = onNothing("verify", "--from=2026-01-05");

        assertThat(half.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(half.err()).contains("--from and --to go together");
    }

    /** Before anything is computed: what was to be written would have nowhere to go. */
    @Test
    void aFolderThatCannotBeWrittenToIsSaidSoAtOnce() throws IOException {
        land();
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        for (String verb : List.of("report", "export", "site")) {
            Launch refused = onNothing(verb, "--out=" + file.resolve("below"));

            assertThat(refused.exitCode()).as(verb).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err())
                    .as(verb)
                    .contains("Nothing can be written to " + file.resolve("below"))
                    .contains("--out")
                    .doesNotContain("VITALS_TRACE");
        }
    }
}
