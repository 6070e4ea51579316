package dev.vitals.cli.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The lines to begin from: those that are known, and changed ones that came to an outcome which no line before had. */
final class Corpus {
    private static final int MOST = 5_000;
    private static final int LONGEST = 4096;

    private final List<Seed> lines;
    private final int known;
    private final SplittableRandom random;

    Corpus(List<Seed> seeds, SplittableRandom random) {
        this.lines = new ArrayList<>(seeds);
        this.known = seeds.size();
        this.random = random;
    }

    /** Of the known ones half of the time. */
    Seed draw() {
        return lines.get(random.nextInt(random.nextBoolean() ? known : lines.size()));
    }

    void keep(Seed seed, byte[] buffer, int offset, int length) {
        if (length <= LONGEST && lines.size() < known + MOST) {
            lines.add(seed.with(Arrays.copyOfRange(buffer, offset, offset + length)));
        }
    }
}
