package dev.vitals.contract;

/** What a broken check does. */
public enum Severity {
    /** Stops the job before anything is visible. */
    FAIL,
    /** Is recorded; the rows are published. */
    WARN
}
