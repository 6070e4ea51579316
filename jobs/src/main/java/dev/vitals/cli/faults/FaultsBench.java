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
    /** Executors that a night loses. */
    private static final int LOSSES = 2;

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

    /** How many trials of each kind. */
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

    /** A night that is killed in each of its phases, an optimization and an erasure that are killed twice; then the same again. */
    private List<Trial> kills(int count) {
        List<List<Phase>> places =
                List.of(Phase.of("run"), List.of(Phase.OPTIMIZE, Phase.OPTIMIZE), List.of(Phase.ERASE, Phase.ERASE));
        Kills kills = new Kills(world, references, Map.of());
        return times(
                count,
                (number, left, random) -> {
                    List<Phase> phases = places.get(number % places.size());
                    return kills.of(phases.subList(0, Math.min(phases.size(), left)), "" + number, random);
                },
                1);
    }

    private List<Trial> doubles(int count) {
        Doubles doubles = new Doubles(world, references);
        return times(count, (number, left, random) -> List.of(doubles.of(Stand.DELIVERED, "" + number, random)), 2);
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
            trials.addAll(
                    times(count, (number, left, random) -> losses.of(Math.min(left, LOSSES), "" + number, random), 3));
            return trials;
        }
    }

    private List<Trial> disks(int count) {
        FullDisks disks = new FullDisks(world, references);
        return times(count, (number, left, random) -> List.of(disks.of("" + number, random)), 4);
    }

    private interface Kind {
        /** @param left how many trials are wanted at most */
        List<Trial> trials(int number, int left, SplittableRandom random);
    }

    /** The trials of a place have dice of their own, so that its moments do not depend on what became of those before. */
    private List<Trial> times(int count, Kind kind, int salt) {
        List<Trial> trials = new ArrayList<>();
        int misses = 0;
        for (int number = 0; trials.size() < count; number++) {
            SplittableRandom random = new SplittableRandom(seed * 31 + salt * 1_000_003L + number);
            List<Trial> more = kind.trials(number, count - trials.size(), random);
            misses = more.isEmpty() ? misses + 1 : 0;
            Trials.requirePatience(misses, "No moment could be hit");
            more.forEach(listener);
            trials.addAll(more);
        }
        return trials;
    }
}
