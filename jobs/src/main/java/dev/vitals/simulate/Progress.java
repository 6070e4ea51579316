package dev.vitals.simulate;

/** Hears how far a long generation has come. */
@FunctionalInterface
public interface Progress {

    /** {@code done} of {@code total} steps are complete; {@code lines} lines were written so far. */
    void step(int done, int total, long lines);

    static Progress silent() {
        return (done, total, lines) -> {};
    }
}
