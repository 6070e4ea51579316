package dev.vitals.cli;

import dev.vitals.job.land.Pseudonyms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code experiment channels}: what silver calls channels, for the rollout of a change. */
@Command(
        name = "channels",
        description =
                "Prints the pseudonyms of channels, which a rollout in schemas/experiments names. Channels are given by their ids as the logs have them (channel_id, room-id; the name in small letters only where IRC logs have no room-id). It opens no warehouse and writes nothing but to standard output.",
        mixinStandardHelpOptions = true)
final class ExperimentChannelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private PseudonymKeyOption pseudonymKey;

    @Mixin
    private TableOrJson output;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Ids of channels; without any, one a line from standard input")
    private List<String> names = new ArrayList<>();

    /** A channel; the names are the fields of the JSON. */
    record Channel(String name, String pseudonym) {}

    @Override
    public Integer call() throws IOException {
        Pseudonyms pseudonyms = new Pseudonyms(pseudonymKey.key());
        List<Channel> channels = (names.isEmpty() ? lines() : names)
                .stream()
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .map(name -> new Channel(name, pseudonyms.of(name)))
                        .toList();
        if (channels.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "There is no channel. Name some behind the verb, or one a line on standard input.");
        }
        output.print(
                channels,
                all -> all.stream()
                        .map(channel -> channel.pseudonym() + "\t" + channel.name())
                        .collect(Collectors.joining(System.lineSeparator())));
        return ExitCode.FINE;
    }

    private static List<String> lines() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        CsvTexts.skipByteOrderMark(in);
        return in.lines().toList();
    }
}
