package dev.vitals.cli.fuzz;

/** A promise about lines that was broken. */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String promise) {
        super(promise);
    }
}
