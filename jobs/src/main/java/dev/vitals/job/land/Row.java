package dev.vitals.job.land;

/** Collects the values of one event by the names of its columns; what is not set is null. */
final class Row {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final BronzeTable table;
    private final Object[] values;

    /** Starts an event that happened at {@code at}, microseconds since 1970. */
    Row(BronzeTable table, String eventId, long at) {
        this.table = table;
        this.values = new Object[table.columns().size()];
        values[0] = eventId;
        values[1] = at;
        values[2] = day(at);
    }

    Row set(String column, Object value) {
        values[table.index(column)] = value;
        return this;
    }

    Outcome.Event event() {
        return new Outcome.Event(table, values);
    }

    /** UTC day of an instant, in days since 1970. */
    static int day(long micros) {
        return (int) Math.floorDiv(micros, MICROS_PER_DAY);
    }
}
