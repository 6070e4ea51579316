package dev.vitals.warehouse;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Opens the Delta tables of a warehouse, as their contracts say, under {@code <root>/<layer>/<table>}. */
public final class Warehouse implements AutoCloseable {
    private static final Set<String> STATISTICS_TYPES = Set.of("date", "timestamp");

    private final SparkSession spark;
    private final String root;
    private final Contracts contracts;
    private final StateFolder state;
    private final FewFiles fewFiles;

    private Warehouse(SparkSession spark, String root, Contracts contracts) {
        this.spark = spark;
        this.root = root;
        this.contracts = contracts;
        this.fewFiles = new FewFiles(spark);
        this.state = StateFolder.of(spark.sessionState().newHadoopConf(), root);
    }

    /**
     * A warehouse at a URI of any Hadoop filesystem; nothing is created before the first write.
     *
     * @throws WarehouseException when the URI can't be reached
     */
    public static Warehouse at(SparkSession spark, String uri, Contracts contracts) {
        return new Warehouse(spark, uri.replaceAll("/+$", ""), contracts);
    }

    /** Opens a Spark session of its own, which {@link #close} ends; see {@link SparkSessions#open}. */
    public static Warehouse open(String uri, Contracts contracts, String master, Map<String, String> settings) {
        return at(SparkSessions.open(master, settings), uri, contracts);
    }

    @Override
    public void close() {
        spark.stop();
    }

    /** Names and versions of the libraries that read and write the tables. */
    public static String engine() {
        return "Spark %s, Delta Lake %s"
                .formatted(
                        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                        DeltaTable.class.getPackage().getImplementationVersion());
    }

    public SparkSession spark() {
        return spark;
    }

    public Contracts contracts() {
        return contracts;
    }

    public String root() {
        return root;
    }

    StateFolder state() {
        return state;
    }

    String path(String table) {
        return root + "/" + table.replace('.', '/');
    }

    boolean exists(String table) {
        return DeltaTable.isDeltaTable(spark, path(table));
    }

    /** All rows of a table; no rows when it does not exist yet. */
    public Dataset<Row> read(String table) {
        TableContract contract = contracts.table(table);
        if (!exists(table)) {
            return spark.createDataFrame(List.of(), schema(contract));
        }
        return fewFiles.read(path(table))
                .orElseGet(() -> spark.read().format("delta").load(path(table)));
    }

    /** Number of the newest commit of a table, -1 when it does not exist. */
    long version(String table) {
        return DeltaLogFolder.newestVersion(
                new Path(path(table)), spark.sessionState().newHadoopConf());
    }

    /**
     * Makes the table if it is not there, and adds columns that its contract gained.
     *
     * @throws WarehouseException when the table on disk does not keep its contract
     */
    void ensure(String table) {
        TableContract contract = contracts.table(table);
        if (!exists(table)) {
            create(contract);
            return;
        }
        StructType actual = spark.read().format("delta").load(path(table)).schema();
        StructType wanted = schema(contract);
        for (StructField field : actual.fields()) {
            int at = indexOf(wanted, field.name());
            if (at < 0 || !sameType(wanted.fields()[at].dataType(), field.dataType())) {
                throw new WarehouseException(
                        "Table %s at %s has a column %s %s that its contract does not have. Somebody changed the table by hand, or the contract lost a column; restore the table (./vitals history %s) or add the column to schemas/tables/%s.yaml."
                                .formatted(
                                        table,
                                        path(table),
                                        field.name(),
                                        field.dataType().simpleString(),
                                        table,
                                        table.replace('.', '/')));
            }
        }
        List<String> missing = new ArrayList<>();
        for (ColumnContract column : contract.columns()) {
            if (indexOf(actual, column.name()) < 0) {
                missing.add(column.nullableDdl());
            }
        }
        if (!missing.isEmpty()) {
            spark.sql("ALTER TABLE delta.`%s` ADD COLUMNS (%s)".formatted(path(table), String.join(", ", missing)));
        }
    }

    private void create(TableContract contract) {
        DeltaTableBuilder builder = DeltaTable.createIfNotExists(spark)
                .location(path(contract.table()))
                .comment(contract.description())
                // Statistics of strings would cost write time and put ids and text into the log.
                .property("delta.dataSkippingStatsColumns", statisticsColumns(contract))
                // Reader version 1: everything that reads Delta today can read it.
                .property("delta.enableDeletionVectors", "false")
                .property("delta.checkpointInterval", "20");
        for (StructField field : schema(contract).fields()) {
            builder = builder.addColumn(field);
        }
        if (!contract.partitionBy().isEmpty()) {
            builder = builder.partitionedBy(contract.partitionBy().toArray(String[]::new));
        }
        builder.execute();
    }

    private static String statisticsColumns(TableContract contract) {
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

    /** The Spark type of a contract, with comments and nullability. */
    static StructType schema(TableContract contract) {
        return StructType.fromDDL(contract.documentedDdl());
    }

    private static int indexOf(StructType schema, String name) {
        return List.of(schema.fieldNames()).indexOf(name);
    }

    private static boolean sameType(DataType a, DataType b) {
        return a.simpleString().equals(b.simpleString());
    }
}
