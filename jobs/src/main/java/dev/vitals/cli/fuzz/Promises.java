package dev.vitals.cli.fuzz;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.job.land.BronzeTable;
import dev.vitals.job.land.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for each outcome, whatever the line: the types and filled columns of its contract, and nobody's name. */
final class Promises {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /** Columns whose values are among a few words. */
    private static final Set<String> CLOSED = Set.of(
            "activity",
            "kind",
            "decision",
            "outcome",
            "frame",
            "label",
            "status",
            "subject_type",
            "report_source",
            "actor_type",
            "entity");

    /** A sign and a name behind it; the mask alone may stand there. */
    private static final Pattern MENTION = Pattern.compile(
            "[@\uFF20\uFE6B](?!mention(?![_\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}\\p{Cf}]))[_\\p{Mn}\\p{Mc}\\p{Cf}]*+[\\p{L}\\p{Nd}]");

    private static final Pattern REASON = Pattern.compile("[a-z0-9_]+");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_()-]+");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_./()-]{1,80}");

    private final Map<BronzeTable, Shape[]> shapes = new EnumMap<>(BronzeTable.class);
    private final String source;

    private record Shape(String name, Class<?> type, boolean isNullable, boolean isClosed) {}

    Promises(String source, Contracts contracts) {
        this.source = source;
        for (BronzeTable table : BronzeTable.values()) {
            shapes.put(
                    table,
                    table.columns().stream()
                            .map(contracts.table(table.contract())::column)
                            .map(Promises::shape)
                            .toArray(Shape[]::new));
        }
    }

    private static Shape shape(ColumnContract column) {
        return new Shape(
                column.name(),
                BronzeTable.valueClass(column.type()),
                column.nullable(),
                CLOSED.contains(column.name()));
    }

    /** Holds an outcome against the line, and names what kind of outcome it is: the same number for the same kind. */
    long check(Outcome outcome, Seed seed, byte[] buffer, int offset, int length) {
        if (outcome instanceof Outcome.Event event) {
            return event(event, seed, buffer, offset, length);
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected(rejected);
        }
        if (outcome instanceof Outcome.Ignored ignored) {
            holds(TYPE.matcher(ignored.type()).matches(), "a type is a code and no prose");
            int slash = ignored.type().indexOf('/');
            return slash < 0 ? 1 : ignored.type().substring(0, slash).hashCode();
        }
        holds(outcome instanceof Outcome.Blank, "a line has an outcome");
        return 0;
    }

    private static long rejected(Outcome.Rejected rejected) {
        holds(REASON.matcher(rejected.reason()).matches(), "a rejection has the code of its reason");
        holds(rejected.detail() != null && !rejected.detail().isBlank(), "a rejection says what was found");
        String field = rejected.field() == null ? "-" : rejected.field();
        holds(FIELD.matcher(field).matches(), "the field of a rejection is one that the event knows");
        Traces.checkSaid(rejected.detail());
        int expected = rejected.detail().indexOf("expected");
        String what = expected < 0 ? "" : rejected.detail().substring(expected);
        return (rejected.reason() + ' ' + field + ' ' + what).hashCode() * 31L + 7;
    }

    private long event(Outcome.Event event, Seed seed, byte[] buffer, int offset, int length) {
        Shape[] columns = shapes.get(event.table());
        Object[] values = event.values();
        holds(values.length == columns.length, "an event has a value for each column");
        long kind = event.table().ordinal() + 1;
        long filled = 0;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            Shape column = columns[i];
            if (value == null) {
                holds(column.isNullable, column.name + " may not be empty");
                continue;
            }
            filled |= 1L << i;
            holds(column.type.isInstance(value), column.name + " has the type of its contract");
            if (value instanceof String text) {
                kind = column.isClosed ? kind * 31 + text.hashCode() : kind;
                check(event, column.name, text, seed, buffer, offset, length);
            } else if (value instanceof String[] texts) {
                for (String text : texts) {
                    holds(text != null, column.name + " holds no null");
                    check(event, column.name, text, seed, buffer, offset, length);
                }
            } else if (value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    check(event, column.name, (String) entry.getKey(), seed, buffer, offset, length);
                    check(event, column.name, (String) entry.getValue(), seed, buffer, offset, length);
                }
            }
        }
        holds(!event.eventId().isEmpty(), "an event has an id");
        holds(
                event.eventDate() == (int) Math.floorDiv(event.eventAt(), MICROS_PER_DAY),
                "the day of an event is that of its time");
        return kind * 1_000_003 + filled;
    }

    private void check(
            Outcome.Event event, String column, String text, Seed seed, byte[] buffer, int offset, int length) {
        boolean isMessage = column.equals("text");
        if (isMessage || column.equals("emotes")) {
            holds(!hasMention(text), "mentions in " + column + " are masked");
        }
        if (!isMessage && Traces.isIn(text)) {
            Traces.check(source, seed, event, column, text, buffer, offset, length);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(++i));
                holds(isPair, column + " holds no half of a pair");
            }
        }
    }

    private static boolean hasMention(String text) {
        boolean hasSign = text.indexOf('@') >= 0 || text.indexOf('\uFF20') >= 0 || text.indexOf('\uFE6B') >= 0;
        return hasSign && MENTION.matcher(text).find();
    }

    static void holds(boolean promise, String what) {
        if (!promise) {
            throw new Broken("broken: " + what);
        }
    }
}
