package dev.vitals.job.land;

/** What became of one line: exactly one of event, rejection, known but unused type, or nothing at all. */
public sealed interface Outcome {
    /** The outcome of every line without content. */
    Blank BLANK = new Blank();

    /**
     * A typed event.
     *
     * @param table where it belongs
     * @param values one value for each of {@link BronzeTable#columns()}, in that order. A string is a {@code String}, a
     *     timestamp a {@code Long} of microseconds since 1970, a date an {@code Integer} of days since 1970, long, int,
     *     double and boolean their boxes, an array a {@code String[]}, a map a {@code Map<String, String>}
     */
    record Event(BronzeTable table, Object[] values) implements Outcome {
        /** Natural key: two lines with the same key in the same table are one event. */
        public String eventId() {
            return (String) values[0];
        }

        /** Microseconds since 1970. */
        public long eventAt() {
            return (Long) values[1];
        }

        /** Days since 1970. */
        public int eventDate() {
            return (Integer) values[2];
        }
    }

    /**
     * A line that can't be read and belongs in quarantine.
     *
     * @param reason stable code, one of {@link Reasons}
     * @param field the field at fault, or null when it is the line as a whole
     * @param detail what was found and what was expected; repeats nothing of the line, which may be anybody's id or name
     */
    record Rejected(String reason, String field, String detail) implements Outcome {}

    /**
     * A line of a kind that no table holds; it is counted by its type, which is kept for longer than the line, so that it
     * names nothing but words that are known: {@link Codes#ignored}.
     */
    record Ignored(String type) implements Outcome {}

    /** A line without content; it is not counted. */
    record Blank() implements Outcome {}
}
