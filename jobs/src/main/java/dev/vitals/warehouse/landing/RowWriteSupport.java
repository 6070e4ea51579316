package dev.vitals.warehouse.landing;

import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.WarehouseException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Hands the values of a row to Parquet where they lie in scratch, without making a row of them. */
final class RowWriteSupport extends WriteSupport<StagedRows> {
    private final StagedTable table;
    private final LandingTables.Layout layout;
    private final MessageType schema;
    private final Field[] fields;
    private final FileStatistics statistics;
    private RecordConsumer consumer;

    /** Writes the value of one column of a row; false where it is null, of which nothing is written. */
    private interface Value {
        boolean write(StagedRows row);
    }

    private record Field(String name, int index, boolean isRequired, int statistic, Value value) {}

    RowWriteSupport(StagedTable table, MessageType schema, FileStatistics statistics) {
        this.table = table;
        this.layout = table.layout();
        this.schema = schema;
        this.statistics = statistics;
        this.fields = new Field[schema.getFieldCount()];
        for (int i = 0; i < fields.length; i++) {
            Type column = schema.getType(i);
            int statistic = layout.statistics().indexOf(column.getName());
            fields[i] = new Field(
                    column.getName(), i, column.isRepetition(Type.Repetition.REQUIRED), statistic, value(column, i));
        }
    }

    @Override
    public WriteContext init(Configuration conf) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer to) {
        consumer = to;
    }

    @Override
    public void write(StagedRows row) {
        consumer.startMessage();
        for (Field field : fields) {
            if (!field.value().write(row)) {
                if (field.isRequired()) {
                    throw new WarehouseException(
                            "Line %,d of %s has no %s, without which %s holds no row. This is a fault of its adapter; report it with the line."
                                    .formatted(
                                            row.lineNumber(),
                                            row.path().toStringUsingUTF8(),
                                            field.name(),
                                            table.shape().table()));
                }
                if (field.statistic() >= 0) {
                    statistics.seeNull(field.statistic());
                }
            }
        }
        consumer.endMessage();
        statistics.endRow();
    }

    private Value value(Type column, int index) {
        String name = column.getName();
        int stored = table.shape().columns().indexOf(name);
        if (stored >= 0) {
            return stored(column, index, stored);
        }
        return switch (name) {
            case "file_id" -> row -> binary(name, index, row.fileId());
            case "path" -> row -> binary(name, index, row.path());
            case "line_number" -> row -> number(name, index, row.lineNumber());
            default -> constant(name, index, table.constants().get(name));
        };
    }

    private Value constant(String name, int index, Object value) {
        if (value instanceof Long number) {
            int statistic = layout.statistics().indexOf(name);
            return row -> seen(statistic, number) && number(name, index, number);
        }
        Binary text = Binary.fromString((String) value);
        return row -> binary(name, index, text);
    }

    private Value stored(Type column, int index, int stored) {
        String name = column.getName();
        int statistic = layout.statistics().indexOf(name);
        return switch (table.shape().types().get(stored)) {
            case STRING, BYTES ->
                row -> !row.stored().isNull(stored)
                        && binary(name, index, row.stored().getBinary(stored));
            case LONG ->
                row -> !row.stored().isNull(stored)
                        && seen(statistic, row.stored().getLong(stored))
                        && number(name, index, row.stored().getLong(stored));
            case INT ->
                row -> !row.stored().isNull(stored)
                        && seen(statistic, row.stored().getInt(stored))
                        && integer(name, index, row.stored().getInt(stored));
            case DOUBLE ->
                row -> !row.stored().isNull(stored)
                        && real(name, index, row.stored().getDouble(stored));
            case BOOLEAN ->
                row -> !row.stored().isNull(stored)
                        && flag(name, index, row.stored().getBoolean(stored));
            case STRINGS ->
                row -> !row.stored().isNull(stored) && list(column.asGroupType(), index, row.stored(), stored);
            case MAP -> row -> !row.stored().isNull(stored) && map(column.asGroupType(), index, row.stored(), stored);
        };
    }

    private boolean seen(int statistic, long value) {
        if (statistic >= 0) {
            statistics.see(statistic, value);
        }
        return true;
    }

    private boolean binary(String name, int index, Binary value) {
        consumer.startField(name, index);
        consumer.addBinary(value);
        consumer.endField(name, index);
        return true;
    }

    private boolean number(String name, int index, long value) {
        consumer.startField(name, index);
        consumer.addLong(value);
        consumer.endField(name, index);
        return true;
    }

    private boolean integer(String name, int index, int value) {
        consumer.startField(name, index);
        consumer.addInteger(value);
        consumer.endField(name, index);
        return true;
    }

    private boolean real(String name, int index, double value) {
        consumer.startField(name, index);
        consumer.addDouble(value);
        consumer.endField(name, index);
        return true;
    }

    private boolean flag(String name, int index, boolean value) {
        consumer.startField(name, index);
        consumer.addBoolean(value);
        consumer.endField(name, index);
        return true;
    }

    /** A group of a repeated group of one element, as Parquet has lists. */
    private boolean list(GroupType column, int index, SpillReader row, int stored) {
        GroupType entry = column.getType(0).asGroupType();
        String element = entry.getFieldName(0);
        entries(
                column,
                index,
                row.count(stored),
                () -> row.forEach(stored, text -> {
                    consumer.startGroup();
                    binary(element, 0, text);
                    consumer.endGroup();
                }));
        return true;
    }

    /** The same of a key and a value, which may be missing. */
    private boolean map(GroupType column, int index, SpillReader row, int stored) {
        GroupType entry = column.getType(0).asGroupType();
        List<String> names = List.of(entry.getFieldName(0), entry.getFieldName(1));
        entries(column, index, row.count(stored), () -> {
            int[] next = {0};
            row.forEach(stored, text -> {
                int place = next[0]++ % 2;
                if (place == 0) {
                    consumer.startGroup();
                }
                if (text != null) {
                    binary(names.get(place), place, text);
                }
                if (place == 1) {
                    consumer.endGroup();
                }
            });
        });
        return true;
    }

    private void entries(GroupType column, int index, int count, Runnable each) {
        consumer.startField(column.getName(), index);
        consumer.startGroup();
        if (count > 0) {
            String entry = column.getFieldName(0);
            consumer.startField(entry, 0);
            each.run();
            consumer.endField(entry, 0);
        }
        consumer.endGroup();
        consumer.endField(column.getName(), index);
    }
}
