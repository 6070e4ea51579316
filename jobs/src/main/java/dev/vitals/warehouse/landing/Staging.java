package dev.vitals.warehouse.landing;

import dev.vitals.job.land.BronzeTable;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.roaringbitmap.RoaringBitmap;

/**
 * What the one pass over the bytes of a batch left behind: every line as a typed row in scratch, a file for each task and
 * kind, from which the tables are written once it is known what is a duplicate and which files are refused.
 */
final class Staging implements AutoCloseable {
    /** Scratch bytes that become one data file and day, at most; with less every core has a part. */
    private static final long PART_BYTES = 512L << 20;
    /** Below this a file is not worth its place. */
    private static final long SMALLEST_PART = 32L << 20;

    private final LandingTables tables;
    private final LandingPlan plan;
    private final List<StagedGroup> groups;

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

    /**
     * Writes the events of a table, without duplicates and without those of refused files.
     *
     * @return the files, which are no part of the table yet
     */
    List<DataFile> write(BronzeTable table, Set<Integer> refusedFiles, Duplicates duplicates, long batchId) {
        Map<String, Object> constants = Map.of("source", plan.source(), "batch_id", (Object) batchId);
        return write(plan.shape(table), refusedFiles, duplicates.byStretch(), constants);
    }

    /** Writes the lines that could not be read, as rows of the quarantine; those of refused files too. */
    List<DataFile> writeRejected(long batchId, long landedAtMicros) {
        Map<String, Object> constants =
                Map.of("source", plan.source(), "batch_id", batchId, "landed_at", landedAtMicros);
        return write(plan.rejectedShape(), Set.of(), Map.of(), constants);
    }

    private List<DataFile> write(
            SpillShape shape,
            Set<Integer> refusedFiles,
            Map<Integer, RoaringBitmap> duplicates,
            Map<String, Object> constants) {
        StagedTable table = new StagedTable(
                shape,
                tables.layout(tables.contract(shape.table())),
                origins(refusedFiles),
                duplicates,
                constants,
                plan.fileSystemSettings());
        List<List<String>> parts = parts(spills(shape));
        List<Integer> indexes = IntStream.range(0, parts.size()).boxed().toList();
        return JavaSparkContext.fromSparkContext(tables.spark().sparkContext())
                .parallelize(indexes, indexes.size())
                .flatMap(part ->
                        DataFileWriter.write(table, parts.get(part), part).iterator())
                .collect();
    }

    private List<StagedGroup.Spill> spills(SpillShape shape) {
        return groups.stream()
                .flatMap(g -> g.spills().stream())
                .filter(s -> s.kind().equals(shape.kind()))
                .toList();
    }

    /** Neighbours stay together, so that a task writes few days. */
    private List<List<String>> parts(List<StagedGroup.Spill> spills) {
        int cores = tables.spark().sparkContext().defaultParallelism();
        long bytes = spills.stream().mapToLong(StagedGroup.Spill::bytes).sum();
        long target = Math.max(SMALLEST_PART, Math.min(PART_BYTES, bytes / cores + 1));
        List<List<String>> parts = new ArrayList<>();
        long filled = 0;
        for (StagedGroup.Spill spill : spills) {
            if (parts.isEmpty() || filled + spill.bytes() / 2 > target) {
                parts.add(new ArrayList<>());
                filled = 0;
            }
            parts.get(parts.size() - 1).add(spill.uri());
            filled += spill.bytes();
        }
        return parts;
    }

    private StagedTable.Origin[] origins(Set<Integer> refusedFiles) {
        StagedTable.Origin[] origins = new StagedTable.Origin[plan.splits().size()];
        long before = 0;
        int file = -1;
        for (StagedGroup.Stretch stretch : stretches()) {
            LandingSplit split = plan.splits().get(stretch.index());
            before = split.file() == file ? before : 0;
            file = split.file();
            LandingFile from = plan.files().get(file);
            if (!refusedFiles.contains(file)) {
                origins[stretch.index()] = new StagedTable.Origin(from.fileId(), from.path(), before);
            }
            before += stretch.physicalLines();
        }
        return origins;
    }

    @Override
    public void close() {
        try {
            tables.fileSystem().delete(new Path(plan.scratch()), true);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete the scratch folder " + plan.scratch(), e);
        }
    }
}
