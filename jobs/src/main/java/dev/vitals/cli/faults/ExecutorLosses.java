package dev.vitals.cli.faults;

import dev.vitals.cli.faults.Phase.Stand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Submits a night to a cluster and kills (signal 9) some of its executors at any moment: it must end as if nothing had been. */
final class ExecutorLosses {
    static final String KIND = "executor lost";

    private final FaultWorld world;
    private final References references;
    private final StandaloneCluster cluster;
    private long length;

    /** @param length of an undisturbed night on it in nanoseconds; {@link #undisturbed} measures it */
    ExecutorLosses(FaultWorld world, References references, StandaloneCluster cluster, long length) {
        this.length = length;
        this.world = world;
        this.references = references;
        this.cluster = cluster;
    }

    /** The night with all its executors; what is not as it is in one process. */
    Trial undisturbed() {
        Path place = world.copyOf(Stand.DELIVERED, "cluster");
        long start = System.nanoTime();
        VerbProcess process = world.submit("run", place, cluster);
        process.waitFor(p -> !p.stages().isEmpty());
        long begin = System.nanoTime();
        process.waitFor(p -> p.stages().contains("done"));
        length = System.nanoTime() - begin;
        List<String> differences = judged(process, place);
        return new Trial("on a cluster, undisturbed", "", differences, Double.NaN, Trials.secondsSince(start));
    }

    /**
     * A night that loses executors; fewer when it was done before a moment.
     *
     * @param count of moments
     */
    List<Trial> of(int count, String number, SplittableRandom random) {
        long[] moments = LongStream.generate(() -> (long) (random.nextDouble() * length))
                .limit(count)
                .sorted()
                .toArray();
        long start = System.nanoTime();
        Path place = world.copyOf(Stand.DELIVERED, "executor-" + number);
        VerbProcess process = world.submit("run", place, cluster);
        process.waitFor(p -> !p.stages().isEmpty());
        long begin = System.nanoTime();
        List<String> losses = new ArrayList<>();
        for (long moment : moments) {
            process.letRun(begin + moment - System.nanoTime());
            // The master is about to start one in the place of one that was lost.
            process.waitFor(
                    p -> p.stages().contains("done") || !cluster.executors().isEmpty());
            List<ProcessHandle> executors = cluster.executors();
            if (process.stages().contains("done") || executors.isEmpty()) {
                continue;
            }
            ProcessHandle executor = executors.get(random.nextInt(executors.size()));
            if (executor.destroyForcibly()) {
                executor.onExit().join();
                losses.add("%.2f s after the night began".formatted(moment * 1e-9));
            }
        }
        long lost = System.nanoTime();
        List<String> differences = judged(process, place);
        double eachSeconds = Trials.secondsSince(start) / Math.max(1, losses.size());
        Trials.requireTrials(losses, differences);
        return losses.stream()
                .map(loss -> new Trial(KIND, loss, differences, Trials.secondsSince(lost), eachSeconds))
                .toList();
    }

    private List<String> judged(VerbProcess process, Path place) {
        int code = process.end();
        List<String> differences = new ArrayList<>();
        if (code != Trials.FINE) {
            differences.add("it ended with %d and said: %s".formatted(code, process.text()));
        }
        differences.addAll(references.differences("run", place));
        Trials.remove(place);
        return differences;
    }
}
