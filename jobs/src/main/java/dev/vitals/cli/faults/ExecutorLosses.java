package dev.vitals.cli.faults;

import dev.vitals.cli.faults.Phase.Stand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Submits a night to a cluster and kills (signal 9) one of its executors at any moment: it must end as if nothing had been. */
final class ExecutorLosses {
    static final String KIND = "executor lost";

    private static final int FINE = 0;

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

    Trial of(String number, SplittableRandom random) {
        long start = System.nanoTime();
        for (int attempt = 0; ; attempt++) {
            Trials.requirePatience(attempt, "No executor could be killed while a night was running");
            Path place = world.copyOf(Stand.DELIVERED, "executor-" + number + "-" + attempt);
            VerbProcess process = world.submit("run", place, cluster);
            if (!process.waitFor(p -> !p.stages().isEmpty())) {
                throw new IllegalStateException("The night ended before it told a stage: " + process.text());
            }
            long delay = (long) (random.nextDouble() * length);
            process.letRun(delay);
            List<ProcessHandle> executors = cluster.executors();
            boolean isHit = !executors.isEmpty()
                    && !process.stages().contains("done")
                    && executors.get(random.nextInt(executors.size())).destroyForcibly();
            long killed = System.nanoTime();
            if (isHit) {
                List<String> differences = judged(process, place);
                return new Trial(
                        KIND,
                        "%.2f s after the night began".formatted(delay * 1e-9),
                        differences,
                        Trials.secondsSince(killed),
                        Trials.secondsSince(start));
            }
            process.kill();
            Trials.remove(place);
        }
    }

    private List<String> judged(VerbProcess process, Path place) {
        int code = process.end();
        List<String> differences = new ArrayList<>();
        if (code != FINE) {
            differences.add("it ended with %d and said: %s".formatted(code, process.text()));
        }
        differences.addAll(references.differences("run", place));
        Trials.remove(place);
        return differences;
    }
}
