package dev.vitals.cli.faults;

import dev.vitals.cli.faults.Phase.Stand;
import dev.vitals.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Does to the nights of a little community what happens to nights in the long run: processes are killed, started twice, lose an
 * executor, run out of disk; and holds the tables against those of nights to which nothing happened.
 */
public final class FaultsBench {
    private final FaultWorld world;
    private final References references;
    private final long seed;
    private final Consumer<Trial> listener;

    /**
     * Runs the nights before the trials.
     *
     * @param folder gets everything; a trial that is over leaves nothing in it
     * @param session any open warehouse, whose session does what is not done in a process of its own
     * @param seed every moment follows from it
     * @param listener hears of each trial
     */
    public FaultsBench(Path folder, Warehouse session, long seed, Consumer<Trial> listener) {
        this.world = FaultWorld.make(folder, session, Nights.whole());
        this.references = new References(world);
        this.seed = seed;
        this.listener = listener;
    }

    /** How many trials of each kind; kills are spread over the phases. */
    public record Plan(int kills, int doubles, int executors, int disks) {}

    /** Everything that is planned. */
    public List<Trial> run(Plan plan) {
        List<Trial> trials = new ArrayList<>();
        trials.addAll(kills(plan.kills()));
        trials.addAll(doubles(plan.doubles()));
        trials.addAll(executors(plan.executors()));
        trials.addAll(disks(plan.disks()));
        return trials;
    }

    private List<Trial> kills(int count) {
        Phase[] phases = Phase.values();
        Kills kills = new Kills(world, references, Map.of());
        return times(count, (number, random) -> kills.of(phases[number % phases.length], "" + number, random), 1);
    }

    private List<Trial> doubles(int count) {
        Doubles doubles = new Doubles(world, references);
        return times(count, (number, random) -> doubles.of(Stand.DELIVERED, "" + number, random), 2);
    }

    private List<Trial> executors(int count) {
        if (count == 0) {
            return List.of();
        }
        try (StandaloneCluster cluster = StandaloneCluster.start(world.folder().resolve("spark"))) {
            ExecutorLosses losses = new ExecutorLosses(world, references, cluster, 0);
            Trial undisturbed = losses.undisturbed();
            listener.accept(undisturbed);
            List<Trial> trials = new ArrayList<>(List.of(undisturbed));
            trials.addAll(times(count, (number, random) -> losses.of("" + number, random), 3));
            return trials;
        }
    }

    private List<Trial> disks(int count) {
        FullDisks disks = new FullDisks(world, references);
        return times(count, (number, random) -> disks.of("" + number, random), 4);
    }

    private interface Kind {
        Trial trial(int number, SplittableRandom random);
    }

    /** Each trial has dice of its own, so that its moment does not depend on how often an earlier one had to be repeated. */
    private List<Trial> times(int count, Kind kind, int salt) {
        List<Trial> trials = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Trial trial = kind.trial(number, new SplittableRandom(seed * 31 + salt * 1_000_003L + number));
            listener.accept(trial);
            trials.add(trial);
        }
        return trials;
    }
}
