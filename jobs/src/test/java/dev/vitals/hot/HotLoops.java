package dev.vitals.hot;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How every hot loop is measured unless words for JMH say otherwise: short, so that all of them together take
 * minutes.
 *
 * <p>Each class stands in the package of what it measures where that is not public, and in this one otherwise. {@link HotLoopsTest}
 * runs each once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public abstract class HotLoops {
    private int next;

    /** The place whose turn it is, of {@link HotInputs#LINES}, round and round. */
    protected final int turn() {
        int turn = next;
        next = (turn + 1) & (HotInputs.LINES - 1);
        return turn;
    }
}
