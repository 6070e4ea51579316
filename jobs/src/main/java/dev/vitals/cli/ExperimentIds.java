package dev.vitals.cli;

import dev.vitals.contract.Nearest;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.kpi.ExperimentCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the tests and changes that a command line names, and says of others which there are. */
final class ExperimentIds {
    private static final String WHERE = "schemas/experiments";

    private ExperimentIds() {}

    /**
     * The test of an id.
     *
     * @param verb which was asked for it
     * @throws InputException where there is none; it lists those that there are
     */
    static ExperimentSpec test(ExperimentCatalogue tests, ChangeCatalogue changes, String id, String verb) {
        return tests.find(id).orElseThrow(() -> {
            if (changes.find(id).isPresent()) {
                return new InputException(
                        "%s is no test: it is a change that nobody randomised, and has no units to hold against each other. What it did says ./vitals experiment change %s."
                                .formatted(id, id));
            }
            return unknown(
                    "test",
                    id,
                    tests.specs().stream().map(ExperimentSpec::id).toList(),
                    "Call one of them, as in ./vitals experiment %s ID, or write %s/%s.yaml; ./vitals experiment list shows all."
                            .formatted(verb, WHERE, id));
        });
    }

    /**
     * The change of an id.
     *
     * @throws InputException where there is none; it lists those that there are
     */
    static ChangeSpec change(ChangeCatalogue changes, ExperimentCatalogue tests, String id) {
        return changes.find(id).orElseThrow(() -> {
            if (tests.find(id).isPresent()) {
                return new InputException(
                        "%s is no change after launch: it is a test, whose units were parted by chance. What it showed says ./vitals experiment readout %s."
                                .formatted(id, id));
            }
            return unknown(
                    "change",
                    id,
                    changes.specs().stream().map(ChangeSpec::id).toList(),
                    "Call one of them, write %s/%s.yaml with change_on or rollout, or bring rows of your own: ./vitals experiment change --spec FILE."
                            .formatted(WHERE, id));
        });
    }

    private static InputException unknown(String what, String id, List<String> known, String remedy) {
        List<String> near = Nearest.to(id, known);
        String meant = near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
        String there = known.isEmpty()
                ? "It has no %s so far.".formatted(what)
                : "The %ss there are: %s.".formatted(what, String.join(", ", known));
        return new InputException("There is no %s %s in %s.%s %s %s".formatted(what, id, WHERE, meant, there, remedy));
    }

    /**
     * Refuses a file that is not there.
     *
     * @param what the file is of
     * @throws InputException where there is none, or a folder
     */
    static void requireFile(Path file, String what) {
        // A pipe is no regular file and may be read.
        if (!Files.exists(file)) {
            throw new InputException(
                    "--spec: there is no file %s; it was looked for at %s. Name the YAML file of the %s; jobs/docs/experiments.md shows one."
                            .formatted(file, file.toAbsolutePath().normalize(), what));
        }
        if (Files.isDirectory(file)) {
            throw new InputException(
                    "--spec: %s is a folder. Name the YAML file of the %s in it.".formatted(file, what));
        }
    }
}
