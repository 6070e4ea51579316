package dev.vitals.warehouse;

import dev.vitals.job.compare.Readout;
import dev.vitals.job.compare.Readout.Belief;
import dev.vitals.job.compare.Readout.Clusters;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.Readout.MetricEffect;
import dev.vitals.job.compare.Readout.Past;
import dev.vitals.job.compare.Readout.Times;
import dev.vitals.kpi.KpiDefinition;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Readouts of tests as rows of gold. */
final class ReadoutRows {
    private ReadoutRows() {}

    /**
     * What a row says beside the effect.
     *
     * @param perEvent what one event adds to the numerator of a rate, such as 1,000
     * @param controlAssigned units assigned to the control, or clusters
     * @param labelAge days by which labels are compared; null where all that is known counts
     * @param maturedShare part of the unit days that can no longer change
     */
    record Context(
            KpiDefinition kpi,
            double perEvent,
            long controlAssigned,
            Integer labelAge,
            double maturedShare,
            LocalDate night,
            Instant now) {}

    /** A row in the order of the contract's columns. */
    static Row row(Readout readout, MetricEffect effect, Context context) {
        return RowFactory.create(
                readout.experiment(),
                effect.metric(),
                context.kpi().id(),
                context.kpi().version(),
                effect.variant(),
                effect.role(),
                Date.valueOf(context.night()),
                context.controlAssigned(),
                readout.assigned().get(effect.variant()),
                effect.controlUnits(),
                effect.treatmentUnits(),
                effect.controlCounted(),
                effect.treatmentCounted(),
                effect.countedPValue(),
                effect.control(),
                effect.treatment(),
                of(effect.difference(), Interval::value),
                of(effect.difference(), Interval::lower),
                of(effect.difference(), Interval::upper),
                of(effect.difference(), Interval::standardError),
                of(effect.lift(), Interval::value),
                of(effect.lift(), Interval::lower),
                of(effect.lift(), Interval::upper),
                of(effect.difference(), Interval::confidence),
                effect.method(),
                effect.pValue(),
                effect.adjustedPValue(),
                effect.margin(),
                of(effect.belief(), Belief::chanceToWin),
                of(effect.past(), Past::correlation),
                of(effect.past(), Past::varianceRatio),
                of(effect.past(), Past::imbalancePValue),
                effect.strata(),
                of(effect.clusters(), Clusters::control),
                of(effect.clusters(), Clusters::treatment),
                of(effect.clusters(), Clusters::degreesOfFreedom),
                of(effect.clusters(), Clusters::designEffect),
                of(effect.clusters(), Clusters::permutationPValue),
                effect.dispersion() == null ? null : effect.dispersion() / context.perEvent(),
                of(effect.times(), Times::controlOpen),
                of(effect.times(), Times::treatmentOpen),
                of(effect.times(), Times::speedRatio),
                of(effect.times(), Times::logRankPValue),
                context.labelAge(),
                context.maturedShare(),
                readout.sampleRatioPValue(),
                readout.isSplitAsPlanned(),
                readout.crossoverUnits(),
                readout.crossoverClusters(),
                effect.verdict(),
                effect.verdictInWords(),
                Timestamp.from(context.now()));
    }

    /** A part of what may not be there. */
    private static <T, V> V of(T whole, Function<T, V> part) {
        return whole == null ? null : part.apply(whole);
    }
}
