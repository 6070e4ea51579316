package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.Analysis.Lift;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.Metric.KpiUse;
import java.util.List;

/** What can't be had together: rather an error than a setting that is passed over. */
final class SpecLimits {
    private SpecLimits() {}

    static void require(YamlMap root, ExperimentSpec spec) {
        List<YamlMap> maps = root.maps("metrics");
        for (int i = 0; i < spec.metrics().size(); i++) {
            Metric metric = spec.metrics().get(i);
            if (hasPast(spec, metric)
                    && isStratified(spec)
                    && metric.statistic().isRatio()) {
                throw maps.get(i)
                        .error(metric.id() + " has a past that can't be taken out of a ratio within strata;"
                                + " leave out its past_days, covariates or covariate.");
            }
        }
        boolean isPlain = !spec.isClustered()
                && !isStratified(spec)
                && spec.metrics().stream().noneMatch(metric -> hasPast(spec, metric))
                && !(spec.analysis().design() instanceof Design.Anytime);
        if (spec.analysis().lift() != Lift.DELTA && !isPlain) {
            throw root.error(
                    "lift",
                    "of log_ratio or fieller is for units that are compared as they are, without clusters, strata, a past or"
                            + " an anytime design; leave it out for the delta method.");
        }
    }

    private static boolean isStratified(ExperimentSpec spec) {
        return spec.source().flatMap(UnitSource::stratum).isPresent()
                || spec.schedule()
                        .filter(days -> days.compareBy() == CompareBy.STRATUM)
                        .isPresent()
                || spec.summaries().stream()
                        .anyMatch(summary -> summary.stratum().isPresent());
    }

    private static boolean hasPast(ExperimentSpec spec, Metric metric) {
        int own = metric.statistic().isRatio() ? 2 : 1;
        return metric.measure()
                        .filter(measure -> !measure.covariates().isEmpty())
                        .isPresent()
                || metric.kpi().map(KpiUse::pastDays).orElse(0) > 0
                || spec.summaries().stream()
                        .anyMatch(summary -> summary.metric().equals(metric.id())
                                && summary.means().size() > own);
    }
}
