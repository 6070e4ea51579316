package dev.vitals.cli;

import dev.vitals.cli.night.Contestants;
import dev.vitals.cli.night.NightPlan;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code bench night} alone. */
final class NightBenchOptions {
    @Option(
            names = "--history",
            split = ",",
            defaultValue = "30,400",
            paramLabel = "DAYS",
            description = "Days before the night, of night; each number has a warehouse. Default: ${DEFAULT-VALUE}")
    private List<Integer> history;

    @Option(
            names = "--history-messages",
            defaultValue = "100000",
            description = "Messages of each day before the night, of night. Default: ${DEFAULT-VALUE}")
    private int historyMessages;

    @Option(names = "--channels", defaultValue = "1000", description = "Channels, of night. Default: ${DEFAULT-VALUE}")
    private int channels;

    @Option(
            names = "--contestants",
            split = ",",
            paramLabel = "NAME",
            description = "Who runs the night. Without it all: ours, and whom it is compared with")
    private Set<String> contestants;

    @Option(names = "--skew", description = "Also a night with 30%% of all messages in one channel")
    private boolean skew;

    @Option(names = "--cluster", description = "Also our night on a standalone cluster of two workers with a core each")
    private boolean cluster;

    @Option(
            names = "--charts",
            paramLabel = "FOLDER",
            description =
                    "Where to draw cost against volume and history, of night with several --messages or --history. Default: nowhere")
    private Path charts;

    Optional<Path> charts() {
        return Optional.ofNullable(charts);
    }

    /** @param messages of the nights */
    NightPlan plan(CommandSpec command, List<Long> messages, int rounds) {
        requireALine(command, messages);
        Set<String> known = Contestants.known().keySet();
        Set<String> chosen = contestants == null ? new LinkedHashSet<>(known) : new LinkedHashSet<>(contestants);
        Set<String> unknown = new TreeSet<>(chosen);
        unknown.removeAll(known);
        if (!unknown.isEmpty() || chosen.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "There is no contestant %s. Take some of %s.".formatted(unknown, known));
        }
        if (cluster && !chosen.contains("ours")) {
            throw new ParameterException(
                    command.commandLine(), "On a cluster there is our night alone: add ours to --contestants.");
        }
        if (historyMessages < 1 || channels < 1 || history.stream().anyMatch(days -> days < 1)) {
            throw new ParameterException(
                    command.commandLine(), "A night has a day before it, with a message and a channel at least.");
        }
        if (messages.stream().anyMatch(each -> each > Integer.MAX_VALUE / 2 || each < 1_000)) {
            throw new ParameterException(
                    command.commandLine(),
                    "A night of %s messages can't be made up. Take 1,000 to %,d."
                            .formatted(messages, Integer.MAX_VALUE / 2));
        }
        return new NightPlan(
                messages.stream().map(Long::intValue).toList(),
                history,
                historyMessages,
                channels,
                skew,
                chosen,
                cluster,
                rounds);
    }

    /** A benchmark of hours that ends without the pictures that it was started for is better not started. */
    private void requireALine(CommandSpec command, List<Long> messages) {
        long sizes = messages.stream().distinct().count();
        long pasts = history.stream().distinct().count();
        if (charts != null && sizes < 2 && pasts < 2) {
            throw new ParameterException(
                    command.commandLine(),
                    "--charts has nothing to draw: a line needs two points, and --messages is %d and --history %d alone. Give two numbers or more of either, such as --messages %d,%d or --history %d,%d, or leave --charts away."
                            .formatted(
                                    messages.get(0),
                                    history.get(0),
                                    messages.get(0),
                                    3 * messages.get(0),
                                    history.get(0),
                                    10 * history.get(0)));
        }
    }
}
