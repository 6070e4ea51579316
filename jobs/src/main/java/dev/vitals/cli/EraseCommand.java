package dev.vitals.cli;

import dev.vitals.job.land.Pseudonyms;
import dev.vitals.warehouse.Erasure;
import dev.vitals.warehouse.Erasure.Subjects;
import dev.vitals.warehouse.ErasureReceipt;
import dev.vitals.warehouse.Erasures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code erase}: takes people out of everything that was kept of them. */
@Command(
        name = "erase",
        description =
                "Takes people out of the warehouse and of the delivered files: their pseudonyms become tokens that nobody can trace, what they wrote is emptied, earlier versions of the tables are deleted, records of delivered files that name them are overwritten. No number changes. Writes a signed receipt. After an interruption --resume goes on; no night runs before that.",
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @ArgGroup(multiplicity = "1")
    private What what;

    private static final class What {
        @Option(
                names = "--subjects",
                paramLabel = "FILE",
                description =
                        "CSV with the column user_id, platform ids; columns login and display_name are looked for as well, where there are any")
        private Path subjects;

        @Option(names = "--resume", description = "Go on with the erasure that was interrupted")
        private boolean isResumed;

        @Option(
                names = "--verify",
                paramLabel = "RECEIPT",
                description = "Only say whether a receipt is as it was signed by who holds the pseudonym key")
        private Path receipt;

        @Option(
                names = "--receipt-of",
                paramLabel = "ID",
                description = "Only write the signed receipt of an erasure that was done, again")
        private String done;
    }

    @Option(
            names = "--landing",
            paramLabel = "URI",
            description = "Folder with the source folders, whose files are gone through as well")
    private String landing;

    @Option(
            names = "--keep-landing",
            description = "Leave the delivered files as they are; somebody else erases there, or they are gone")
    private boolean isLandingKept;

    @Option(
            names = "--receipt",
            paramLabel = "FILE",
            description = "Where to write the receipt. Default: erasure-<id>.json in this folder")
    private Path out;

    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private PseudonymKeyOption pseudonymKey;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        SignedReceipt signature = new SignedReceipt(Pseudonyms.firstEpoch(pseudonymKey.key()));
        if (what.receipt != null) {
            return verify(signature);
        }
        if (what.subjects != null && (landing == null) != isLandingKept) {
            throw new ParameterException(
                    command.commandLine(),
                    "Say what becomes of the delivered files, which hold ids and names as they came: --landing URI to erase there too, or --keep-landing.");
        }
        if (what.done != null) {
            return written(warehouse.withWritten(w -> Erasures.receipt(w, what.done)), signature);
        }
        Optional<Subjects> subjects = Optional.ofNullable(what.subjects).map(SubjectsFile::read);
        Optional<ErasureReceipt> receipt = warehouse.withWritten(w -> {
            Erasure erasure = new Erasure(w, new Pseudonyms(pseudonymKey.key()), Clock.systemUTC(), output.progress());
            return subjects.isPresent()
                    ? Optional.of(erasure.erase(subjects.get(), Optional.ofNullable(landingUri())))
                    : erasure.resume();
        });
        return written(
                receipt.orElseThrow(() -> new NothingToDoException(
                        "No erasure was interrupted in this warehouse: there is nothing to go on with.")),
                signature);
    }

    private int written(ErasureReceipt done, SignedReceipt signature) {
        Path file = out == null ? Path.of("erasure-" + done.id() + ".json") : out;
        write(file, signature.sign(done));
        output.print(done, each -> text(each, file));
        return ExitCode.FINE;
    }

    private String landingUri() {
        return landing == null || landing.contains("://")
                ? landing
                : Path.of(landing).toAbsolutePath().toString();
    }

    private int verify(SignedReceipt signature) {
        boolean isGenuine;
        try {
            isGenuine = SignedReceipt.isGenuine(Files.readString(what.receipt), signature.publicKey());
        } catch (IOException e) {
            throw new InputException(
                    "The receipt %s can't be read (%s). Name the file that ./vitals erase wrote."
                            .formatted(what.receipt, e),
                    e);
        }
        output.print(
                isGenuine,
                genuine -> genuine
                        ? "The receipt is as it was signed; the public key is " + signature.publicKey()
                        : "The receipt is not what was signed with this key: it was changed, or signed with another one.");
        return isGenuine ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "All was erased, but the receipt could not be written to %s; ./vitals erase --receipt-of ID writes it again. It is:%n%s"
                            .formatted(file, text),
                    e);
        }
    }

    private static String text(ErasureReceipt receipt, Path file) {
        StringBuilder text = new StringBuilder();
        receipt.tables().stream()
                .filter(table -> table.rows() > 0)
                .forEach(table -> text.append("%-28s %,9d rows in %,d files; nobody of them from version %d on%n"
                        .formatted(table.table(), table.rows(), table.filesRewritten(), table.version())));
        text.append("%d people, %,d rows of %d tables"
                .formatted(receipt.people(), receipt.rows(), receipt.tables().size()));
        text.append(
                receipt.landing() == null
                        ? "; delivered files were not gone through"
                        : ", %,d records of %,d delivered files"
                                .formatted(
                                        receipt.landing().records(),
                                        receipt.landing().files()));
        if (receipt.landing() != null && receipt.landing().masked() > 0) {
            text.append("; %,d of them tell of somebody under a legal hold too, and lost ids and names alone"
                    .formatted(receipt.landing().masked()));
        }
        boolean isInFiles = receipt.landing() != null && receipt.landing().records() > 0;
        if (receipt.rows() == 0 && !isInFiles) {
            text.append("%nNothing of them was found. Should an earlier erasure have ended without its receipt: "
                            .formatted())
                    .append("./vitals query \"select * from ops.erasure\" names it, and --receipt-of ID writes it.");
        }
        return text.append("%nSigned receipt: %s".formatted(file)).toString();
    }
}
