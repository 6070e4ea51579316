package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.lit;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.tables.DeltaTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Opens the Delta tables of a warehouse, as their contracts say, under {@code <root>/<layer>/<table>}. */
public final class Warehouse implements AutoCloseable {
    private final SparkSession spark;
    private final String root;
    private final Contracts contracts;
    private final StateFolder state;
    private final Engine engine;
    private final FewFiles fewFiles;
    private final Duration patience;

    private Warehouse(SparkSession spark, String root, Contracts contracts, Duration patience) {
        this.spark = spark;
        this.root = root;
        this.contracts = contracts;
        this.patience = patience;
        this.engine = DefaultEngine.create(withLogStores(spark));
        this.fewFiles = new FewFiles(spark, engine);
        this.state = StateFolder.of(spark.sessionState().newHadoopConf(), root);
    }

    /** Delta Kernel writes a log by the same rules as Delta where an operator says how ({@code spark.delta.logStore.*}). */
    private static Configuration withLogStores(SparkSession spark) {
        Configuration conf = spark.sessionState().newHadoopConf();
        String prefix = "spark.delta.logStore.";
        CollectionConverters.asJava(spark.conf().getAll()).forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                conf.set("io.delta.kernel.logStore." + key.substring(prefix.length()), value);
            }
        });
        return conf;
    }

    /**
     * A warehouse at a URI of any Hadoop filesystem; nothing is created before the first write.
     *
     * @throws WarehouseException when the URI can't be reached
     */
    public static Warehouse at(SparkSession spark, String uri, Contracts contracts) {
        return new Warehouse(spark, uri.replaceAll("/+$", ""), contracts, Duration.ZERO);
    }

    /** The same warehouse for a user who waits so long for another run to end before he writes. */
    public Warehouse withPatience(Duration patience) {
        return new Warehouse(spark, root, contracts, patience);
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

    /** How long to wait for another run that writes. */
    Duration patience() {
        return patience;
    }

    StateFolder state() {
        return state;
    }

    Engine engineOfKernel() {
        return engine;
    }

    FewFiles fewFiles() {
        return fewFiles;
    }

    String path(String table) {
        return root + "/" + table.replace('.', '/');
    }

    /** Whether any of its tables is there, or a run has begun on it that was delivered nothing to write. */
    public boolean isThere() {
        return state.isThere() || contracts.all().stream().anyMatch(contract -> exists(contract.table()));
    }

    /** Whether it has a commit; the folder of a log alone may be what a killed night left. */
    boolean exists(String table) {
        return version(table) >= 0;
    }

    /** All rows of a table; no rows when it does not exist yet. */
    public Dataset<Row> read(String table) {
        TableContract contract = contracts.table(table);
        if (!exists(table)) {
            return spark.createDataFrame(List.of(), schema(contract));
        }
        return withGained(
                fewFiles.read(path(table))
                        .orElseGet(() -> spark.read().format("delta").load(path(table))),
                schema(contract));
    }

    /**
     * All rows of a table that readers may see: of a table of numbers those of the night that was last made visible ({@link
     * Publications}), of others all.
     */
    Dataset<Row> readPublished(String table) {
        OptionalLong version = published(table);
        if (version.isEmpty() || version.getAsLong() == version(table)) {
            return read(table);
        }
        long seen = version.getAsLong();
        if (seen == Publication.UNWRITTEN) {
            return spark.createDataFrame(List.of(), schema(contracts.table(table)));
        }
        return withGained(
                fewFiles.read(path(table), seen)
                        .orElseGet(() -> spark.read()
                                .format("delta")
                                .option("versionAsOf", seen)
                                .load(path(table))),
                schema(contracts.table(table)));
    }

    /** The version of a table that readers see; empty where that is the newest. */
    OptionalLong published(String table) {
        return publications()
                .current()
                .map(publication -> publication.version(table))
                .orElse(OptionalLong.empty());
    }

    /** What has been made visible; read anew, as another process may have added to it. */
    Publications publications() {
        return Publications.of(state);
    }

    /** Columns that the contract gained since the table was last written are empty, until a night adds them. */
    private static Dataset<Row> withGained(Dataset<Row> rows, StructType wanted) {
        Dataset<Row> all = rows;
        for (StructField field : wanted.fields()) {
            if (indexOf(rows.schema(), field.name()) < 0) {
                all = all.withColumn(field.name(), lit(null).cast(field.dataType()));
            }
        }
        return all;
    }

    /** Number of the newest commit of a table, -1 when it does not exist. */
    long version(String table) {
        return DeltaLogFolder.newestVersion(
                new Path(path(table)), spark.sessionState().newHadoopConf());
    }

    /**
     * Makes the table if it is not there, adds columns that its contract gained, and lets columns be empty that need no
     * longer be filled.
     *
     * @throws WarehouseException when the table on disk does not keep its contract
     */
    void ensure(String table) {
        TableContract contract = contracts.table(table);
        if (!exists(table)) {
            NewTable.create(engine, path(table), contract);
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
            if (!field.nullable() && wanted.fields()[at].nullable()) {
                RunLock.requireHeld(state());
                spark.sql("ALTER TABLE delta.`%s` ALTER COLUMN %s DROP NOT NULL".formatted(path(table), field.name()));
            }
        }
        List<String> missing = new ArrayList<>();
        for (ColumnContract column : contract.columns()) {
            if (indexOf(actual, column.name()) < 0) {
                missing.add(column.nullableDdl());
            }
        }
        if (!missing.isEmpty()) {
            RunLock.requireHeld(state());
            spark.sql("ALTER TABLE delta.`%s` ADD COLUMNS (%s)".formatted(path(table), String.join(", ", missing)));
        }
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
