package dev.vitals.testing;

import dev.vitals.warehouse.localfiles.LocalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one Spark session of the JVM, as a parameter of type {@link SparkSession} or from {@link #shared()}.
 *
 * <p>The session speaks Delta, keeps UTC, and is tuned for tables of a few rows.
 */
public final class SparkSessions implements BeforeAllCallback, ParameterResolver {
    /** How the settings begin that local files are read and written by. */
    private static final List<String> LOCAL_FILES = List.of(
            "file.",
            "fs.AbstractFileSystem.file.",
            "fs.defaultFS",
            "fs.file.",
            "fs.permissions.",
            "hadoop.tmp.",
            "io.");

    /** Makes the session on first use; it lives until the JVM ends. */
    private static final class Holder {
        static final SparkSession SESSION = start();
    }

    /** The session of this JVM. */
    public static SparkSession shared() {
        return Holder.SESSION;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared();
    }

    private static SparkSession start() {
        SparkSession.Builder builder = SparkSession.builder();
        LocalFiles.settings().forEach(builder::config);
        SparkSession session = builder.master("local[2]")
                .appName("vitals-tests")
                // Nobody looks at the UI, and its bookkeeping costs time.
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                // Every shuffle of a few rows would otherwise become 200 tasks.
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.default.parallelism", "2")
                // Planning costs more than running here, and re-planning more than it saves.
                .config("spark.sql.adaptive.enabled", "false")
                // Day boundaries are the KPI.
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.databricks.delta.snapshotPartitions", "1")
                .config("spark.databricks.delta.allFilesInCrc.enabled", "false")
                // A local folder is listed faster than the Spark job that would list it starts.
                .config("spark.sql.sources.parallelPartitionDiscovery.threshold", "1000")
                // A table is cleaned up by as many tasks as this says, 10,000 by default.
                .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2")
                .config("spark.databricks.delta.schema.autoMerge.enabled", "false")
                .config("spark.databricks.delta.commitInfo.userMetadata", "vitals")
                // Generated code is compiled once per plan: for small tables interpreting is faster.
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                // Some code is generated all the same; with the default of 100 classes it is compiled again and again.
                .config("spark.sql.codegen.cache.maxEntries", "2000")
                // An aggregation takes a page at least, and a broadcast a block: 64 and 4 megabytes for a few rows.
                .config("spark.buffer.pageSize", "1m")
                .config("spark.broadcast.blockSize", "128k")
                // What goes from one thread to another need not be small.
                .config("spark.broadcast.compress", "false")
                .config("spark.shuffle.compress", "false")
                // Nobody looks at what has run.
                .config("spark.ui.liveUpdate.period", "-1")
                .config("spark.ui.retainedJobs", "5")
                .config("spark.ui.retainedStages", "5")
                .config("spark.ui.retainedTasks", "20")
                .config("spark.sql.ui.retainedExecutions", "5")
                // No session has jars of its own, nobody reads what the plans say, and what is kept is small.
                .config("spark.sql.artifact.isolation.enabled", "false")
                .config("spark.sql.ui.explainMode", "simple")
                .config("spark.sql.maxPlanStringLength", "1024")
                .config("spark.sql.debug.maxToStringFields", "8")
                .config("spark.sql.inMemoryColumnarStorage.compressed", "false")
                .config("spark.sql.warehouse.dir", scratchFolder().toUri().toString())
                .config("spark.log.level", "ERROR")
                .getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        // Classes that bring defaults along are loaded by now.
        session.sessionState();
        forgetOtherSystems(session.sparkContext().hadoopConfiguration());
        return session;
    }

    /** A thousand defaults for clusters and stores that no test has would otherwise go along with every task. */
    private static void forgetOtherSystems(Configuration hadoop) {
        List<String> defaults = new ArrayList<>();
        for (Map.Entry<String, String> setting : hadoop) {
            String[] sources = hadoop.getPropertySources(setting.getKey());
            boolean isOfFiles = LOCAL_FILES.stream().anyMatch(setting.getKey()::startsWith);
            if (!isOfFiles && sources != null && sources[sources.length - 1].endsWith("-default.xml")) {
                defaults.add(setting.getKey());
            }
        }
        defaults.forEach(hadoop::unset);
    }

    private static Path scratchFolder() {
        try {
            Path folder = Files.createTempDirectory("vitals-spark");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("No scratch folder for the Spark session could be made.", e);
        }
    }
}
