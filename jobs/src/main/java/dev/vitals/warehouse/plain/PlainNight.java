package dev.vitals.warehouse.plain;

import dev.vitals.warehouse.WarehouseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Nights as a competent user would first write them with Spark and Delta, to measure Vitals against.
 *
 * <p>Typed JSON, DataFrames and SQL, {@code MERGE INTO} everywhere, the settings as they come. It gives the same numbers as
 * Vitals for every KPI of {@link #kpis()}, on days that hold no dirt, and leaves out what makes them safe to use: quarantine,
 * checks, intervals, states and weeks, history, erasure.
 */
public final class PlainNight implements AutoCloseable {
    private static final String KEY = "benchmark-pseudonym-key";

    private final SparkSession spark;
    private final PlainTables tables;
    private final boolean isOurs;

    /**
     * Starts a session of its own with the usual settings; no other one may run in this Java.
     *
     * @param store folder of the tables
     */
    public PlainNight(Path store) {
        this(session(), store, true);
    }

    PlainNight(SparkSession spark, Path store) {
        this(spark, store, false);
    }

    private PlainNight(SparkSession spark, Path store, boolean isOurs) {
        this.spark = spark;
        this.tables = new PlainTables(spark, store);
        this.isOurs = isOurs;
    }

    private static SparkSession session() {
        if (SparkSession.getDefaultSession()
                .exists(other -> !other.sparkContext().isStopped())) {
            throw new WarehouseException(
                    "The plain night has settings of its own, and this Java already runs a Spark session"
                            + " with others. Close the warehouse first, or start the plain night in a process of its own.");
        }
        SparkSession session = SparkSession.builder()
                .appName("plain-night")
                .master("local[*]")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.sql.session.timeZone", "UTC")
                // A benchmark opens no door to others; it costs and saves nothing.
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }

    /** Ids of the KPIs that {@link #measure} gives. */
    public static List<String> kpis() {
        return PlainMeasure.kpis().stream().map(kpi -> kpi.id()).toList();
    }

    /**
     * Lands the files of a night; how many of their events were new.
     *
     * @param landingFolder folder with {@code vitals/<night>} in it
     */
    public long land(Path landingFolder, LocalDate night) {
        Path files = landingFolder.resolve("vitals").resolve(night.toString());
        if (!Files.isDirectory(files)) {
            throw new WarehouseException(
                    "There is no folder " + files + " with the files of the night; deliver them first.");
        }
        return new PlainLanding(tables, KEY).land(files, night);
    }

    /**
     * Computes the facts of the days that some nights touch; how many were touched.
     *
     * @param first first night that was landed since facts were last computed
     * @param last last such night
     */
    public long refine(LocalDate first, LocalDate last) {
        return new PlainFacts(tables, PlainSpan.of(tables, first, last)).refine();
    }

    /** The numbers of every KPI and slice that the nights may change, which are merged into a table as well. */
    public List<PlainCell> measure(LocalDate first, LocalDate last) {
        return new PlainMeasure(tables, PlainSpan.of(tables, first, last)).measure();
    }

    @Override
    public void close() {
        if (isOurs) {
            spark.stop();
        }
    }
}
