package dev.vitals.cli.coverage;

import dev.vitals.cli.coverage.Family.Claim;
import dev.vitals.cli.coverage.Family.Limits;
import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.KpiState;
import dev.vitals.stats.LabelPatterns;
import dev.vitals.stats.WilsonInterval;
import java.util.ArrayList;
import java.util.List;

/** Agreement of raters who now and then take what breaks the rules for harmless, or the other way round. */
final class Raters {
    private static final String AGREEMENT = "rater_agreement";
    private static final int ITEMS = 400;

    private final KpiCatalogue kpis;

    Raters(KpiCatalogue kpis) {
        this.kpis = kpis;
    }

    List<Family> all() {
        return List.of(
                chance -> agreement(chance, "agreement of two or three raters", new Items(0.3, 0.9, 0.95)),
                chance -> agreement(chance, "agreement on rare violations", new Items(0.06, 0.95, 0.99)));
    }

    /**
     * What is labelled, and how well.
     *
     * @param violating share of the items that break the rules
     * @param sensitivity share of raters who see that an item breaks the rules
     * @param specificity share of raters who see that an item does not
     */
    private record Items(double violating, double sensitivity, double specificity) {
        /** How often two raters of an item say different things. */
        double apart() {
            return 2 * violating * sensitivity * (1 - sensitivity)
                    + 2 * (1 - violating) * specificity * (1 - specificity);
        }

        /** How often two labels of any items differ. */
        double apartByChance() {
            double positive = violating * sensitivity + (1 - violating) * (1 - specificity);
            return 2 * positive * (1 - positive);
        }
    }

    private List<Claim> agreement(Chance chance, String family, Items items) {
        LabelPatterns patterns = LabelPatterns.EMPTY;
        int pairs = 0;
        int agreeing = 0;
        for (int i = 0; i < ITEMS; i++) {
            boolean isViolating = chance.happens(items.violating());
            double positive = isViolating ? items.sensitivity() : 1 - items.specificity();
            List<String> labels = new ArrayList<>();
            int raters = chance.happens(0.75) ? 2 : 3;
            for (int rater = 0; rater < raters; rater++) {
                labels.add(chance.happens(positive) ? "false_negative" : "correct");
            }
            patterns = patterns.merge(LabelPatterns.ofUnit(labels));
            pairs++;
            agreeing += labels.get(0).equals(labels.get(1)) ? 1 : 0;
        }
        List<KpiEstimate> ours = Estimates.of(kpis.kpi(AGREEMENT), Evidence.of(new KpiState.Patterns(patterns)));
        Limits usual = Shares.limits(WilsonInterval.withDefaults().estimate(agreeing, pairs));
        double alpha = 1 - items.apart() / items.apartByChance();
        return List.of(
                new Claim(family, AGREEMENT + " alpha", alpha, Shares.limits(ours.get(0)), null),
                new Claim(family, AGREEMENT + " raw", 1 - items.apart(), Shares.limits(ours.get(1)), usual));
    }
}
