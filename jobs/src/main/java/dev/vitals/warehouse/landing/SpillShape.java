package dev.vitals.warehouse.landing;

import dev.vitals.contract.TableContract;
import dev.vitals.job.land.BronzeTable;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What of a row lies in scratch: the columns that differ from line to line. The rest of its table (file, batch, source) is
 * the same for a whole stretch and is added when the row is read.
 *
 * @param kind name of the scratch files
 * @param table table that the rows end up in
 * @param columns stored columns, in the order in which they are written
 * @param types how each is written
 */
record SpillShape(String kind, String table, List<String> columns, List<SpillType> types) implements Serializable {
    private static final String QUARANTINE = "ops.quarantine";

    SpillShape {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }

    /** Events of a bronze table: what an adapter fills, in its order. */
    static SpillShape of(BronzeTable table, TableContract contract) {
        return of(table.name().toLowerCase(Locale.ROOT), contract, table.columns());
    }

    /** Lines that could not be read: reason, field, detail and the bytes. */
    static SpillShape rejected(TableContract contract) {
        return of("rejected", contract, List.of("reason", "field", "detail", "raw"));
    }

    static String quarantineTable() {
        return QUARANTINE;
    }

    private static SpillShape of(String kind, TableContract contract, List<String> columns) {
        List<SpillType> types = columns.stream()
                .map(name -> SpillType.of(contract.column(name).type()))
                .toList();
        return new SpillShape(kind, contract.table(), columns, types);
    }
}
