package dev.vitals.warehouse.landing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of a file that one task reads.
 *
 * @param index index of the stretch in its batch, by file and place
 * @param file index of the file in its batch
 * @param start first byte
 * @param end first byte after it
 */
record LandingSplit(int index, int file, long start, long end) implements Serializable {
    private static final long LARGEST = 128L << 20;
    private static final long SMALLEST = 8L << 20;

    /** Cuts files so that every core has a few stretches, none too small to be worth its start. */
    static List<LandingSplit> of(List<LandingFile> files, int cores) {
        long total = files.stream().mapToLong(LandingFile::lengthBytes).sum();
        long target = Math.max(SMALLEST, Math.min(LARGEST, total / (cores * 3L) + 1));
        List<LandingSplit> splits = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            LandingFile file = files.get(i);
            long length = file.lengthBytes();
            int pieces = file.isSplittable() ? (int) Math.max(1, Math.round((double) length / target)) : 1;
            for (int s = 0; s < pieces; s++) {
                splits.add(new LandingSplit(splits.size(), i, length * s / pieces, length * (s + 1) / pieces));
            }
        }
        return splits;
    }

    /** Gathers small stretches, so that a task reads many small files or one large stretch; large ones first. */
    static List<List<LandingSplit>> pack(List<LandingSplit> splits, List<LandingFile> files, int cores) {
        List<LandingSplit> bySize = new ArrayList<>(splits);
        bySize.sort(
                Comparator.comparingLong((LandingSplit s) -> -s.weight(files)).thenComparing(LandingSplit::index));
        long total = splits.stream().mapToLong(s -> s.weight(files)).sum();
        long target = Math.max(SMALLEST, Math.min(LARGEST, total / (cores * 3L) + 1));
        List<List<LandingSplit>> groups = new ArrayList<>();
        long filled = 0;
        for (LandingSplit split : bySize) {
            if (groups.isEmpty() || filled + split.weight(files) > target) {
                groups.add(new ArrayList<>());
                filled = 0;
            }
            groups.get(groups.size() - 1).add(split);
            filled += split.weight(files);
        }
        return groups;
    }

    /** Bytes to work through; compressed logs unfold about eightfold. */
    private long weight(List<LandingFile> files) {
        String name = files.get(file).path();
        long bytes = end - start + 4096;
        return name.endsWith(".gz") || name.endsWith(".zst") ? 8 * bytes : bytes;
    }
}
