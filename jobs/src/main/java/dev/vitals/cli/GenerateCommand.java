package dev.vitals.cli;

import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code generate}: a synthetic community. */
@Command(
        name = "generate",
        description = "Writes the logs of a synthetic community, and the truth about it beside them.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private OutputOptions output;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Gets landing/ and truth/")
    private Path out;

    @Option(
            names = "--from",
            defaultValue = "2026-01-05",
            paramLabel = "DAY",
            description = "First day. Default: ${DEFAULT-VALUE}")
    private LocalDate from;

    @Option(names = "--days", defaultValue = "28", description = "Days. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(names = "--channels", defaultValue = "60", description = "Channels. Default: ${DEFAULT-VALUE}")
    private int channels;

    @Option(names = "--messages", defaultValue = "50000", description = "Messages a day. Default: ${DEFAULT-VALUE}")
    private int messages;

    @Option(
            names = {"--reports-per-day", "--reports"},
            defaultValue = "1000",
            description = "Reports a day. Default: ${DEFAULT-VALUE}")
    private int reports;

    @Option(names = "--seed", description = "Another seed gives another community of the same kind")
    private Long seed;

    /** What the options say, or a mistake in the use of the command when they make no community. */
    static CommunitySpec usable(CommandSpec command, Supplier<CommunitySpec> said) {
        try {
            return said.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    @Override
    public Integer call() {
        CommunitySpec spec = usable(command, () -> {
            Community.refuseToMix(out);
            return CommunitySpec.sized(from, days, channels, messages, reports);
        });
        if (seed != null) {
            spec = spec.withSeed(seed);
        }
        CommunitySpec chosen = spec;
        var progress = output.progress();
        Community.of(chosen)
                .write(out, (done, total, lines) -> progress.at("generate, %,d lines".formatted(lines), done, total));
        output.print(
                chosen,
                s -> "Wrote %d days to %s: deliver the folders of landing/ night by night, or all at once."
                        .formatted(s.days(), out));
        return ExitCode.FINE;
    }
}
