package dev.vitals.warehouse.landing;

import dev.vitals.contract.TableContract;
import dev.vitals.job.land.BronzeTable;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What the one pass over the bytes of a batch left behind: every line as a typed row in scratch, a file for each task and
 * kind, from which the tables are written once it is known what is a duplicate and which files are refused.
 */
final class Staging implements AutoCloseable {
    /** Scratch bytes that become one data file and day. */
    private static final long PART_BYTES = 128L << 20;

    private final LandingTables tables;
    private final LandingPlan plan;
    private final List<StagedGroup> groups;
    private final List<String> registered = new ArrayList<>();

    private Staging(LandingTables tables, LandingPlan plan, List<StagedGroup> groups) {
        this.tables = tables;
        this.plan = plan;
        this.groups = groups;
    }

    /** Reads every line of the plan once. */
    static Staging fill(LandingTables tables, LandingPlan plan, Progress progress) {
        try {
            tables.fileSystem().delete(new Path(plan.scratch()), true);
            tables.fileSystem().mkdirs(new Path(plan.scratch()));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't clear the scratch folder " + plan.scratch(), e);
        }
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(tables.spark().sparkContext());
        spark.setJobDescription("land " + plan.source() + ": read");
        List<Integer> indexes = IntStream.range(0, plan.groups().size()).boxed().toList();
        List<StagedGroup> groups = TaskProgress.collect(
                spark.parallelize(indexes, indexes.size()).map(group -> read(plan, group)),
                "read " + plan.source(),
                plan.files().stream().mapToLong(LandingFile::lengthBytes).sum(),
                progress);
        return new Staging(tables, plan, groups);
    }

    private static StagedGroup read(LandingPlan plan, int group) throws IOException {
        String name = group + "-" + TaskContext.get().taskAttemptId();
        return new LandingTask(plan).read(plan.groups().get(group), name);
    }

    List<StagedGroup> groups() {
        return groups;
    }

    /** What was counted, by stretch, in the order of the stretches. */
    List<StagedGroup.Stretch> stretches() {
        return groups.stream()
                .flatMap(g -> g.stretches().stream())
                .sorted(Comparator.comparing(StagedGroup.Stretch::index))
                .toList();
    }

    /** Tables of which any line was found. */
    List<BronzeTable> tables() {
        return Arrays.stream(BronzeTable.values())
                .filter(table -> !spills(plan.shape(table)).isEmpty())
                .toList();
    }

    boolean hasRejected() {
        return !spills(plan.rejectedShape()).isEmpty();
    }

    /** Days of the events of a table. */
    TreeSet<LocalDate> days(BronzeTable table) {
        TreeSet<LocalDate> days = new TreeSet<>();
        spills(plan.shape(table)).forEach(s -> s.days().forEach(day -> days.add(LocalDate.ofEpochDay(day))));
        return days;
    }

    /** Events of a table as its rows, without duplicates and without those of refused files. */
    Dataset<Row> events(BronzeTable table, Set<Integer> refusedFiles, Duplicates duplicates, long batchId) {
        Map<String, Object> constants =
                Map.of("source", UTF8String.fromString(plan.source()), "batch_id", (Object) batchId);
        return rows(plan.shape(table), refusedFiles, duplicates.byStretch(), constants);
    }

    /** Lines that could not be read, as rows of the quarantine; those of refused files too. */
    Dataset<Row> rejected(long batchId, long landedAtMicros) {
        Map<String, Object> constants = Map.of(
                "source", UTF8String.fromString(plan.source()), "batch_id", batchId, "landed_at", landedAtMicros);
        return rows(plan.rejectedShape(), Set.of(), Map.of(), constants);
    }

    private Dataset<Row> rows(
            SpillShape shape,
            Set<Integer> refusedFiles,
            Map<Integer, org.roaringbitmap.RoaringBitmap> duplicates,
            Map<String, Object> constants) {
        TableContract contract = tables.contract(shape.table());
        String name = SpillFormat.register(new SpillScan(
                shape,
                LandingTables.schema(contract),
                parts(spills(shape)),
                origins(refusedFiles),
                duplicates,
                new HashMap<>(constants),
                plan.fileSystemSettings()));
        registered.add(name);
        return tables.spark()
                .read()
                .format(SpillFormat.class.getName())
                .option("scan", name)
                .load();
    }

    private List<StagedGroup.Spill> spills(SpillShape shape) {
        return groups.stream()
                .flatMap(g -> g.spills().stream())
                .filter(s -> s.kind().equals(shape.kind()))
                .toList();
    }

    /** Neighbours stay together, so that a task writes few days. */
    private static List<List<String>> parts(List<StagedGroup.Spill> spills) {
        List<List<String>> parts = new ArrayList<>();
        long filled = 0;
        for (StagedGroup.Spill spill : spills) {
            if (parts.isEmpty() || filled + spill.bytes() > PART_BYTES) {
                parts.add(new ArrayList<>());
                filled = 0;
            }
            parts.get(parts.size() - 1).add(spill.uri());
            filled += spill.bytes();
        }
        return parts;
    }

    private SpillScan.Origin[] origins(Set<Integer> refusedFiles) {
        SpillScan.Origin[] origins = new SpillScan.Origin[plan.splits().size()];
        long before = 0;
        int file = -1;
        for (StagedGroup.Stretch stretch : stretches()) {
            LandingSplit split = plan.splits().get(stretch.index());
            before = split.file() == file ? before : 0;
            file = split.file();
            LandingFile from = plan.files().get(file);
            if (!refusedFiles.contains(file)) {
                origins[stretch.index()] = new SpillScan.Origin(from.fileId(), from.path(), before);
            }
            before += stretch.physicalLines();
        }
        return origins;
    }

    @Override
    public void close() {
        registered.forEach(SpillFormat::forget);
        try {
            tables.fileSystem().delete(new Path(plan.scratch()), true);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete the scratch folder " + plan.scratch(), e);
        }
    }
}
