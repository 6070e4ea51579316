package dev.vitals.cli.meter;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Tells what the parts of a run cost this process, one after the other. */
public final class Meter {
    private final List<MeteredPart> parts = new ArrayList<>();
    private String name;
    private Reading from;
    private long startedMillis;

    private Meter() {}

    /** The first part begins now. */
    public static Meter from(String name) {
        Meter meter = new Meter();
        meter.open(name);
        return meter;
    }

    /** The first part began with the process: how long Java and a session take to start is a part of it. */
    public static Meter sinceTheProcessBegan(String name) {
        Meter meter = new Meter();
        meter.name = name;
        meter.startedMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
        long age = System.currentTimeMillis() - meter.startedMillis;
        meter.from = Reading.zero(System.nanoTime() - age * 1_000_000);
        return meter;
    }

    /** The part at hand is over, and another begins. */
    public void begin(String next) {
        close();
        open(next);
    }

    /** Says how many rows came out of a part that is over. */
    public void rows(String part, long rows) {
        parts.replaceAll(each -> each.name().equals(part) ? each.withRows(rows) : each);
    }

    /** Ends the last part and tells of all. */
    public List<MeteredPart> end() {
        if (name != null) {
            close();
        }
        return List.copyOf(parts);
    }

    private void open(String next) {
        name = next;
        ProcessFiles.forgetPeak();
        startedMillis = System.currentTimeMillis();
        from = Reading.now();
    }

    private void close() {
        Reading to = Reading.now();
        boolean isTold = from.io() != null && to.io() != null;
        parts.add(new MeteredPart(
                name,
                startedMillis,
                (to.nanos() - from.nanos()) * 1e-9,
                (to.cpuNanos() - from.cpuNanos()) * 1e-9,
                isTold ? to.io().read() - from.io().read() : null,
                isTold ? to.io().fromDisk() - from.io().fromDisk() : null,
                isTold ? to.io().written() - from.io().written() : null,
                ProcessFiles.peakMebibytes(),
                to.gcCount() - from.gcCount(),
                (to.gcMillis() - from.gcMillis()) * 1e-3,
                (to.jitMillis() - from.jitMillis()) * 1e-3,
                null));
        name = null;
    }
}
