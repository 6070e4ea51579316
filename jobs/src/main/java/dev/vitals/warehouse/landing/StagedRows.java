package dev.vitals.warehouse.landing;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.job.land.BronzeTable;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The shape of the staged rows: what every line has in common, and one struct for each bronze table, of which a line
 * fills one or none. Times are plain numbers here, so that no object is made for them on the way.
 */
final class StagedRows {
    /** Line that became an event has the name of its table as kind; these are the other kinds. */
    static final String REJECTED = "_rejected";

    static final String IGNORED = "_ignored";
    /** One row at the end of each stretch, with what the reader counted. */
    static final String STRETCH = "_stretch";

    static final int FILE = 0;
    static final int SPLIT = 1;
    static final int LINE = 2;
    static final int KIND = 3;
    static final int REASON = 4;
    static final int FIELD = 5;
    static final int DETAIL = 6;
    static final int RAW = 7;
    static final int LINES = 8;
    static final int PHYSICAL_LINES = 9;
    static final int EVENT_ID = 10;
    static final int EVENT_AT = 11;
    static final int EVENT_DAY = 12;
    static final int FIRST_TABLE = 13;

    private static final Contracts CONTRACTS = Contracts.load();

    private StagedRows() {}

    static StructType schema() {
        StructType schema = new StructType()
                .add("file", DataTypes.IntegerType, false)
                .add("split", DataTypes.IntegerType, false)
                .add("line", DataTypes.LongType, false)
                .add("kind", DataTypes.StringType, false)
                .add("reason", DataTypes.StringType)
                .add("field", DataTypes.StringType)
                .add("detail", DataTypes.StringType)
                .add("raw", DataTypes.BinaryType)
                .add("lines", DataTypes.LongType)
                .add("physical_lines", DataTypes.LongType)
                .add("event_id", DataTypes.StringType)
                .add("event_at", DataTypes.LongType)
                .add("event_day", DataTypes.IntegerType);
        for (BronzeTable table : BronzeTable.values()) {
            schema = schema.add(kind(table), staged(table));
        }
        return schema;
    }

    static String kind(BronzeTable table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    private static StructType staged(BronzeTable table) {
        TableContract contract = CONTRACTS.table(table.contract());
        StructType struct = new StructType();
        for (String name :
                table.columns().subList(BronzeTable.ENVELOPE, table.columns().size())) {
            struct = struct.add(name, physical(contract.column(name)), true);
        }
        return struct;
    }

    private static DataType physical(ColumnContract column) {
        return switch (column.type()) {
            case "timestamp" -> DataTypes.LongType;
            case "date" -> DataTypes.IntegerType;
            default -> DataType.fromDDL(column.type());
        };
    }
}
