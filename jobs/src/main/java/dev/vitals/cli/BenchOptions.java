package dev.vitals.cli;

import dev.vitals.cli.faults.FaultsBench;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What the words behind {@code bench} ask for.
 *
 * @param messages a round, or units of experiment
 * @param days nights, of nights
 * @param givenSamples null where the words name none
 * @param seed community of alerts, changes of fuzz, moments of faults
 * @param lines changed lines, of fuzz
 * @param faults how many trials of faults
 */
record BenchOptions(
        CommandSpec command,
        SparkOptions spark,
        OutputOptions output,
        long messages,
        int rounds,
        int days,
        Integer givenSamples,
        long seed,
        long lines,
        FaultsBench.Plan faults) {
    int samples(int usual) {
        int samples = givenSamples == null ? usual : givenSamples;
        if (samples < 1) {
            throw new ParameterException(
                    command.commandLine(), "There is nothing to count in " + samples + " samples. Take one at least.");
        }
        return samples;
    }

    /** The table grows while it is measured; JSON comes at the end, in one piece. */
    void say(String line) {
        if (!output.isJson()) {
            System.out.println(line);
        }
    }
}
