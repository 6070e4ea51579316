package dev.vitals.cli.night;

import java.util.List;

/**
 * What nights cost, and whether their numbers are the same.
 *
 * @param memoryMebibytes heap, or memory of whatever kind, that each may use
 */
public record NightFigures(int cores, long memoryMebibytes, List<NightRun> runs, List<Compared> compared) {
    /** Somebody's numbers of a night held against those of our whole night. */
    record Compared(NightWorld.Size size, String who, CellComparison cells) {}

    /** Whether everybody's numbers are those of our whole nights. */
    public boolean isEqual() {
        return compared.stream().allMatch(each -> each.cells().isEqual());
    }

    /** How many times one is another, all else being equal. */
    public List<NightRatios.Ratio> ratios() {
        return NightRatios.of(runs);
    }
}
