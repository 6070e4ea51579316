package dev.vitals.cli.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Kills a verb (signal 9) at a moment of a phase, does the same to the verb that goes on from what is left, and so on; at last lets
 * it be done and looks at the tables.
 */
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
     * Kills in one place; fewer than phases when a process was done before its moment.
     *
     * @param phases of one verb, one for each kill; a phase that is over by its moment gives way to the one that it is in
     * @param number part of the name of the place
     */
    List<Trial> of(List<Phase> phases, String number, SplittableRandom random) {
        phases.stream().filter(phase -> !lengths.containsKey(phase)).forEach(this::measure);
        Path place = world.copyOf(phases.get(0).stand(), "kill-" + number);
        List<Trial> kills = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        String verb = phases.get(0).verb();
        for (Phase phase : phases) {
            long start = System.nanoTime();
            long delay = (long) (random.nextDouble() * lengths.get(phase));
            VerbProcess process = world.start(verb, place);
            boolean hasBegun = process.waitFor(p -> phase.hasBegun(p.stages()));
            process.letRun(hasBegun ? delay : 0);
            if (!process.kill()) {
                // It had ended by then, so that no later moment hits it either.
                if (hasBegun) {
                    lengths.merge(phase, delay, Math::min);
                }
                refusal(process, differences);
                break;
            }
            kills.add(new Trial(
                    Phase.at(verb, process.stages()).title(),
                    "killed %.2f s after %s began".formatted(delay * 1e-9, phase.title()),
                    List.of(),
                    Double.NaN,
                    Trials.secondsSince(start)));
        }
        return judged(kills, differences, verb, place);
    }

    /** A verb that goes on after a kill does so without a complaint. */
    private static void refusal(VerbProcess process, List<String> differences) {
        int code = process.end();
        if (code != Trials.FINE && code != Trials.NOTHING_TO_DO) {
            differences.add("it ended with %d and said: %s".formatted(code, process.text()));
        }
    }

    /** What is not as it should be is held against each of the kills. */
    private List<Trial> judged(List<Trial> kills, List<String> differences, String verb, Path place) {
        long killed = System.nanoTime();
        double seconds = Double.NaN;
        try {
            world.makeGood(verb, place);
            seconds = Trials.secondsSince(killed);
            differences.addAll(references.differences(verb, place));
        } catch (RuntimeException e) {
            differences.add("it can't be made good: " + e);
        }
        Trials.remove(place);
        Trials.requireTrials(kills, differences);
        List<Trial> trials = new ArrayList<>();
        for (Trial kill : kills) {
            boolean isLast = trials.size() == kills.size() - 1;
            trials.add(new Trial(
                    kill.kind(),
                    kill.detail(),
                    differences,
                    isLast ? seconds : Double.NaN,
                    kill.seconds() + (isLast ? Trials.secondsSince(killed) : 0)));
        }
        return trials;
    }

    /** How long a phase lasts when nobody disturbs it, and those that the same run goes through. */
    private void measure(Phase wanted) {
        Path place = world.copyOf(wanted.stand(), "undisturbed-" + wanted.title());
        VerbProcess process = world.start(wanted.verb(), place);
        for (Phase phase : Phase.of(wanted.verb())) {
            process.waitFor(p -> phase.hasBegun(p.stages()));
            long begin = System.nanoTime();
            process.waitFor(p -> phase.hasEnded(p.stages()) || !p.isAlive());
            lengths.put(phase, System.nanoTime() - begin);
        }
        int code = process.end();
        if (code != Trials.FINE) {
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
