package dev.vitals.cli.night;

import dev.vitals.cli.faults.StandaloneCluster;
import dev.vitals.cli.meter.MeteredPart;
import dev.vitals.cli.meter.ProcessFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the executors of a cluster every quarter of a second, as nothing is left of their counters when they have ended. */
final class ExecutorMeter implements AutoCloseable {
    private static final int EVERY_MILLIS = 250;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "meter of executors");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Long, Sample> newest = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private long peakMebibytes;

    /** What the executors of all workers have cost by a moment. */
    private record Sample(long millis, double cpuSeconds, long bytesRead, long bytesWritten) {}

    /**
     * What the executors cost during a part of a night.
     *
     * @param peakMebibytes of the largest executor in the whole night
     */
    record Share(String name, double cpuSeconds, long bytesRead, long bytesWritten, long peakMebibytes) {}

    ExecutorMeter(StandaloneCluster cluster) {
        clock.scheduleAtFixedRate(() -> look(cluster), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void look(StandaloneCluster cluster) {
        long now = System.currentTimeMillis();
        for (ProcessHandle executor : cluster.executors()) {
            ProcessFiles.Io io = ProcessFiles.io(executor.pid());
            Long peak = ProcessFiles.peakMebibytes(executor.pid());
            Duration cpu = executor.info().totalCpuDuration().orElse(Duration.ZERO);
            if (io != null) {
                newest.put(executor.pid(), new Sample(now, cpu.toNanos() * 1e-9, io.read(), io.written()));
                peakMebibytes = Math.max(peakMebibytes, peak == null ? 0 : peak);
            }
        }
        samples.add(new Sample(
                now,
                newest.values().stream().mapToDouble(Sample::cpuSeconds).sum(),
                newest.values().stream().mapToLong(Sample::bytesRead).sum(),
                newest.values().stream().mapToLong(Sample::bytesWritten).sum()));
    }

    /** What they cost during each part of the driver's night; the last part takes what comes after it. */
    synchronized List<Share> during(List<MeteredPart> parts) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            MeteredPart part = parts.get(i);
            Sample from = at(part.startedMillis());
            Sample to = at(i + 1 < parts.size() ? parts.get(i + 1).startedMillis() : Long.MAX_VALUE);
            shares.add(new Share(
                    part.name(),
                    to.cpuSeconds() - from.cpuSeconds(),
                    to.bytesRead() - from.bytesRead(),
                    to.bytesWritten() - from.bytesWritten(),
                    peakMebibytes));
        }
        return shares;
    }

    private Sample at(long millis) {
        Sample last = new Sample(0, 0, 0, 0);
        for (Sample sample : samples) {
            if (sample.millis() <= millis) {
                last = sample;
            }
        }
        return last;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
