package dev.vitals.cli.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Kills a verb (signal 9) at any moment of a phase, runs it again, and looks at the tables. */
final class Kills {
    private final FaultWorld world;
    private final References references;
    private final Map<Phase, Long> lengths = new EnumMap<>(Phase.class);

    /** @param lengths of phases in nanoseconds, as far as they are known; the others are measured */
    Kills(FaultWorld world, References references, Map<Phase, Long> lengths) {
        this.world = world;
        this.references = references;
        this.lengths.putAll(lengths);
    }

    /**
     * A kill that hit its phase: when the process was quicker than the moment, it is done over with another.
     *
     * @param number part of the name of its folder
     */
    Trial of(Phase phase, String number, SplittableRandom random) {
        if (!lengths.containsKey(phase)) {
            measure(phase);
        }
        long start = System.nanoTime();
        for (int attempt = 0; ; attempt++) {
            Trials.requirePatience(attempt, "No moment of the phase " + phase.title() + " could be hit");
            Path place = world.copyOf(phase.stand(), "kill-" + number + "-" + attempt);
            VerbProcess process = world.start(phase.verb(), place);
            if (!process.waitFor(p -> phase.hasBegun(p.stages()))) {
                throw new IllegalStateException(
                        "The verb %s ended before it told a stage: %s".formatted(phase.verb(), process.text()));
            }
            long delay = (long) (random.nextDouble() * lengths.get(phase));
            boolean isHit = process.letRun(delay) && !phase.hasEnded(process.stages());
            isHit &= process.kill();
            if (isHit) {
                return judged(phase, place, delay, start);
            }
            // It had ended by then, so that no later moment hits it either.
            lengths.merge(phase, delay, Math::min);
            Trials.remove(place);
        }
    }

    private Trial judged(Phase phase, Path place, long delay, long start) {
        long killed = System.nanoTime();
        List<String> differences = new ArrayList<>();
        double seconds = Double.NaN;
        try {
            world.makeGood(phase.verb(), place);
            seconds = Trials.secondsSince(killed);
            differences.addAll(references.differences(phase.verb(), place));
        } catch (RuntimeException e) {
            differences.add("it can't be made good: " + e);
        }
        Trials.remove(place);
        return new Trial(
                phase.title(),
                "killed %.2f s after the phase began".formatted(delay * 1e-9),
                differences,
                seconds,
                Trials.secondsSince(start));
    }

    /** How long a phase lasts when nobody disturbs it, and those that the same run goes through. */
    private void measure(Phase wanted) {
        Path place = world.copyOf(wanted.stand(), "undisturbed-" + wanted.title());
        VerbProcess process = world.start(wanted.verb(), place);
        for (Phase phase : Phase.values()) {
            if (phase.stand() == wanted.stand() && phase.verb().equals(wanted.verb())) {
                process.waitFor(p -> phase.hasBegun(p.stages()));
                long begin = System.nanoTime();
                process.waitFor(p -> phase.hasEnded(p.stages()) || !p.isAlive());
                lengths.put(phase, System.nanoTime() - begin);
            }
        }
        int code = process.end();
        if (code != 0) {
            throw new IllegalStateException("The verb %s ended with exit code %d undisturbed: %s"
                    .formatted(wanted.verb(), code, process.text()));
        }
        List<String> differences = references.differences(wanted.verb(), place);
        if (!differences.isEmpty()) {
            throw new IllegalStateException(
                    "Two undisturbed runs are not the same, so that no kill can be judged: " + differences);
        }
        Trials.remove(place);
    }
}
