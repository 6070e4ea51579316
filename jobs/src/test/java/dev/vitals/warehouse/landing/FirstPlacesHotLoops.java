package dev.vitals.warehouse.landing;

import dev.vitals.hot.HotLoops;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Finding the duplicates among as many keys as one task of {@link Duplicates} compares, of which one in fifty is one. */
public class FirstPlacesHotLoops extends HotLoops {
    private static final int KEYS = 500_000;
    private static final int ONE_IN = 50;

    private final long[] keys = new long[KEYS * 3];
    private int duplicates;

    @Setup
    public void prepare() {
        Random random = new Random(1);
        duplicates = 0;
        for (int i = 0; i < KEYS; i++) {
            int at = i * 3;
            if (i > 0 && random.nextInt(ONE_IN) == 0) {
                System.arraycopy(keys, random.nextInt(i) * 3, keys, at, 2);
                duplicates++;
            } else {
                keys[at] = random.nextLong();
                keys[at + 1] = random.nextLong();
            }
            keys[at + 2] = EventKeys.place(1, i);
        }
    }

    /** A key. */
    @Benchmark
    @OperationsPerInvocation(KEYS)
    public int find() {
        FirstPlaces first = new FirstPlaces(KEYS);
        for (int i = 0; i < keys.length; i += 3) {
            first.add(keys[i], keys[i + 1], keys[i + 2]);
        }
        int later = 0;
        for (int i = 0; i < keys.length; i += 3) {
            later += first.isLater(keys[i], keys[i + 1], keys[i + 2]) ? 1 : 0;
        }
        if (later != duplicates) {
            throw new IllegalStateException("Of %d duplicates %d were found.".formatted(duplicates, later));
        }
        return later;
    }
}
