package dev.vitals.cli.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A stretch of a verb, told by its progress, in which it is killed. */
enum Phase {
    LAND(Stand.DELIVERED, "run", "land ", "refine "),
    REFINE(Stand.DELIVERED, "run", "refine ", "measure "),
    MEASURE(Stand.DELIVERED, "run", "measure ", "done"),
    /** After the last table was written: logs, and what readers see. */
    PUBLISH(Stand.DELIVERED, "run", "done", null),
    OPTIMIZE(Stand.MEASURED, "optimize", "optimize ", null),
    ERASE(Stand.MEASURED, "erase", "", null);

    /** What had been done of a night. */
    enum Stand {
        DELIVERED,
        REFINED,
        MEASURED
    }

    private final Stand stand;
    private final String verb;
    private final String begin;
    private final String end;

    /** @param end begin of the first stage after it; null where the end of the process is its end */
    Phase(Stand stand, String verb, String begin, String end) {
        this.stand = stand;
        this.verb = verb;
        this.begin = begin;
        this.end = end;
    }

    /** Phases of a verb, in their order. */
    static List<Phase> of(String verb) {
        return Arrays.stream(values()).filter(phase -> phase.verb.equals(verb)).toList();
    }

    /** The phase that a verb is in, by the stages that were told so far. */
    static Phase at(String verb, List<String> stages) {
        List<Phase> begun =
                of(verb).stream().filter(phase -> phase.hasBegun(stages)).toList();
        return begun.get(begun.size() - 1);
    }

    /** What has been done when its verb starts. */
    Stand stand() {
        return stand;
    }

    String verb() {
        return verb;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has begun, by the stages that were told so far. */
    boolean hasBegun(List<String> stages) {
        return stages.stream().anyMatch(stage -> stage.startsWith(begin));
    }

    /** Whether a stage behind it was told; its end by the end of the process is not seen here. */
    boolean hasEnded(List<String> stages) {
        return end != null && stages.stream().anyMatch(stage -> stage.startsWith(end));
    }
}
