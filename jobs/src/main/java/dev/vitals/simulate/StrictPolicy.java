package dev.vitals.simulate;

/**
 * How readily reported items are acted on: as their category says, and more readily from the day on which a stricter
 * policy holds for everyone.
 *
 * <p>It holds for decisions from that day on. Reports filed more than {@value #BACKLOG_DAYS} days before it are judged by
 * the old rules whenever they are decided, so that no night before those days knows of it.
 */
final class StrictPolicy {
    static final String ID = "strict_policy";
    static final String BEFORE = "before";
    static final String AFTER = "after";
    static final int BACKLOG_DAYS = 6;
    /** How often harmless items are acted on, relative to before. */
    static final double FALSE_POSITIVES = 2;
    /** How often violating items are left alone, relative to before. */
    static final double FALSE_NEGATIVES = 0.5;

    private final Scene scene;

    StrictPolicy(Scene scene) {
        this.scene = scene;
    }

    /**
     * Whether an item is acted on.
     *
     * @param u uniform number in [0, 1) that decides
     * @param filedOn day on which its reports were filed
     * @param decidedAt time of the first decision
     */
    boolean acts(double u, ReportCase item, int filedOn, long decidedAt) {
        Plants plants = scene.spec().plants();
        boolean isAfter = plants.isStrict(scene.delivery().dayOf(decidedAt));
        boolean isStrict = isAfter && filedOn >= plants.policyDay() - BACKLOG_DAYS;
        boolean acts = u < (isStrict ? strictly(item) : normally(item));
        if (plants.policyDay() != Plants.NEVER && scene.delivery().isInTime(decidedAt)) {
            count(item, acts, isAfter ? AFTER : BEFORE, isAfter && !isStrict);
        }
        return acts;
    }

    private static double normally(ReportCase item) {
        return item.violating() ? item.harm().sensitivity() : item.harm().falsePositiveRate();
    }

    private static double strictly(ReportCase item) {
        return item.violating()
                ? 1 - FALSE_NEGATIVES * (1 - item.harm().sensitivity())
                : FALSE_POSITIVES * item.harm().falsePositiveRate();
    }

    private void count(ReportCase item, boolean acts, String when, boolean isOldCase) {
        TruthBook truth = scene.truth();
        truth.tally(ID, when, "decisions");
        if (acts) {
            truth.tally(ID, when, "actions");
        }
        if (acts != item.violating()) {
            truth.tally(ID, when, acts ? "false_positives" : "false_negatives");
        }
        if (isOldCase) {
            truth.tally(ID, when, "by_the_old_rules");
        }
    }
}
