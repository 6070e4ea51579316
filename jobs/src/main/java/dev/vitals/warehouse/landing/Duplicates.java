package dev.vitals.warehouse.landing;

import dev.vitals.job.land.BronzeTable;
import dev.vitals.warehouse.SideBySide;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.roaringbitmap.RoaringBitmap;
import scala.Tuple2;

/**
 * Staged events whose key stands earlier in the batch or in their table already, as sets of lines by stretch.
 *
 * <p>Keys travel as blocks of numbers rather than as rows: at ten million messages a night, rows would cost more than
 * reading the messages does.
 */
final class Duplicates {
    /** Keys that one task compares in memory, about 50 MB. */
    private static final int KEYS_AT_ONCE = 500_000;

    private static final int BLOCK_KEYS = 32_768;

    private final Map<Integer, RoaringBitmap> linesByStretch;

    private Duplicates(Map<Integer, RoaringBitmap> linesByStretch) {
        this.linesByStretch = linesByStretch;
    }

    /**
     * Compares the keys of a batch with each other and with those of its tables.
     *
     * @param groups what was staged
     * @param left stretches that do not count, because their file is refused
     * @param known event ids in the tables that could be the same, in a column {@code event_id}
     */
    static Duplicates among(
            JavaSparkContext spark,
            LandingPlan plan,
            List<StagedGroup> groups,
            Set<Integer> left,
            Map<BronzeTable, Dataset<Row>> known) {
        long staged = groups.stream().mapToLong(StagedGroup::keys).sum();
        if (staged == 0) {
            return new Duplicates(Map.of());
        }
        int buckets = (int) Math.max(spark.defaultParallelism(), staged * (known.isEmpty() ? 1 : 2) / KEYS_AT_ONCE + 1);
        spark.setJobDescription("land " + plan.source() + ": compare keys");
        List<String> keyFiles = groups.stream().map(StagedGroup::keyFile).toList();
        JavaPairRDD<Integer, long[]> keys = spark.parallelize(keyFiles, keyFiles.size())
                .flatMapToPair(uri -> blocks(plan, uri, left, buckets).iterator());
        for (JavaPairRDD<Integer, long[]> stored : storedKeys(known, buckets)) {
            keys = keys.union(stored);
        }
        Map<Integer, RoaringBitmap> lines = new TreeMap<>();
        keys.groupByKey(new HashPartitioner(buckets)).map(bucket -> later(bucket._2())).collect().stream()
                .flatMap(found -> found.entrySet().stream())
                .forEach(found -> lines.computeIfAbsent(found.getKey(), s -> new RoaringBitmap())
                        .or(found.getValue()));
        return new Duplicates(lines);
    }

    /** Finding the files of a table takes longer than reading its few ids, so that tables are opened side by side. */
    private static List<JavaPairRDD<Integer, long[]>> storedKeys(Map<BronzeTable, Dataset<Row>> known, int buckets) {
        List<JavaPairRDD<Integer, long[]>> stored = Collections.synchronizedList(new ArrayList<>());
        SideBySide.forEach(List.copyOf(known.entrySet()), table -> {
            BronzeTable of = table.getKey();
            JavaPairRDD<Integer, long[]> keys = table.getValue()
                    .select("event_id")
                    .as(Encoders.STRING())
                    .javaRDD()
                    .mapPartitionsToPair(ids -> blocks(of, ids, buckets).iterator());
            keys.partitions();
            stored.add(keys);
        });
        return stored;
    }

    /** Lines of a stretch that are duplicates. */
    RoaringBitmap of(int stretch) {
        return linesByStretch.getOrDefault(stretch, new RoaringBitmap());
    }

    /** Stretches with any. */
    Map<Integer, RoaringBitmap> byStretch() {
        return linesByStretch;
    }

    private static List<Tuple2<Integer, long[]>> blocks(
            LandingPlan plan, String keyFile, Set<Integer> left, int buckets) {
        Blocks blocks = new Blocks(buckets);
        Path path = new Path(keyFile);
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(path.getFileSystem(plan.configuration()).open(path)))) {
            EventKeys.read(in, (high, low, place) -> {
                if (!left.contains(EventKeys.stretch(place))) {
                    blocks.accept(high, low, place);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the scratch file " + keyFile, e);
        }
        return blocks.finish();
    }

    private static List<Tuple2<Integer, long[]>> blocks(BronzeTable table, Iterator<String> ids, int buckets) {
        Blocks blocks = new Blocks(buckets);
        ids.forEachRemaining(id -> {
            long[] hash = EventKeys.hash(table, id);
            blocks.accept(hash[0], hash[1], EventKeys.IN_TABLE);
        });
        return blocks.finish();
    }

    private static Map<Integer, RoaringBitmap> later(Iterable<long[]> blocks) {
        int keys = 0;
        for (long[] block : blocks) {
            keys += block.length / 3;
        }
        FirstPlaces first = new FirstPlaces(keys);
        for (long[] block : blocks) {
            for (int i = 0; i < block.length; i += 3) {
                first.add(block[i], block[i + 1], block[i + 2]);
            }
        }
        Map<Integer, RoaringBitmap> later = new TreeMap<>();
        for (long[] block : blocks) {
            for (int i = 0; i < block.length; i += 3) {
                long place = block[i + 2];
                if (place != EventKeys.IN_TABLE && first.isLater(block[i], block[i + 1], place)) {
                    later.computeIfAbsent(EventKeys.stretch(place), s -> new RoaringBitmap())
                            .add(EventKeys.line(place));
                }
            }
        }
        return later;
    }

    /** Gathers keys by bucket, so that equal ones meet in one task. */
    private static final class Blocks implements EventKeys.Sink {
        private final long[][] open;
        private final int[] filled;
        private final List<Tuple2<Integer, long[]>> full = new ArrayList<>();

        private Blocks(int buckets) {
            open = new long[buckets][0];
            filled = new int[buckets];
        }

        @Override
        public void accept(long high, long low, long place) {
            int bucket = (int) Long.remainderUnsigned(high, open.length);
            int at = filled[bucket];
            if (at == open[bucket].length) {
                open[bucket] = Arrays.copyOf(open[bucket], Math.max(48, Math.min(2 * at, BLOCK_KEYS * 3)));
            }
            long[] block = open[bucket];
            block[at] = high;
            block[at + 1] = low;
            block[at + 2] = place;
            filled[bucket] = at + 3;
            if (filled[bucket] == BLOCK_KEYS * 3) {
                full.add(new Tuple2<>(bucket, block));
                open[bucket] = new long[0];
                filled[bucket] = 0;
            }
        }

        private List<Tuple2<Integer, long[]>> finish() {
            for (int i = 0; i < open.length; i++) {
                if (filled[i] > 0) {
                    full.add(new Tuple2<>(i, Arrays.copyOf(open[i], filled[i])));
                }
            }
            return full;
        }
    }
}
