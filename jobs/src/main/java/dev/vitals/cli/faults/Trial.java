package dev.vitals.cli.faults;

import java.util.List;

/**
 * A fault, and what became of the tables after it was made good.
 *
 * @param kind what was done, and in which phase of what
 * @param detail when, or how much later
 * @param differences tables, files or messages that are not as they should be, in words; none when all is as if nothing had
 *     happened
 * @param makeGoodSeconds what it took to make good
 * @param seconds of the whole trial
 */
public record Trial(String kind, String detail, List<String> differences, double makeGoodSeconds, double seconds) {
    public Trial {
        differences = List.copyOf(differences);
    }

    public boolean isEqual() {
        return differences.isEmpty();
    }
}
