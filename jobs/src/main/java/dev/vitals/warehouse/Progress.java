package dev.vitals.warehouse;

/** Hears how far long work has come; the command line shows it. */
@FunctionalInterface
public interface Progress {
    /** Nobody listens. */
    Progress SILENT = (stage, done, total) -> {};

    /**
     * A step was taken.
     *
     * @param stage what is being done, e.g. {@code refine silver.report_case}
     * @param done steps done
     * @param total steps in all
     */
    void at(String stage, int done, int total);
}
