package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.experiment.Analysis;
import dev.vitals.contract.experiment.Analysis.Correction;
import dev.vitals.contract.experiment.Analysis.Lift;
import dev.vitals.contract.experiment.Design;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.contract.experiment.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Readouts of metrics that are made of cases, from counts of them. */
class CaseReadoutsTest {
    private static ExperimentSpec spec(Metric metric, List<Summary> summaries) {
        return new ExperimentSpec(
                "e",
                "h",
                "o",
                Unit.USER,
                List.of(
                        new Variant("a", .5, true, OptionalLong.of(100)),
                        new Variant("b", .5, false, OptionalLong.of(100))),
                new Analysis(
                        0.05,
                        Analysis.Sides.TWO,
                        Correction.HOLM,
                        0.5,
                        Lift.DELTA,
                        new Design.Fixed(),
                        Optional.empty()),
                List.of(metric),
                Optional.empty(),
                Optional.empty(),
                summaries);
    }

    /** Of 200 cases a half ends after an hour or two, and a half is open after forty: within thirty 15.5 and 16 hours. */
    @Test
    void countsOfTimesAreCompared() {
        Metric metric = timeOpen();
        Readout readout = Readouts.of(spec(metric, List.of(times("a", metric, 3600), times("b", metric, 7200))));

        Readout.MetricEffect effect = readout.effects().get(0);
        assertThat(effect.control()).isCloseTo(3600 * 15.5, within(3600 * .3));
        assertThat(effect.treatment()).isCloseTo(3600 * 16.0, within(3600 * .3));
        assertThat(effect.controlUnits()).isEqualTo(200);
        assertThat(effect.times().controlOpen()).isEqualTo(100);
        assertThat(effect.verdict()).isEqualTo("not_shown");
    }

    /** Six channels an arm whose cases all take as long as their channel makes them: only channels are independent. */
    @Test
    void clustersOfCasesAreTold() {
        Metric metric = timeOpen();
        List<Summary> summaries = new ArrayList<>();
        for (int channel = 1; channel <= 12; channel++) {
            summaries.add(new Summary(
                    channel % 2 == 0 ? "a" : "b",
                    "t",
                    Optional.empty(),
                    Optional.of("c" + channel),
                    50,
                    List.of(),
                    List.of(),
                    List.of(new Summary.TimeCount(3600 * (1 + channel % 6), 50, 0))));
        }

        Readout.MetricEffect effect =
                Readouts.of(spec(metric, summaries)).effects().get(0);

        assertThat(effect.clusters().control()).isEqualTo(6);
        assertThat(effect.clusters().treatment()).isEqualTo(6);
        assertThat(effect.clusters().degreesOfFreedom()).isBetween(9.0, 10.0);
        // Fifty cases that are one, and six channels of which five are free: 50 * 6 / 5.
        assertThat(effect.clusters().designEffect()).isCloseTo(60, within(1.0));
        assertThat(effect.clusters().channelAverage()).isNull();
    }

    /** Open within thirty hours. */
    private static Metric timeOpen() {
        return new Metric(
                "t",
                Role.PRIMARY,
                Statistic.TIME_TO_EVENT,
                GoodWhen.LOWER,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of(new Metric.Times("seconds", "ended", 30)),
                Optional.empty());
    }

    private static Summary times(String variant, Metric metric, long seconds) {
        return new Summary(
                variant,
                metric.id(),
                Optional.empty(),
                Optional.empty(),
                200,
                List.of(),
                List.of(),
                List.of(new Summary.TimeCount(seconds, 100, 0), new Summary.TimeCount(40 * 3600, 0, 100)));
    }
}
