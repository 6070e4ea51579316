package dev.vitals.cli.fuzz;

import dev.vitals.contract.Contracts;
import dev.vitals.job.land.Adapter;
import dev.vitals.job.land.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** A worker's share of a source: the same lines for the same seed, however many workers there are. */
final class Strand implements Callable<Tally> {
    /** Lines between two files. */
    private static final int LINES_PER_FILE = 200;
    /** Lines that one adapter reads: as many as a file of usual size has. */
    private static final int LINES_PER_ADAPTER = 20_000;
    /** Of so many lines one is read again elsewhere in memory. */
    private static final int READ_AGAIN = 64;

    private final String source;
    private final long seed;
    private final long lines;
    private final Door door;
    private final Watch watch;
    private final Promises promises;
    private final Corpus corpus;
    private final SplittableRandom random;
    private final Mutator mutator;
    private final FileTrial files;
    private final Tally tally = new Tally();
    private Seed current;
    private byte[] held;

    Strand(String source, List<Seed> seeds, long seed, int number, long lines, Door door, Watch watch) {
        this.source = source;
        this.seed = seed;
        this.lines = lines;
        this.door = door;
        this.watch = watch;
        this.random = new SplittableRandom(seed * 31 + source.hashCode() * 1_000_003L + number);
        this.promises = new Promises(source, Contracts.load());
        this.corpus = new Corpus(seeds, random.split());
        this.mutator = new Mutator(random.split());
        this.files = new FileTrial(source, door, promises, random.split());
    }

    /** A failure that stops the strand. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        Failed(Failure failure, Throwable cause) {
            super(failure.what(), cause);
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }

    @Override
    public Tally call() {
        watch.begin();
        try {
            while (tally.lines < lines) {
                lines((int) Math.min(lines - tally.lines, LINES_PER_ADAPTER));
            }
            return tally;
        } catch (Broken e) {
            throw failed(e.getMessage(), e);
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw failed("threw " + e, e);
        } finally {
            watch.end();
        }
    }

    private Failed failed(String what, Throwable cause) {
        if (held == null) {
            throw new IllegalStateException("No line was read when this went wrong.", cause);
        }
        return new Failed(new Failure(source, current.path(), what, seed, held), cause);
    }

    /** Reads lines one by one, and now and then a file of them. */
    private void lines(int most) throws IOException {
        Adapter adapter = null;
        String path = null;
        for (int i = 0; i < most; i++) {
            current = corpus.draw();
            if (!current.path().equals(path)) {
                path = current.path();
                adapter = door.adapter(source, path);
            }
            line(adapter);
            if (random.nextInt(LINES_PER_FILE) == 0) {
                i += file();
            }
        }
    }

    private void line(Adapter adapter) {
        Scratch changed = mutator.mutate(current.line(), corpus.draw().line());
        byte[] buffer = changed.buffer();
        int offset = changed.offset();
        int length = changed.length();
        watch.at(current, buffer, offset, length);
        try {
            if (current.header() != null) {
                // Whatever the line before was, this one stands under its own names.
                Outcome header = adapter.parse(current.header(), 0, current.header().length);
                Promises.holds(header instanceof Outcome.Ignored, "a header is one");
            }
            if (adapter.looksAhead() && random.nextInt(8) == 0) {
                adapter.lookAhead(buffer, offset, length);
            }
            Outcome outcome = adapter.parse(buffer, offset, length);
            long kind = promises.check(outcome, current, buffer, offset, length);
            tally.count(outcome);
            if (tally.kinds.add(kind)) {
                corpus.keep(current, buffer, offset, length);
            }
            if (random.nextInt(READ_AGAIN) == 0 && !adapter.looksAhead() && current.header() == null) {
                byte[] alone = changed.copy();
                Outcome again = adapter.parse(alone, 0, alone.length);
                Promises.holds(isSame(outcome, again), "what stands around a line means nothing");
            }
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            held = changed.copy();
            throw e;
        }
    }

    private static boolean isSame(Outcome one, Outcome two) {
        if (one instanceof Outcome.Event a && two instanceof Outcome.Event b) {
            return a.table() == b.table() && Arrays.deepEquals(a.values(), b.values());
        }
        return one.equals(two);
    }

    private int file() throws IOException {
        FileTrial.Delivered delivered = files.make(current, corpus, mutator);
        watch.at(current, delivered.bytes(), 0, delivered.bytes().length);
        try {
            return files.read(delivered, current, tally);
        } catch (RuntimeException | IOException | StackOverflowError | AssertionError e) {
            held = delivered.bytes();
            current = new Seed(delivered.name(), null, null);
            throw e;
        }
    }
}
