package dev.vitals.warehouse.landing;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.job.land.BronzeTable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * The shape of the staged rows. Every line has a place and a kind, every event a key and a time; what else a line holds
 * lies in slots that the bronze tables share by type: the third text of a report event and the third text of a chat
 * message are in the same column. So a row has a few dozen columns instead of the hundred of all tables together, most of
 * them empty. Times are plain numbers here, so that no object is made for them on the way.
 */
final class StagedRows {
    /** A line that became an event has the name of its table as kind; these are the other kinds. */
    static final String REJECTED = "_rejected";

    static final String IGNORED = "_ignored";
    /** One row at the end of each stretch, with what the reader counted. */
    static final String STRETCH = "_stretch";

    static final int FILE = 0;
    static final int SPLIT = 1;
    static final int LINE = 2;
    static final int KIND = 3;
    static final int EVENT_ID = 4;
    static final int EVENT_AT = 5;
    static final int EVENT_DAY = 6;
    static final int RAW = 7;
    private static final String COMMON =
            "file int, split int, line bigint, kind string, event_id string, event_at bigint, event_day int, raw binary";
    private static final int FIRST_SLOT = 8;

    /** Slots of rejected and ignored lines: reason (or type), field, detail. */
    static final List<String> TEXTS = List.of("string_0", "string_1", "string_2");

    /** Slots of a stretch: lines that are not blank, all lines. */
    static final List<String> COUNTS = List.of("long_0", "long_1");

    private static final Map<BronzeTable, Map<String, String>> SLOTS = slots();
    private static final StructType SCHEMA = makeSchema();

    private StagedRows() {}

    static StructType schema() {
        return SCHEMA;
    }

    /** The kind of lines that became events of a table. */
    static String kind(BronzeTable table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    /** The slot of a column of a bronze table. */
    static String slot(BronzeTable table, String column) {
        return SLOTS.get(table).get(column);
    }

    /** Positions of the slots of a table's own columns, in the order in which an adapter fills them. */
    static int[] positions(BronzeTable table) {
        return SLOTS.get(table).values().stream().mapToInt(SCHEMA::fieldIndex).toArray();
    }

    static int position(String slot) {
        return SCHEMA.fieldIndex(slot);
    }

    private static Map<BronzeTable, Map<String, String>> slots() {
        Contracts contracts = Contracts.load();
        Map<BronzeTable, Map<String, String>> slots = new EnumMap<>(BronzeTable.class);
        for (BronzeTable table : BronzeTable.values()) {
            TableContract contract = contracts.table(table.contract());
            Map<String, Integer> used = new TreeMap<>();
            Map<String, String> ofTable = new LinkedHashMap<>();
            for (String name : table.columns()
                    .subList(BronzeTable.ENVELOPE, table.columns().size())) {
                String type = slotType(contract.column(name).type());
                ofTable.put(name, type + "_" + (used.merge(type, 1, Integer::sum) - 1));
            }
            slots.put(table, ofTable);
        }
        return slots;
    }

    private static String slotType(String columnType) {
        return switch (columnType) {
            case "string", "int", "double", "boolean" -> columnType;
            case "bigint", "timestamp" -> "long";
            case "array<string>" -> "strings";
            case "map<string,string>" -> "map";
            default ->
                throw new IllegalStateException(
                        "No slot holds a column of type " + columnType + "; give StagedRows a slot for it.");
        };
    }

    private static StructType makeSchema() {
        TreeMap<String, DataType> all = new TreeMap<>();
        SLOTS.values().forEach(slots -> slots.values().forEach(slot -> all.put(slot, type(slot))));
        TEXTS.forEach(slot -> all.put(slot, type(slot)));
        COUNTS.forEach(slot -> all.put(slot, type(slot)));
        StructType schema = StructType.fromDDL(COMMON);
        if (schema.size() != FIRST_SLOT) {
            throw new IllegalStateException("The common columns and their positions do not agree.");
        }
        for (Map.Entry<String, DataType> slot : all.entrySet()) {
            schema = schema.add(slot.getKey(), slot.getValue());
        }
        return schema;
    }

    private static DataType type(String slot) {
        String type = slot.substring(0, slot.indexOf('_'));
        return DataType.fromDDL(
                switch (type) {
                    case "long" -> "bigint";
                    case "strings" -> "array<string>";
                    case "map" -> "map<string,string>";
                    default -> type;
                });
    }
}
