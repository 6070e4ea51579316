package dev.vitals.job.land;

/** Carries a rejection from the field at fault to the adapter; it has no stack trace, so that dirty files stay cheap. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome.Rejected outcome;

    Rejection(Outcome.Rejected outcome) {
        super(outcome.reason(), null, false, false);
        this.outcome = outcome;
    }

    Rejection(String reason, String field, String detail) {
        this(new Outcome.Rejected(reason, field, detail));
    }

    static Rejection missing(String field) {
        return new Rejection(Reasons.MISSING_FIELD, field, "missing, null or empty; the event can't do without it");
    }

    /** A NUL byte or bytes that are not UTF-8, at {@code fault} of a line that begins at {@code offset}. */
    static Rejection badByte(byte[] buffer, int fault, int offset) {
        boolean isNul = buffer[fault] == 0;
        String found = isNul ? "NUL" : "bytes that are not UTF-8";
        return new Rejection(isNul ? Reasons.NUL_BYTE : Reasons.NOT_UTF8, null, found + " at byte " + (fault - offset));
    }

    Outcome.Rejected outcome() {
        return outcome;
    }
}
