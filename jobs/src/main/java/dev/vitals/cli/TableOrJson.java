package dev.vitals.cli;

import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of verbs on tests and changes: those of every verb, and the format by its name, as {@code experiment readout} has it. */
final class TableOrJson {
    /** How the outcome is printed. */
    enum Format {
        TABLE,
        JSON
    }

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table or json, which is the same as --json. Default: ${DEFAULT-VALUE}")
    private Format format;

    <T> void print(T outcome, Function<T, String> text) {
        System.out.println(
                output.isJson() || format == Format.JSON ? OutputOptions.toJson(outcome) : text.apply(outcome));
    }
}
