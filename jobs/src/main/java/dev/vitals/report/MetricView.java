package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.kpi.KpiDefinition;
import java.util.Optional;

/**
 * What a page needs to know of a metric of a test.
 *
 * @param title a few words
 * @param unit share, seconds, or a plural noun phrase
 * @param least units of an arm below which its numbers are hidden
 * @param definition where it is defined; empty where nobody has written that down
 */
record MetricView(String title, String unit, long least, Optional<String> definition) {
    /**
     * A metric that is a KPI.
     *
     * @param definition where the KPI is defined
     */
    static MetricView ofKpi(Experiment test, String metric, KpiView kpi, String definition) {
        return new MetricView(
                metric.equals(kpi.id()) ? kpi.title() : words(metric),
                test.perUnit().contains(metric) ? perUnit(test, kpi) : kpi.unit(),
                Gate.leastUnits(kpi.minDenominator(), test.spec().unit()),
                Optional.of(definition));
    }

    /** The unit of a total by unit, which is a quotient whatever the KPI is. */
    private static String perUnit(Experiment test, KpiView kpi) {
        return kpi.sumsSeconds("numerator")
                ? "seconds"
                : "number per " + ExperimentView.noun(test.spec().unit());
    }

    /** A metric that only the test's file knows. */
    static MetricView ofFile(Metric metric, Unit unit) {
        return new MetricView(
                words(metric.id()),
                switch (metric.statistic()) {
                    case SHARE, WEIGHTED_SHARE, DELAYED_SHARE -> "share";
                    case MEAN, DISTINCT -> "number per " + ExperimentView.noun(unit);
                    case RATIO, RATE -> "number per one of the denominator";
                    case QUANTILE -> "number";
                    case TIME_TO_EVENT -> "seconds";
                },
                Gate.leastUnits(KpiDefinition.USUAL_MIN_DENOMINATOR, unit),
                Optional.empty());
    }

    private static String words(String id) {
        return Format.capital(id.replace('_', ' '));
    }
}
