package dev.vitals.warehouse;

import dev.vitals.warehouse.localfiles.LocalFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The one place that makes a Spark session; each setting has its reason beside it. */
final class SparkSessions {
    private static final int MOST_CORES_OF_HASH_JOINS = 4;

    private SparkSessions() {}

    /**
     * Opens the session, or joins the one that spark-submit made.
     *
     * @param master Spark master, or null to take what spark-submit set (embedded: all local cores)
     * @param extra settings of the operator, which win over ours
     * @throws WarehouseException when there is no such master, or it does not answer
     */
    static SparkSession open(String master, Map<String, String> extra) {
        DriverCompilation.begin();
        boolean submitted = System.getProperty("spark.master") != null;
        String effective = master != null ? master : submitted ? System.getProperty("spark.master") : "local[*]";
        Map<String, String> settings = settings(effective);
        settings.putAll(extra);
        SparkSession.Builder builder = SparkSession.builder()
                .appName(System.getProperty("spark.app.name", "vitals"))
                .master(effective);
        settings.forEach(builder::config);
        try {
            SparkSession session = builder.getOrCreate();
            session.sparkContext().setLogLevel("ERROR");
            return session;
        } catch (Exception e) {
            // Not only unchecked ones: Spark throws others from Scala without declaring them.
            throw new WarehouseException(
                    "Spark could not start with the master %s (%s). Check --master and --conf, and that the cluster runs and can be reached from here; nothing was changed."
                            .formatted(effective, e.getMessage()),
                    e);
        }
    }

    private static Map<String, String> settings(String master) {
        Map<String, String> conf = new LinkedHashMap<>();
        boolean local = master.startsWith("local");
        int cores = local ? localCores(master) : 0;

        conf.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        conf.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        // Day boundaries are the KPI: no zone but UTC.
        conf.put("spark.sql.session.timeZone", "UTC");
        // INT96, the default, writes no min and max, so that nothing could be skipped.
        conf.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        // 45% smaller than snappy for 5% more CPU; the third level, which is Parquet's own, costs twice the first for a
        // few percent.
        conf.put("spark.sql.parquet.compression.codec", "zstd");
        conf.put("spark.hadoop.parquet.compression.codec.zstd.level", "1");
        for (String unique : ColumnEncodings.NEVER_REPEATED) {
            conf.put("spark.hadoop.parquet.enable.dictionary#" + unique, "false");
        }
        // Evolution is explicit, by contract.
        conf.put("spark.databricks.delta.schema.autoMerge.enabled", "false");
        // A few dozen files a table and night: the default of 50 partitions per snapshot is all overhead.
        conf.put("spark.databricks.delta.snapshotPartitions", local ? "1" : "2");
        // By which a commit of ours is told from one by hand, see TableLog.
        conf.put("spark.databricks.delta.commitInfo.userMetadata", TableLog.OURS);
        // A list of all files beside each commit costs one reading of the log a commit; nothing of ours asks for it.
        conf.put("spark.databricks.delta.allFilesInCrc.enabled", "false");
        // Every reading names its days; pruning by the days of a join computes one side of it twice to find the same.
        conf.put("spark.sql.optimizer.dynamicPartitionPruning.enabled", "false");
        // A batch touches few days; writing them side by side needs no sort by day.
        conf.put("spark.sql.maxConcurrentOutputFileWriters", "64");
        // Sketches and histograms aggregate by hash until there are really many groups; the default gives up at 128.
        conf.put("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "65536");
        // A night makes some hundred classes, more than the default of 100 keeps: each would be compiled again and
        // again.
        conf.put("spark.sql.codegen.cache.maxEntries", "2000");
        // No session adds jars of its own; with class loaders of their own they would share no compiled class.
        conf.put("spark.sql.artifact.isolation.enabled", "false");
        // Every action describes its plan for a page that nobody opens: a tenth of a small night when told in full.
        conf.put("spark.sql.ui.explainMode", "simple");
        conf.put("spark.sql.maxPlanStringLength", "1024");
        conf.put("spark.sql.debug.maxToStringFields", "8");
        // Rows kept between two steps live for seconds; trying five encodings on each column costs more than it saves.
        conf.put("spark.sql.inMemoryColumnarStorage.compressed", "false");
        // Spark wants a folder to begin with; nothing of ours is registered in it.
        conf.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/vitals-catalog");
        if (local) {
            // A process per commit, file and folder would cost a tenth of a small night.
            conf.putAll(LocalFiles.settings());
            conf.put("spark.sql.shuffle.partitions", Integer.toString(2 * cores));
            conf.put("spark.sql.sources.parallelPartitionDiscovery.parallelism", Integer.toString(2 * cores));
            // A local folder is listed faster than the Spark job that would list it starts.
            conf.put("spark.sql.sources.parallelPartitionDiscovery.threshold", "1000");
            // Planning again after each shuffle is for many machines; here it makes ten jobs of one.
            conf.put("spark.sql.adaptive.enabled", "false");
            // What goes from task to task stays in the memory of this machine; packing it costs more than it saves.
            conf.put("spark.shuffle.compress", "false");
            conf.put("spark.shuffle.spill.compress", "false");
            // A side of a join that fits is put into a table of hashes instead of both being sorted. What counts as
            // fitting
            // grows with the cores, and the heap does not.
            conf.put("spark.sql.join.preferSortMergeJoin", Boolean.toString(cores > MOST_CORES_OF_HASH_JOINS));
            conf.put("spark.ui.enabled", "false");
            conf.put("spark.ui.showConsoleProgress", "false");
            conf.put("spark.driver.bindAddress", "127.0.0.1");
            conf.put("spark.driver.host", "127.0.0.1");
            // Local scheduling delay is the cost of a small night.
            conf.put("spark.locality.wait", "0");
        }
        return conf;
    }

    private static int localCores(String master) {
        if (master.equals("local")) {
            return 1;
        }
        String inside = master.replaceAll("^local\\[(\\*|\\d+).*$", "$1");
        return inside.equals("*")
                ? Runtime.getRuntime().availableProcessors()
                : Integer.parseInt(inside.replaceAll("\\D", "0"));
    }
}
