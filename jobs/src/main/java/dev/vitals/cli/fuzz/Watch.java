package dev.vitals.cli.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Sees from another thread which line a worker is at, and how long it has been there: in time of its processor, as a machine
 * that is busy with something else says nothing of the line.
 */
final class Watch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private volatile long line;
    private volatile long thread;
    private Seed seed;
    private byte[] buffer;
    private int offset;
    private int length;
    private long seenLine = -1;
    private long seenAt;

    /** The worker is about to read these bytes. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the worker writes it.
    void at(Seed readSeed, byte[] read, int from, int bytes) {
        seed = readSeed;
        buffer = read;
        offset = from;
        length = bytes;
        line = line + 1;
    }

    void begin() {
        thread = Thread.currentThread().getId();
    }

    void end() {
        thread = 0;
    }

    /** What the worker has been at for longer than so many nanoseconds of its processor, or null. */
    Failure hanging(String source, long seedOfRun, long nanoseconds) {
        long worker = thread;
        if (worker == 0) {
            return null;
        }
        long now = line;
        long time = THREADS.getThreadCpuTime(worker);
        if (now != seenLine) {
            seenLine = now;
            seenAt = time;
            return null;
        }
        if (time - seenAt <= nanoseconds) {
            return null;
        }
        byte[] held = Arrays.copyOfRange(buffer, offset, offset + length);
        return new Failure(source, seed.path(), "broken: a line is read in less than a second", seedOfRun, held);
    }
}
