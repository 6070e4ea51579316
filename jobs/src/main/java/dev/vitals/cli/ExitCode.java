package dev.vitals.cli;

/** What the launcher tells the shell. */
final class ExitCode {
    static final int FINE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** A check of severity fail was broken, or a file was refused. */
    static final int DATA_CHECK_FAILED = 3;

    static final int NOTHING_TO_DO = 4;

    private ExitCode() {}
}
