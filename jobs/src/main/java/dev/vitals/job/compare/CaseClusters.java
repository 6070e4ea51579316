package dev.vitals.job.compare;

import dev.vitals.contract.experiment.Metric;
import dev.vitals.job.compare.Comparison.Clustering;
import dev.vitals.stats.KaplanMeier;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.effect.ClusteredQuantile;
import dev.vitals.stats.effect.ClusteredValue;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is told of the clusters of cases, where whole clusters were assigned. */
final class CaseClusters {
    private CaseClusters() {}

    static Clustering of(Metric metric, ArmCases control, ArmCases treatment) {
        return new Clustering(
                control.independent(),
                treatment.independent(),
                designEffect(metric, control, treatment),
                Optional.empty(),
                OptionalDouble.empty());
    }

    /** Variance by clusters over that of independent cases; empty of labels that come late, and where nothing varies. */
    private static OptionalDouble designEffect(Metric metric, ArmCases control, ArmCases treatment) {
        double clustered = clustered(metric, control) + clustered(metric, treatment);
        double independent = independent(control) + independent(treatment);
        return clustered > 0 && independent > 0 ? OptionalDouble.of(clustered / independent) : OptionalDouble.empty();
    }

    private static double clustered(Metric metric, ArmCases arm) {
        Optional<ClusteredValue> value = Optional.empty();
        if (arm instanceof ArmCases.Times times) {
            value = CaseComparison.mean(times);
        } else if (arm instanceof ArmCases.Values values) {
            value = CaseComparison.quantile(metric, values);
        }
        return value.map(ClusteredValue::variance).orElse(Double.NaN);
    }

    private static double independent(ArmCases arm) {
        OptionalDouble error = OptionalDouble.empty();
        if (arm instanceof ArmCases.Times times) {
            TimeHistogram.Builder all = TimeHistogram.builder();
            times.groups().forEach(all::merge);
            error = KaplanMeier.withDefaults()
                    .estimate(all.build())
                    .restrictedMean(times.horizonSeconds())
                    .standardError();
        } else if (arm instanceof ArmCases.Values values) {
            error = OptionalDouble.of(ClusteredQuantile.errorOfIndependent(values.lower(), values.upper()));
        }
        return error.isPresent() ? error.getAsDouble() * error.getAsDouble() : Double.NaN;
    }
}
