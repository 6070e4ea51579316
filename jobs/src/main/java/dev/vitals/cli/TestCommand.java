package dev.vitals.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code test}: describes what the launcher does before there is any Java to run. */
@Command(
        name = "test",
        description =
                "Builds Vitals and runs every test: Java (mvn verify), then report and site in Chromium, the notebooks and the Airflow DAGs, each in a virtual environment of Python 3.11; what can't run is skipped by name. Further words go to Maven, and then only Java is tested.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "WORD", description = "For Maven, e.g. -Dtest=LineReaderTest or -o")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        System.err.println("vitals: tests are started by the launcher. Run ./vitals test in a checkout.");
        return ExitCode.USAGE;
    }
}
