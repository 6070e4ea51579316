package dev.vitals.cli.coverage;

import dev.vitals.cli.coverage.Family.Claim;
import dev.vitals.cli.coverage.Family.Limits;
import dev.vitals.stats.DelayTriangle;
import dev.vitals.stats.DelayedLabels;
import dev.vitals.stats.WilsonInterval;
import java.time.LocalDate;
import java.util.List;

/** Shares of which a part is known only later: what last week's appeal rate will be once all appeals have come. */
final class Appeals {
    private static final LocalDate AS_OF = LocalDate.of(2026, 4, 30);
    private static final int DAYS = 84;
    private static final int MATURE_AFTER = 28;
    private static final int WEEK = 7;
    private static final double SHARE = 0.08;
    private static final double BETWEEN_DAYS = 0.15;
    private static final double MEDIAN_DELAY = 3;
    private static final double SIGMA_DELAY = 1;

    private Appeals() {}

    static List<Family> all() {
        return List.of(Appeals::lastWeek);
    }

    /** The truth is what comes of this very week, so that the interval is one of prediction. */
    private static List<Claim> lastWeek(Chance chance) {
        DelayTriangle.Builder triangle = DelayTriangle.builder();
        LocalDate monday = AS_OF.minusDays(WEEK - 1L);
        long cases = 0;
        long soFar = 0;
        long inTheEnd = 0;
        for (int age = DAYS - 1; age >= 0; age--) {
            LocalDate day = AS_OF.minusDays(age);
            int actions = chance.poisson(150);
            triangle.addCases(day, actions);
            int appeals = chance.binomial(actions, chance.probability(SHARE, BETWEEN_DAYS));
            boolean isLastWeek = !day.isBefore(monday);
            cases += isLastWeek ? actions : 0;
            for (int i = 0; i < appeals; i++) {
                int delay = (int) (MEDIAN_DELAY * Math.exp(SIGMA_DELAY * chance.normal()));
                if (delay <= MATURE_AFTER) {
                    triangle.addLabels(day, delay, 1);
                    inTheEnd += isLastWeek ? 1 : 0;
                    soFar += isLastWeek && delay <= age ? 1 : 0;
                }
            }
        }
        Limits ours = Shares.limits(DelayedLabels.within(MATURE_AFTER)
                .estimate(triangle.build(), AS_OF)
                .share(monday, AS_OF));
        Limits usual = Shares.limits(WilsonInterval.withDefaults().estimate(soFar, cases));
        return List.of(
                new Claim("late appeals, last week", "appeal_rate expected", (double) inTheEnd / cases, ours, usual));
    }
}
