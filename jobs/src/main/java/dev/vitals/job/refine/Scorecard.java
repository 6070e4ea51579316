package dev.vitals.job.refine;

import dev.vitals.stats.Estimate;
import dev.vitals.stats.StandardisedRatio;
import dev.vitals.stats.WeightedShare;
import dev.vitals.stats.WilsonInterval;
import java.util.List;

/**
 * Puts intervals on what moderators did in a week, so that nobody is ranked by chance.
 *
 * <p>The ratio of decisions to expected ones varies more between people than counts would: its interval is widened by how
 * much more it does among all moderators of the week. Accuracy and overturn rate take a person's decisions as
 * independent of each other.
 */
final class Scorecard {
    private Scorecard() {}

    /**
     * What one moderator did.
     *
     * @param throughput decisions and what was to be expected
     * @param audits audited decisions, correct ones positive
     * @param reversed reversed decisions among those that were judged on appeal
     */
    record Work(StandardisedRatio.Work throughput, WeightedShare.State audits, long reversed, long judged) {}

    /** The three figures of one moderator. */
    record Figures(Estimate throughput, Estimate accuracy, Estimate overturns) {}

    /** The figures of all moderators of a week, in their order. */
    static List<Figures> of(List<Work> week) {
        double dispersion =
                StandardisedRatio.dispersion(week.stream().map(Work::throughput).toList());
        StandardisedRatio ratio = StandardisedRatio.withDefaults().withDispersion(dispersion);
        return week.stream()
                .map(work -> new Figures(
                        ratio.estimate(work.throughput()),
                        WeightedShare.withDefaults().estimate(work.audits()),
                        WilsonInterval.withDefaults().estimate(work.reversed(), work.judged())))
                .toList();
    }
}
