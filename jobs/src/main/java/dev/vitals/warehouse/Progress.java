package dev.vitals.warehouse;

import java.util.Locale;

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

    /** The next part of a night begins; what it costs can be told apart from the parts before. */
    default void begin(Part part) {}

    /** The parts of a night, in their order. */
    enum Part {
        /** Files become events; messages are scored on the way. */
        LAND,
        /** Events become facts. */
        REFINE,
        /** Facts become numbers, of days and periods, and alerts. */
        MEASURE,
        /** Readers see the numbers. */
        PUBLISH;

        /** In words. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
