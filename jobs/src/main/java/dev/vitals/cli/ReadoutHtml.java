package dev.vitals.cli;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.job.compare.Readout;
import dev.vitals.job.compare.Readout.Belief;
import dev.vitals.job.compare.Readout.Clusters;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.Readout.MetricEffect;
import dev.vitals.job.compare.Readout.Past;
import dev.vitals.report.ReadoutPage;
import dev.vitals.report.ReadoutRow;
import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Chances;
import dev.vitals.report.ReadoutRow.Health;
import dev.vitals.report.ReadoutRow.Labels;
import dev.vitals.report.ReadoutRow.Range;
import dev.vitals.report.ReadoutRow.Split;
import dev.vitals.report.ReadoutRow.Times;
import java.util.function.Function;

/** Hands what a readout says to its page. */
final class ReadoutHtml {
    private ReadoutHtml() {}

    static String of(ExperimentSpec spec, Readout readout) {
        return ReadoutPage.of(
                spec,
                readout.effects().stream()
                        .map(effect -> row(spec, readout, effect))
                        .toList());
    }

    private static ReadoutRow row(ExperimentSpec spec, Readout readout, MetricEffect effect) {
        return new ReadoutRow(
                null,
                readout.experiment(),
                effect.metric(),
                null,
                effect.variant(),
                new Arm(
                        readout.assigned().get(spec.control().name()),
                        effect.controlUnits(),
                        effect.controlCounted(),
                        effect.control(),
                        of(effect.clusters(), Clusters::control)),
                new Arm(
                        readout.assigned().get(effect.variant()),
                        effect.treatmentUnits(),
                        effect.treatmentCounted(),
                        effect.treatment(),
                        of(effect.clusters(), Clusters::treatment)),
                range(effect.difference()),
                range(effect.lift()),
                of(effect.difference(), Interval::confidence),
                new Chances(effect.pValue(), effect.adjustedPValue(), of(effect.belief(), Belief::chanceToWin)),
                effect.margin(),
                new Health(
                        of(effect.past(), Past::correlation),
                        of(effect.past(), Past::varianceRatio),
                        of(effect.past(), Past::imbalancePValue),
                        effect.countedPValue(),
                        effect.strata() == null ? null : Long.valueOf(effect.strata()),
                        of(effect.clusters(), Clusters::degreesOfFreedom),
                        of(effect.clusters(), Clusters::designEffect),
                        of(effect.clusters(), Clusters::permutationPValue),
                        effect.dispersion(),
                        of(effect.times(), ReadoutHtml::times),
                        of(effect.labels(), ReadoutHtml::labels),
                        null),
                new Split(
                        readout.sampleRatioPValue(),
                        readout.isSplitAsPlanned(),
                        readout.crossoverUnits(),
                        readout.crossoverClusters()),
                effect.verdict(),
                effect.verdictInWords());
    }

    private static Times times(Readout.Times times) {
        return new Times(times.controlOpen(), times.treatmentOpen(), times.speedRatio(), times.logRankPValue());
    }

    private static Labels labels(Readout.Labels labels) {
        return new Labels(
                labels.age() == null ? null : Long.valueOf(labels.age()),
                labels.controlMatured(),
                labels.treatmentMatured());
    }

    private static Range range(Interval interval) {
        return new Range(of(interval, Interval::value), of(interval, Interval::lower), of(interval, Interval::upper));
    }

    private static <T, R> R of(T what, Function<T, R> part) {
        return what == null ? null : part.apply(what);
    }
}
