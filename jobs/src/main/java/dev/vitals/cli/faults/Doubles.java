package dev.vitals.cli.faults;

import dev.vitals.cli.faults.Phase.Stand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Starts the same night twice, one a moment after the other: one does it, the other waits or says that it can't. */
final class Doubles {
    static final String KIND = "the same night twice at once";

    private static final long LATEST_NANOS = 2_000_000_000L;

    private final FaultWorld world;
    private final References references;

    Doubles(FaultWorld world, References references) {
        this.world = world;
        this.references = references;
    }

    /** @param stand what had been done of the night before */
    Trial of(Stand stand, String number, SplittableRandom random) {
        long start = System.nanoTime();
        long delay = (long) (random.nextDouble() * LATEST_NANOS);
        Path place = world.copyOf(stand, "double-" + number);
        VerbProcess one = world.start("run", place);
        one.letRun(delay);
        VerbProcess other = world.start("run", place);
        List<String> differences = new ArrayList<>();
        int oneCode = one.end();
        int otherCode = other.end();
        if (oneCode != Trials.FINE && otherCode != Trials.FINE) {
            differences.add("neither did the night: %s; %s".formatted(one.text(), other.text()));
        }
        refusal(one, oneCode, differences);
        refusal(other, otherCode, differences);
        differences.addAll(references.differences("run", place));
        Trials.remove(place);
        return new Trial(
                KIND,
                "%.2f s apart, ended with %d and %d".formatted(delay * 1e-9, oneCode, otherCode),
                differences,
                Double.NaN,
                Trials.secondsSince(start));
    }

    /** Who did not do the night says so in a sentence. */
    private static void refusal(VerbProcess process, int code, List<String> differences) {
        boolean isFine = code == Trials.FINE || code == Trials.NOTHING_TO_DO;
        boolean isClear = process.text().toLowerCase(Locale.ROOT).contains("another run")
                && Trials.isOneSentence(process.lines());
        if (!isFine && !isClear) {
            differences.add("one ended with %d and said: %s".formatted(code, process.text()));
        }
    }
}
