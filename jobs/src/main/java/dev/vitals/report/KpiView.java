package dev.vitals.report;

import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiDefinition.GoodWhen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report needs to know of a KPI's definition.
 *
 * @param id noun phrase with underscores
 * @param version version of the definition
 * @param title a few words, for headings
 * @param question the question that it answers
 * @param definition how it is computed: what is fixed, to its text, in reading order
 * @param statistic count, share, rate, mean, ratio, weighted_share, time_to_event, quantile, distinct, concentration or agreement
 * @param unit share, seconds, or a plural noun phrase
 * @param goodWhen which way is better
 * @param estimates names of its estimates, the leading one first
 * @param targets wanted values by estimate
 * @param minDenominator observations below which a cell is hidden
 * @param matureAfterDays days after which only late data can move it
 * @param owner who answers for it
 * @param caveats what a reader must know before using it
 */
public record KpiView(
        String id,
        int version,
        String title,
        String question,
        Map<String, String> definition,
        String statistic,
        String unit,
        GoodWhen goodWhen,
        List<String> estimates,
        Map<String, Double> targets,
        long minDenominator,
        int matureAfterDays,
        String owner,
        List<String> caveats) {
    /** Part of the definition that says which days a period takes in. */
    public static final String PERIOD = "a period takes in";

    /** A period of a stock is its last day. */
    public static final String LAST = "its last day";

    public KpiView {
        if (estimates.isEmpty()) {
            throw new IllegalArgumentException("KPI " + id + " names no estimate; a report needs at least one.");
        }
        definition = new LinkedHashMap<>(definition);
        estimates = List.copyOf(estimates);
        targets = Map.copyOf(targets);
        caveats = List.copyOf(caveats);
    }

    /** Hours that the mean of a time to an event is of; empty of others. */
    Optional<String> restrictedMeanHours() {
        return Optional.ofNullable(definition.get("restricted_mean_hours"));
    }

    /** Whether this part of a ratio, its numerator or its denominator, is a sum of seconds. */
    boolean sumsSeconds(String part) {
        return statistic.equals("ratio") && definition.getOrDefault(part, "").endsWith("seconds");
    }

    /** The view of a definition. */
    public static KpiView of(KpiDefinition kpi) {
        Map<String, String> definition = new LinkedHashMap<>();
        definition.put("from", kpi.from());
        definition.put("anchor", kpi.anchorDate());
        definition.put("statistic", kpi.statistic().word());
        definition.putAll(kpi.statistic().parts());
        definition.put(PERIOD, kpi.periodMerge() == KpiDefinition.PeriodMerge.LAST ? LAST : "all days");
        Map<String, Double> targets = new LinkedHashMap<>();
        kpi.targets().forEach((estimate, target) -> targets.put(estimate, target.doubleValue()));
        return new KpiView(
                kpi.id(),
                kpi.version(),
                kpi.title(),
                kpi.question(),
                definition,
                kpi.statistic().word(),
                kpi.unit(),
                kpi.goodWhen(),
                kpi.estimates(),
                targets,
                kpi.minDenominator(),
                kpi.matureAfterDays(),
                kpi.owner(),
                kpi.caveats());
    }

    /**
     * Young and old days differ by what can still happen to them, not by late data alone. Durations count open cases in,
     * and compare at any age.
     */
    boolean isFollowedUp() {
        return matureAfterDays > KpiDefinition.LATE_DAYS && !statistic.equals("time_to_event");
    }

    /** What there is at the end of a day, not what happened in it. */
    boolean isStock() {
        return LAST.equals(definition.get(PERIOD));
    }

    /** The estimate that headlines and charts show. */
    String leading() {
        return estimates.get(0);
    }

    /** The wanted value of an estimate, or null. */
    Double target(String estimate) {
        return targets.get(estimate);
    }

    /** Title with the estimate, such as "Time to resolution, median". */
    String titleOf(String estimate) {
        return estimate.equals("value") ? title : title + ", " + label(estimate);
    }

    /** Unit of an estimate: shares of a duration's kinds of end are shares. */
    String unitOf(String estimate) {
        return estimate.startsWith("share_") ? "share" : unit;
    }

    private static String label(String estimate) {
        if (estimate.equals("p50")) {
            return "median";
        }
        if (estimate.equals("gini")) {
            return "Gini's coefficient";
        }
        if (estimate.equals("max")) {
            return "longest";
        }
        if (estimate.matches("p\\d+(_\\d+)?")) {
            return estimate.substring(1).replace('_', '.') + "th percentile";
        }
        if (estimate.matches("mean_\\d+h")) {
            return "mean up to " + estimate.substring(5, estimate.length() - 1) + " h";
        }
        return estimate.replace('_', ' ');
    }
}
