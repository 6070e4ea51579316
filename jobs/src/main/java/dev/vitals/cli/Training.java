package dev.vitals.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * What Java loads once a build, for the launcher to keep in its archive: a night that was delivered nothing, the same day by
 * every job, as for many of them nothing is to do in such a night, then a query over what these say of themselves, so that a
 * table is written and read. One Java does all, as it makes one archive.
 */
final class Training {
    private Training() {}

    /** Trains in an empty folder, the only word. */
    public static void main(String[] args) throws IOException {
        System.exit(in(Path.of(args[0]), CommandLine.defaultFactory()));
    }

    /** The exit code of the first verb that failed. */
    static int in(Path folder, IFactory factory) throws IOException {
        Path landing = Files.createDirectories(folder.resolve("landing"));
        Path key = Files.writeString(folder.resolve("key"), "a key for training, no secret");
        String warehouse = "--warehouse=" + folder.resolve("warehouse");
        List<String[]> verbs = List.of(
                new String[] {
                    "run",
                    "--date=2026-01-05",
                    "--landing=" + landing,
                    "--pseudonym-key-file=" + key,
                    warehouse,
                    "--master=local[1]",
                    "--quiet",
                    "--idle-is-fine"
                },
                new String[] {
                    "backfill", "--from=2026-01-05", "--to=2026-01-05", warehouse, "--master=local[1]", "--quiet"
                },
                new String[] {
                    "query",
                    "select job, status, count(*) as n from ops.job_run where as_of_date > '2026-01-01' group by all order by n",
                    warehouse,
                    "--master=local[1]"
                });
        for (String[] words : verbs) {
            int exitCode = Main.run(Map.of(), factory, words);
            if (exitCode != ExitCode.FINE && exitCode != ExitCode.NOTHING_TO_DO) {
                return exitCode;
            }
        }
        return ExitCode.FINE;
    }
}
