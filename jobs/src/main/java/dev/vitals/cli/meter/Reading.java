package dev.vitals.cli.meter;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * How far the counters of this process stand.
 *
 * @param io null where the operating system does not tell
 */
record Reading(long nanos, long cpuNanos, ProcessFiles.Io io, long gcCount, long gcMillis, long jitMillis) {
    /** Of a process that has just begun. */
    static Reading zero(long nanos) {
        return new Reading(nanos, 0, ProcessFiles.io() == null ? null : new ProcessFiles.Io(0, 0, 0), 0, 0, 0);
    }

    static Reading now() {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        return new Reading(System.nanoTime(), processor(), ProcessFiles.io(), count, millis, compiling());
    }

    private static long processor() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime())
                : 0;
    }

    private static long compiling() {
        var compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null || !compiler.isCompilationTimeMonitoringSupported()
                ? 0
                : compiler.getTotalCompilationTime();
    }
}
