package dev.vitals.warehouse;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.TableContract;
import io.delta.kernel.TableManager;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.transaction.CreateTableTransactionBuilder;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.utils.CloseableIterable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the empty Delta table of a contract, by Delta Kernel: a first commit is a small file of JSON, for which Delta's
 * own command plans and runs some Spark jobs, seven times as long. A first night makes thirty tables.
 */
final class NewTable {
    private static final Set<String> STATISTICS_TYPES = Set.of("date", "timestamp");

    private NewTable() {}

    static void create(Engine engine, String path, TableContract contract) {
        CreateTableTransactionBuilder table = TableManager.buildCreateTableTransaction(
                        path,
                        DataTypeJsonSerDe.deserializeStructType(
                                Warehouse.schema(contract).json()),
                        "Vitals")
                .withTableProperties(properties(contract));
        if (!contract.partitionBy().isEmpty()) {
            List<Column> columns =
                    contract.partitionBy().stream().map(Column::new).toList();
            table = table.withDataLayoutSpec(DataLayoutSpec.partitioned(columns));
        }
        TransactionCommitResult made = table.build(engine).commit(engine, CloseableIterable.emptyIterable());
        writeChecksum(engine, made);
    }

    private static Map<String, String> properties(TableContract contract) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("comment", contract.description());
        // Statistics of strings would cost write time and put ids and text into the log.
        properties.put("delta.dataSkippingStatsColumns", statisticsColumns(contract));
        // Reader version 1: everything that reads Delta today can read it.
        properties.put("delta.enableDeletionVectors", "false");
        properties.put("delta.checkpointInterval", "20");
        // For whoever sets up permissions from the tables; nothing here enforces it.
        contract.access().ifPresent(access -> properties.put("vitals.access", access));
        return properties;
    }

    /** Without the checksum of a version, the next one has to be made from the whole log; so has each after it. */
    private static void writeChecksum(Engine engine, TransactionCommitResult made) {
        for (PostCommitHook hook : made.getPostCommitHooks()) {
            try {
                hook.threadSafeInvoke(engine);
            } catch (IOException e) {
                throw new UncheckedIOException("Can't write beside the log of a new table", e);
            }
        }
    }

    /** Days, instants and batches, never what names or quotes anybody. */
    static String statisticsColumns(TableContract contract) {
        List<String> columns = new ArrayList<>();
        for (ColumnContract column : contract.columns()) {
            boolean isKeyOrTime =
                    STATISTICS_TYPES.contains(column.type()) || column.name().equals("batch_id");
            if (isKeyOrTime && !contract.partitionBy().contains(column.name())) {
                columns.add(column.name());
            }
        }
        if (columns.isEmpty()) {
            contract.columns().stream()
                    .filter(c -> c.type().equals("bigint") || c.type().equals("int"))
                    .findFirst()
                    .ifPresent(c -> columns.add(c.name()));
        }
        return String.join(",", columns);
    }
}
