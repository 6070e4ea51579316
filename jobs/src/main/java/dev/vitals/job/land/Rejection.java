package dev.vitals.job.land;

/** Carries a rejection from the field at fault to the adapter; it has no stack trace, so that dirty files stay cheap. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome.Rejected outcome;

    Rejection(String reason, String field, String detail) {
        super(reason, null, false, false);
        this.outcome = new Outcome.Rejected(reason, field, detail);
    }

    static Rejection missing(String field) {
        return new Rejection(Reasons.MISSING_FIELD, field, "missing, null or empty; the event can't do without it");
    }

    Outcome.Rejected outcome() {
        return outcome;
    }
}
