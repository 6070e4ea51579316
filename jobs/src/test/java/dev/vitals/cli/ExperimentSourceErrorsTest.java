package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of files of units that are not what a spec takes them for. */
class ExperimentSourceErrorsTest {
    @Test
    void rowsThatAreNoneOfWhatTheyShouldBeAreRefused(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("units.csv"),
                ExperimentVerbsTest.units().replace("u5,banner,fr,", "u5,banner,fr,NaN,1\nu5,banner,fr,"));
        Files.createDirectories(folder.resolve("empty"));
        String source = "path: units.csv, variant: variant, unit: user_id";

        Launch share = ExperimentVerbsTest.readout(
                folder,
                ExperimentVerbsTest.ofSource(
                        ExperimentVerbsTest.example(), "statistic: share, value: messages_before", source));
        assertThat(share.exitCode()).isNotEqualTo(ExitCode.FINE);
        assertThat(share.err())
                .contains("spec.yaml:")
                .contains("metric m is a share, and column messages_before is ")
                .contains("it must be 1 or 0 of each unit");
        assertThat(ExperimentVerbsTest.readout(
                                folder,
                                ExperimentVerbsTest.ofSource(
                                        ExperimentVerbsTest.example(), "statistic: mean, value: messages", source))
                        .err())
                .contains("column messages holds 'NaN' in line 12, which is no number");
        assertThat(ExperimentVerbsTest.readout(
                                folder,
                                ExperimentVerbsTest.ofSource(
                                        ExperimentVerbsTest.example(),
                                        "statistic: mean, value: messages",
                                        source.replace("units.csv", "empty")))
                        .err())
                .contains("is a folder without a Delta table, Parquet or CSV files");
        Files.createFile(folder.resolve("nothing.csv"));
        assertThat(ExperimentVerbsTest.readout(
                                folder,
                                ExperimentVerbsTest.ofSource(
                                        ExperimentVerbsTest.example(),
                                        "statistic: mean, value: messages",
                                        source.replace("units.csv", "nothing.csv")))
                        .err())
                .contains("nothing.csv is empty. Its first line must name its columns.");
        Files.writeString(
                folder.resolve("head.csv"),
                ExperimentVerbsTest.units().lines().findFirst().orElseThrow() + "\n");
        assertThat(ExperimentVerbsTest.readout(
                                folder,
                                ExperimentVerbsTest.ofSource(
                                        ExperimentVerbsTest.example(),
                                        "statistic: mean, value: messages",
                                        source.replace("units.csv", "head.csv")))
                        .err())
                .contains("head.csv has no rows. Write one for each unit");
    }

    @Test
    void aFileThatIsNoParquetIsToldWithTheLineThatNamesIt(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("units.parquet"), "nope");

        Launch broken = ExperimentVerbsTest.readout(
                folder,
                ExperimentVerbsTest.ofSource(
                        ExperimentVerbsTest.example(),
                        "statistic: mean, value: messages",
                        "path: units.parquet, variant: variant, unit: user_id"));

        assertThat(broken.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(broken.err())
                .contains("spec.yaml:", "units.parquet is no Parquet file, or was cut short. Write it anew")
                .doesNotContain("at org.apache", "VITALS_TRACE");
    }

    @Test
    void weightsBelowZeroAreRefused(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("units.csv"), "user_id,variant,wrong,weight\nu1,control,1,-2\nu2,banner,0,3\n");

        Launch refused = ExperimentVerbsTest.readout(
                folder,
                ExperimentVerbsTest.ofSource(
                        ExperimentVerbsTest.example(),
                        "statistic: weighted_share, value: wrong, weight: weight",
                        "path: units.csv, variant: variant, unit: user_id"));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("column weight is below 0 in 1 rows (the first is line 2)");
    }

    private static Launch ofMessages(Path folder) throws IOException {
        return ExperimentVerbsTest.readout(
                folder,
                ExperimentVerbsTest.ofSource(
                        ExperimentVerbsTest.example(),
                        "statistic: mean, value: messages",
                        "path: units.csv, variant: variant, unit: user_id"));
    }

    /** Of several files in a folder, below blank lines, beside quotes, and not the name of a column that is no number. */
    @Test
    void aCellIsFoundByFileAndLine(@TempDir Path folder) throws IOException {
        Path parts = Files.createDirectories(folder.resolve("units.csv"));
        Files.writeString(parts.resolve("a.csv"), ExperimentVerbsTest.units());
        Files.writeString(
                parts.resolve("b c.csv"),
                "\n" + ExperimentVerbsTest.units().replace("u5,banner,fr,7,", "\n\"u,5\",banner,fr,\"seven, or 8\","));

        assertThat(ofMessages(folder).err())
                .contains("units.csv: column messages holds 'seven, or 8' in line 14 of b c.csv, which is no number")
                .contains("(1 such rows)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "Messages"})
    void aHeaderThatHasANameTwiceIsRefused(String twice, @TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("units.csv"), ExperimentVerbsTest.units().replace("messages_before", twice));

        Launch refused = ofMessages(folder);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains("units.csv: the header names column %s twice, as the 4. and the 5. of 5".formatted(twice))
                .contains("Give one of them another name");
    }
}
