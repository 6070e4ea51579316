package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.stats.sequential.SequentialSampleRatio;
import java.util.OptionalDouble;

/** How units are to be split, and when they are taken not to be. */
final class PlannedSplit {
    /** Below this, uneven arms are not taken for chance; a test has it looked at every day. */
    static final double LEAST = 0.001;

    /** Set before any cluster is seen: of 20 to 200 it calls the least uneven splits, see {@link SequentialSampleRatio}. */
    private static final double CLUSTERS = 10;

    private PlannedSplit() {}

    /** The test of arms with these weights on all nights together, before any unit. */
    static SequentialSampleRatio of(ExperimentSpec spec, double... weights) {
        SequentialSampleRatio ratio = SequentialSampleRatio.of(weights);
        boolean isClustered = spec.schedule()
                .map(Schedule::compareBy)
                .filter(CompareBy.CLUSTER::equals)
                .isPresent();
        return isClustered ? ratio.withConcentration(CLUSTERS) : ratio;
    }

    /**
     * How far the control's share of so many units, or clusters, may be from its weight, either way, before a single look calls
     * it uneven; empty where no split of so few is.
     */
    static OptionalDouble uneven(ExperimentSpec spec, long units) {
        double weight = spec.control().weight();
        SequentialSampleRatio ratio = of(spec, weight, 1 - weight);
        long planned = Math.round(units * weight);
        OptionalDouble more = called(ratio, units, planned, units);
        OptionalDouble fewer = called(ratio, units, planned, 0);
        return more.isPresent() && fewer.isPresent()
                ? OptionalDouble.of(Math.max(more.getAsDouble() - weight, weight - fewer.getAsDouble()))
                : OptionalDouble.empty();
    }

    /** The share nearest to the planned one that is called, between that and the last. */
    private static OptionalDouble called(SequentialSampleRatio ratio, long units, long planned, long last) {
        if (!isCalled(ratio, units, last)) {
            return OptionalDouble.empty();
        }
        long near = planned;
        long far = last;
        while (Math.abs(far - near) > 1) {
            long middle = (near + far) / 2;
            if (isCalled(ratio, units, middle)) {
                far = middle;
            } else {
                near = middle;
            }
        }
        return OptionalDouble.of((double) far / units);
    }

    private static boolean isCalled(SequentialSampleRatio ratio, long units, long control) {
        return ratio.with(control, units - control).pValue() < LEAST;
    }
}
