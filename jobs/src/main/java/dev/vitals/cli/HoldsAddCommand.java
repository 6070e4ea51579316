package dev.vitals.cli;

import dev.vitals.job.land.Pseudonyms;
import dev.vitals.warehouse.Erasure.Subjects;
import dev.vitals.warehouse.LegalHolds;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holds add}: places people under a new hold. */
@Command(
        name = "add",
        description = "Places the people of a file under a new hold, by their pseudonyms; the file is not kept.",
        mixinStandardHelpOptions = true)
final class HoldsAddCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private PseudonymKeyOption pseudonymKey;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--subjects",
            required = true,
            paramLabel = "FILE",
            description = "CSV with the column user_id, platform ids, and login where it is known")
    private Path subjects;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, such as a file number; name nobody, it is kept for ten years")
    private String reason;

    @Option(
            names = "--until",
            paramLabel = "DAY",
            description = "Last day on which it is in force. Default: until it is released")
    private LocalDate until;

    @Override
    public Integer call() {
        Subjects people = SubjectsFile.read(subjects);
        LegalHolds.Hold hold = warehouse.withWritten(w -> {
            Pseudonyms pseudonyms = new Pseudonyms(pseudonymKey.key());
            LegalHolds holds = new LegalHolds(w, Clock.systemUTC());
            holds.requireTheSameKey(pseudonyms);
            return holds.place(people.pseudonyms(pseudonyms), reason, Optional.ofNullable(until));
        });
        output.print(
                hold,
                placed -> "Hold %s: %d pseudonyms of %d people; nothing of them is deleted %s."
                        .formatted(
                                placed.id(),
                                placed.people(),
                                people.ids().size(),
                                placed.until() == null
                                        ? "until it is released"
                                        : "until the end of " + placed.until()));
        return ExitCode.FINE;
    }
}
