package dev.vitals.cli.coverage;

import dev.vitals.cli.coverage.CoverageBench.Coverage;
import java.util.List;

/** The table of a {@link CoverageBench}, line by line. */
public final class CoverageTable {
    private CoverageTable() {}

    /** What is counted, and the names of the columns. */
    public static String head(int samples) {
        return "How often the 95%% interval holds the truth, in %,d samples of each kind; by chance ±%.1f points.%n"
                        .formatted(samples, 196 * Math.sqrt(0.95 * 0.05 / samples))
                + "%-40s %-38s %10s %8s %8s %8s".formatted("kind", "number", "truth", "width", "Vitals", "usual");
    }

    /** A number. */
    public static String line(Coverage c) {
        String usual = c.usual() == null ? "-" : "%.1f%%".formatted(100 * c.usual());
        return "%-40s %-38s %10.4g %7.0f%% %7.1f%% %8s%s"
                .formatted(
                        c.family(), c.number(), c.truth(), 100 * c.relativeWidth(), 100 * c.ours(), usual, remark(c));
    }

    private static String remark(Coverage c) {
        if (c.isOneSided()) {
            return "  so little to find that only one limit can miss";
        }
        return c.keepsItsWord() ? "" : "  NOT between 93% and 97%";
    }

    /** How many keep their word. */
    public static String summary(List<Coverage> all) {
        long kept = all.stream().filter(Coverage::keepsItsWord).count();
        long oneSided = all.stream().filter(Coverage::isOneSided).count();
        long missed = all.stream().filter(Coverage::usualMisses).count();
        long usual = all.stream().filter(c -> c.usual() != null).count();
        return ("%d of %d numbers between 93%% and 97%%, and %d above of which so little is to be found that only one limit"
                        + " can miss; the usual interval is below 93%% for %d of %d")
                .formatted(kept, all.size(), oneSided, missed, usual);
    }
}
