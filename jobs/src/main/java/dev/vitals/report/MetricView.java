package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.kpi.KpiDefinition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page needs to know of a metric of a test.
 *
 * @param title a few words
 * @param unit share, seconds, or a plural noun phrase
 * @param least units, or cases, of an arm below which its numbers are hidden
 * @param leastAssigned units assigned to an arm below which they are hidden as well; 0 where units are counted
 * @param isOverDenominator whether it is one total over another, so that not every unit need have any of the latter
 * @param definition where it is defined; empty where nobody has written that down
 */
record MetricView(
        String title,
        String unit,
        long least,
        long leastAssigned,
        boolean isOverDenominator,
        Optional<String> definition) {
    /** As in reports per 1,000 messages. */
    private static final Pattern PER = Pattern.compile(" per [0-9,]+ (.+)$");

    /**
     * A metric that is a KPI.
     *
     * @param definition where the KPI is defined
     */
    static MetricView ofKpi(Experiment test, Metric metric, KpiView kpi, Optional<String> definition) {
        String title = metric.id().equals(kpi.id()) ? kpi.title() : words(metric.id());
        return of(
                test.spec(),
                metric,
                titleOfMean(title, kpi.restrictedMeanHours()),
                test.perUnit().contains(metric.id()) ? perUnit(test, kpi) : kpi.unit(),
                kpi.minDenominator(),
                metric.statistic().isRatio() && !test.perUnit().contains(metric.id()),
                definition);
    }

    private static String perUnit(Experiment test, KpiView kpi) {
        return KpiDefinition.unitPer(ExperimentView.noun(test.spec().unit()), kpi.sumsSeconds("numerator"));
    }

    /** A metric that only the test's file knows. */
    static MetricView ofFile(ExperimentSpec spec, Metric metric) {
        Optional<String> hours = metric.cases()
                .filter(Metric.Times.class::isInstance)
                .map(times -> String.valueOf(((Metric.Times) times).horizonHours()));
        return of(
                spec,
                metric,
                titleOfMean(words(metric.id()), hours),
                unit(metric.statistic(), spec.unit()),
                KpiDefinition.USUAL_MIN_DENOMINATOR,
                metric.statistic().isRatio(),
                Optional.empty());
    }

    private static String unit(Statistic statistic, Unit unit) {
        return switch (statistic) {
            case SHARE, WEIGHTED_SHARE, DELAYED_SHARE -> "share";
            case MEAN, DISTINCT -> "number per " + ExperimentView.noun(unit);
            case RATIO, RATE -> "number per one of the denominator";
            case QUANTILE -> "number";
            case TIME_TO_EVENT -> "seconds";
        };
    }

    /**
     * Cases are counted as their KPI counts them. That many may be those of one channel, so that as many units are asked for as
     * of any other metric; clusters of people are no people, and their number says nothing of that.
     */
    private static MetricView of(
            ExperimentSpec spec,
            Metric metric,
            String title,
            String unit,
            long minDenominator,
            boolean isOverDenominator,
            Optional<String> definition) {
        long units = Gate.leastUnits(minDenominator, spec.unit());
        if (!metric.statistic().isOfCases()) {
            return new MetricView(title, unit, units, 0, isOverDenominator, definition);
        }
        boolean isOfUnits = spec.unit() == Unit.CHANNEL || !spec.isClustered();
        return new MetricView(title, unit, minDenominator, isOfUnits ? units : 0, false, definition);
    }

    /** What its denominator counts, such as messages, where the unit says so by how many of them it is told. */
    Optional<String> denominator() {
        Matcher per = PER.matcher(unit);
        return per.find() ? Optional.of(per.group(1)) : Optional.empty();
    }

    /** Whether what a row shows of the metric may be told. */
    boolean isShown(ReadoutRow row) {
        return row.leastUnits() >= least && row.leastAssigned() >= leastAssigned;
    }

    private static String titleOfMean(String title, Optional<String> hours) {
        return hours.map(until -> title + ", mean up to " + until + " h").orElse(title);
    }

    private static String words(String id) {
        return Format.capital(id.replace('_', ' '));
    }
}
