package dev.vitals.testing;

import dev.vitals.contract.Contracts;
import dev.vitals.job.Job;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.Plants;
import dev.vitals.simulate.Progress;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Verification;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingLimits;
import dev.vitals.warehouse.landing.LandingReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A little community in a folder of its own, and a warehouse to run its nights in. */
public final class SmallWorld {
    /** First night. */
    public static final LocalDate FIRST = LocalDate.of(2026, 1, 5);

    public static final String KEY = "a key for tests, no secret";

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

    private final Path folder;
    private final String store;
    private final Warehouse warehouse;
    private final List<Job> jobs;
    private final List<KpiDefinition> kpis;
    private final String key;

    /** A warehouse, still empty, in the folder. */
    public SmallWorld(Path folder) {
        this(folder, RefineJobs.all(), kpisOf(RefineJobs.all()));
    }

    /** A warehouse, still empty, whose nights make no more than these fact tables and their numbers. */
    public static SmallWorld of(Path folder, String... tables) {
        Set<String> wanted = new HashSet<>(List.of(tables));
        List<Job> jobs = new ArrayList<>();
        List<Job> all = RefineJobs.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            Job job = all.get(i);
            if (wanted.contains(job.writes())) {
                jobs.add(0, job);
                job.reads().forEach(input -> wanted.add(input.table()));
            }
        }
        return new SmallWorld(folder, jobs, kpisOf(jobs));
    }

    /** The same, whose nights make no other numbers than these. */
    public SmallWorld withKpis(String... ids) {
        Set<String> wanted = Set.of(ids);
        List<KpiDefinition> found =
                kpis.stream().filter(kpi -> wanted.contains(kpi.id())).toList();
        if (found.size() < wanted.size()) {
            throw new IllegalArgumentException("Not all are KPIs of these tables: " + wanted);
        }
        return new SmallWorld(folder, store, jobs, found, key);
    }

    /** The same, whose nights land under another key. */
    public SmallWorld withKey(String other) {
        return new SmallWorld(folder, store, jobs, kpis, other);
    }

    /** The same, whose warehouse and landing folder are reached by URIs that begin so. */
    public SmallWorld through(String store) {
        return new SmallWorld(folder, store, jobs, kpis, key);
    }

    private SmallWorld(Path folder, List<Job> jobs, List<KpiDefinition> kpis) {
        this(folder, "", jobs, kpis, KEY);
    }

    private SmallWorld(Path folder, String store, List<Job> jobs, List<KpiDefinition> kpis, String key) {
        this.key = key;
        this.folder = folder;
        this.store = store;
        this.jobs = jobs;
        this.kpis = kpis;
        this.warehouse = Warehouse.at(SparkSessions.shared(), store + folder.resolve("warehouse"), Contracts.load());
    }

    /**
     * Writes the logs of a community of a few channels, with a raid and a brigade on its second day and more resent and
     * late lines than usual; the folders of its nights wait to be delivered.
     */
    public static Path generate(Path folder, int days) {
        Plants plants = new Plants(1, 1, Plants.NEVER, Plants.NEVER, 0.01, 0.04);
        Community.of(CommunitySpec.sized(FIRST, days, 5, 800, 40).withPlants(plants))
                .write(folder, Progress.silent());
        return folder.resolve("landing");
    }

    /** The same files and tables in another folder. */
    public SmallWorld copy(Path other) {
        copyFolder(folder, other);
        return new SmallWorld(other, store, jobs, kpis, key);
    }

    /** Copies a folder with all that is in it, times included. */
    public static void copyFolder(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Warehouse warehouse() {
        return warehouse;
    }

    public Path landing() {
        return folder.resolve("landing");
    }

    private String landingUri() {
        return store + landing();
    }

    /** Copies the folder of one night into the landing folder. */
    public SmallWorld deliver(Path waiting, LocalDate night) {
        return deliver(waiting, night, night.toString());
    }

    /** Copies the folder of one night under another name. */
    public SmallWorld deliver(Path waiting, LocalDate night, String name) {
        Path from = waiting.resolve("vitals").resolve(night.toString());
        Path to = landing().resolve("vitals").resolve(name);
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Puts a file of a source into the landing folder. */
    public SmallWorld deliver(String source, String file, byte[] content) {
        try {
            Path to = landing().resolve(source).resolve(file);
            Files.createDirectories(to.getParent());
            Files.write(to, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public SmallWorld deliver(String source, String file, String... lines) {
        return deliver(source, file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public WarehouseRuns.Summary run(LocalDate night) {
        return runs().run(pass(), landingUri(), night);
    }

    public WarehouseRuns.Summary backfill(LocalDate from, LocalDate to) {
        return runs().backfill(from, to);
    }

    public WarehouseRuns.Summary refine(LocalDate night, String... jobs) {
        return runs().refine(night, Set.of(jobs));
    }

    public WarehouseRuns.Summary measure(LocalDate night) {
        return runs().measure(night);
    }

    public LandingReport land(LocalDate night) {
        return runs().land(pass(), landingUri(), night);
    }

    /** Lands with other limits of what may be unreadable, or under another key. */
    public LandingReport land(LocalDate night, LandingLimits limits, String key) {
        return runs().land(pass(limits, key), landingUri(), night);
    }

    public Verification verification() {
        return new Verification(warehouse, jobs, kpis, CLOCK, dev.vitals.warehouse.Progress.SILENT);
    }

    public WarehouseRuns runs() {
        return new WarehouseRuns(warehouse, jobs, kpis, CLOCK, dev.vitals.warehouse.Progress.SILENT);
    }

    private static List<KpiDefinition> kpisOf(List<Job> jobs) {
        Set<String> made = new HashSet<>();
        jobs.forEach(job -> made.add(job.writes()));
        return KpiCatalogue.load().kpis().stream()
                .filter(kpi -> made.contains(kpi.from()))
                .toList();
    }

    private Landing pass() {
        return pass(LandingLimits.DEFAULT, key);
    }

    private Landing pass(LandingLimits limits, String key) {
        return new Landing(new LandingTables(warehouse), limits, key.getBytes(StandardCharsets.UTF_8), Map.of(), CLOCK);
    }

    public Dataset<Row> table(String table) {
        return warehouse.read(table);
    }

    /** Values of some columns as text, sorted: small enough to compare by eye. */
    public List<String> values(String table, String... columns) {
        Column[] chosen = Arrays.stream(columns).map(functions::col).toArray(Column[]::new);
        List<String> rows = new ArrayList<>();
        for (Row row : table(table).select(chosen).collectAsList()) {
            rows.add(row.mkString(" "));
        }
        rows.sort(null);
        return rows;
    }

    /**
     * Every silver and gold table as sorted lines, without what says in which nights they were made. Of tables to which each
     * night adds what it said, the last night's.
     */
    public Map<String, List<String>> facts() {
        Map<String, List<String>> facts = lines(List.of("dim", "silver", "gold"), "computed_at", "published_date");
        facts.keySet().removeIf(table -> table.endsWith("_history"));
        return facts;
    }

    /** Every bronze table as sorted lines, without what depends on when and in how many batches the files came. */
    public Map<String, List<String>> landed() {
        return lines(List.of("bronze"), "file_id", "batch_id");
    }

    private Map<String, List<String>> lines(List<String> layers, String... without) {
        Map<String, List<String>> lines = new TreeMap<>();
        for (var contract : warehouse.contracts().all()) {
            if (layers.contains(contract.layer())) {
                Dataset<Row> rows = table(contract.table());
                if (contract.partitionBy().contains("as_of_date")) {
                    Object night = rows.agg(functions.max("as_of_date")).head().get(0);
                    rows = rows.filter(functions.col("as_of_date").equalTo(night));
                }
                lines.put(contract.table(), JobLaws.lines(rows.drop(without)));
            }
        }
        return lines;
    }
}
