package dev.vitals.cli;

import dev.vitals.report.WholeFiles;
import dev.vitals.warehouse.WarehouseException;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The browser that prints a page to PDF: Chromium or one of its kin, a process of its own that asks nobody for anything. */
final class Chromium {
    private static final String SETTING = "VITALS_CHROMIUM";
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge");
    private static final long MOST_SECONDS = 120;

    private final Path program;

    private Chromium(Path program) {
        this.program = program;
    }

    /**
     * The one that the environment names, else the first on the path.
     *
     * @throws WarehouseException when there is none
     */
    static Chromium of(Map<String, String> environment) {
        String named = environment.get(SETTING);
        if (named != null) {
            if (!isProgram(Path.of(named))) {
                throw new WarehouseException(SETTING + " names " + named + ", which is no program that can be run.");
            }
            return new Chromium(Path.of(named));
        }
        return onPath(environment.getOrDefault("PATH", ""))
                .map(Chromium::new)
                .orElseThrow(() -> new WarehouseException("A PDF is printed by Chromium, and none of "
                        + String.join(", ", NAMES) + " is on the PATH. Install it (Debian: apt-get install chromium) or"
                        + " name the program in " + SETTING + "."));
    }

    private static Optional<Path> onPath(String path) {
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Chromium::isProgram)
                .findFirst();
    }

    /** Folders can be executed, too. */
    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    /**
     * Prints a page in place of what stands at {@code pdf}.
     *
     * @throws WarehouseException when the browser fails or takes longer than two minutes
     */
    void print(Path html, Path pdf) throws IOException {
        WholeFiles.replace(pdf, half -> printWhole(html, half));
    }

    private void printWhole(Path html, Path pdf) throws IOException {
        Path own = Files.createTempDirectory("vitals-pdf");
        try {
            Path words = own.resolve("words.txt");
            Process process = new ProcessBuilder(command(html, pdf, own.resolve("profile")))
                    .redirectErrorStream(true)
                    .redirectOutput(words.toFile())
                    .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw failure(html, "it took longer than " + MOST_SECONDS + " s");
            }
            if (process.exitValue() != 0 || !Files.exists(pdf)) {
                throw failure(
                        html,
                        "exit code " + process.exitValue() + ", "
                                + Files.readString(words).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Printing " + html + " was interrupted.");
        } finally {
            Folders.delete(own);
        }
    }

    private List<String> command(Path html, Path pdf, Path profile) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--disable-gpu",
                "--no-first-run",
                "--disable-extensions",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + profile,
                "--no-pdf-header-footer",
                "--print-to-pdf=" + pdf));
        // The superuser, whom containers like, may not have a sandbox. The page runs no script.
        if (System.getProperty("user.name").equals("root")) {
            command.add("--no-sandbox");
        }
        command.add(html.toUri().toString());
        return command;
    }

    private WarehouseException failure(Path html, String why) {
        return new WarehouseException(
                program + " did not print " + html + ": " + why + ". The page itself is whole; print it by hand.");
    }
}
