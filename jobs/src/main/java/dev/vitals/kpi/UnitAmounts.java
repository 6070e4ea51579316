package dev.vitals.kpi;

import dev.vitals.kpi.Moments.Count;
import dev.vitals.kpi.Moments.Mean;
import dev.vitals.kpi.Moments.MeanOfSums;
import dev.vitals.kpi.Moments.Rate;
import dev.vitals.kpi.Moments.Ratio;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a row of a fact table adds to the unit of a test, or to the channel, that it belongs to, as whole numbers in SQL that are never null, so that
 * the order of rows leaves no trace.
 *
 * @param numerator of the row
 * @param numeratorFactor what a sum of numerators is multiplied by
 * @param denominator of the row; empty of a count, whose denominator is the unit itself
 * @param denominatorFactor what a sum of denominators is multiplied by
 */
public record UnitAmounts(
        String numerator, double numeratorFactor, Optional<String> denominator, double denominatorFactor) {
    /** The amounts of a statistic that is one total over another; empty of quantiles, times to an event and the like. */
    public static Optional<UnitAmounts> of(Statistic statistic) {
        if (statistic instanceof Count count) {
            return Optional.of(new UnitAmounts(known(count.sums().get(0)), 1, Optional.empty(), 1));
        }
        if (!(statistic instanceof Moments moments)) {
            return Optional.empty();
        }
        return moments.clusterAmounts().map(amounts -> {
            List<String> lanes = amounts.sums();
            // A weighted share counts its rows first.
            int first = lanes.size() > 2 ? 1 : 0;
            return new UnitAmounts(
                    known(lanes.get(first)),
                    per(moments).doubleValue() / amounts.numeratorUnit(),
                    Optional.of(known(lanes.get(first + 1))),
                    1 / amounts.denominatorUnit());
        });
    }

    /** The amounts of a KPI on a day that is final: what follows a row counts as long as the KPI waits for it. */
    public static Optional<UnitAmounts> ofFinalDay(KpiDefinition kpi) {
        String end = "CAST(DATE_ADD(%s, %d) AS TIMESTAMP)".formatted(kpi.anchorDate(), kpi.matureAfterDays() + 1);
        return of(kpi.statistic().withFollowUpEnd(end));
    }

    /** The amounts of a KPI whose labels come late on a day that is so old: labels count that came in so many days. */
    public static UnitAmounts atAge(KpiDefinition kpi, int labelAge) {
        String end = "CAST(DATE_ADD(%s, %d) AS TIMESTAMP)".formatted(kpi.anchorDate(), labelAge + 1);
        return of(kpi.statistic().withFollowUpEnd(end))
                .orElseThrow()
                .labelledBefore(kpi.clusters().flatMap(Clusters::labelAt).orElseThrow(), end);
    }

    /** The same, of which a numerator counts only where its label came in time. */
    UnitAmounts labelledBefore(String labelAt, String end) {
        return new UnitAmounts(
                "CASE WHEN (%s) < %s THEN %s ELSE 0L END".formatted(labelAt, end, numerator),
                numeratorFactor,
                denominator,
                denominatorFactor);
    }

    private static BigDecimal per(Moments moments) {
        if (moments instanceof Rate rate) {
            return rate.per();
        }
        if (moments instanceof Ratio ratio) {
            return ratio.per();
        }
        if (moments instanceof Mean mean) {
            return inverse(mean.scale());
        }
        return moments instanceof MeanOfSums mean ? inverse(mean.scale()) : BigDecimal.ONE;
    }

    private static BigDecimal inverse(BigDecimal scale) {
        return BigDecimal.valueOf(1 / scale.doubleValue());
    }

    private static String known(String lane) {
        return "COALESCE((%s), 0L)".formatted(lane);
    }
}
