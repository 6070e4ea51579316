package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.vitals.job.compare.Readouts.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Metrics of a test that become final one after the other. */
class FamilyTest {
    private static final double ALPHA = 0.05;
    private static final int UNITS = 1_000;

    private static Analysis analysis(Correction correction) {
        return new Analysis(
                ALPHA, Analysis.Sides.TWO, correction, 0.5, Lift.DELTA, new Design.Fixed(), Optional.empty());
    }

    private static Metric metric(String id, Role role) {
        return Metric.of(id, role, Statistic.MEAN, GoodWhen.HIGHER, OptionalDouble.empty(), Optional.empty());
    }

    private static TestedMetric tested(int place, double p) {
        return new TestedMetric(
                null,
                metric("m" + place, place < 2 ? Role.PRIMARY : Role.SECONDARY),
                null,
                0,
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p));
    }

    private static Family family(Correction correction, double[] pValues, IntPredicate isFinal) {
        List<TestedMetric> tests = new ArrayList<>();
        for (int i = 0; i < pValues.length; i++) {
            tests.add(tested(i, pValues[i]));
        }
        return new Family(analysis(correction), tests, isFinal);
    }

    /** What is said once is what is said in the end, whatever those that waited become. */
    @ParameterizedTest
    @EnumSource(Correction.class)
    void whatIsSettledEarlyStays(Correction correction) {
        Random random = new Random(correction.ordinal());
        int early = 0;
        for (int round = 0; round < 3_000; round++) {
            int known = random.nextInt(1 << 5);
            double[] now = pValues(random);
            double[] last = pValues(random);
            for (int i = 0; i < now.length; i++) {
                last[i] = (known >> i & 1) == 1 ? now[i] : last[i];
            }
            Family before = family(correction, now, i -> (known >> i & 1) == 1);
            double[] end = family(correction, last, i -> true).adjusted();
            double[] adjusted = before.adjusted();
            double[] least = before.least();
            for (int i = 0; i < now.length; i++) {
                if ((known >> i & 1) == 1 && !Double.isNaN(now[i])) {
                    boolean isCalled = adjusted[i] <= ALPHA;
                    boolean isHopeless = least[i] > ALPHA;
                    early += isCalled || isHopeless ? 1 : 0;
                    assertThat(isCalled && isHopeless).isFalse();
                    assertThat(isCalled && end[i] > ALPHA).as("called").isFalse();
                    assertThat(isHopeless && end[i] <= ALPHA).as("given up").isFalse();
                }
            }
        }
        assertThat(early).isGreaterThan(2_000);
    }

    /** Many small ones, ties, and tests that failed. */
    private static double[] pValues(Random random) {
        double[] pValues = new double[5];
        for (int i = 0; i < pValues.length; i++) {
            double u = random.nextDouble();
            pValues[i] = random.nextInt(12) == 0 ? Double.NaN : random.nextInt(4) == 0 ? 0.02 : u * u * u;
        }
        return pValues;
    }

    /** An error is 0.0447: 0.2 is 4.5 of them, 0.095 is 2.1 with p = 0.034, 0.05 is 1.1. By Holm of two p may be 0.025. */
    @ParameterizedTest(name = "of a difference of {0}: {1} while the other metric waits")
    @CsvSource({"0.2, better", "0.095, others_not_mature", "0.05, not_shown"})
    void aMetricIsJudgedAsSoonAsTheOthersCanNotChangeIt(double difference, String verdict) {
        Metric messages = metric("messages", Role.PRIMARY);
        Metric appeals = metric("appeals", Role.SECONDARY);
        List<Summary> summaries = new ArrayList<>();
        for (Metric metric : List.of(messages, appeals)) {
            summaries.add(summary("a", metric, 5));
            summaries.add(summary("b", metric, 5 + difference));
        }
        ExperimentSpec spec = new ExperimentSpec(
                "e",
                "h",
                "o",
                Unit.USER,
                List.of(
                        new Variant("a", .5, true, OptionalLong.of(UNITS)),
                        new Variant("b", .5, false, OptionalLong.of(UNITS))),
                analysis(Correction.HOLM),
                List.of(messages, appeals),
                Optional.empty(),
                Optional.empty(),
                summaries);

        Readout readout = Readouts.of(
                spec,
                ExperimentData.ofSummaries(spec),
                metric -> metric == messages ? Standing.FINAL : Standing.NOT_MATURE);

        assertThat(readout.effects()).extracting(effect -> effect.verdict()).containsExactly(verdict, "not_mature");
    }

    private static Summary summary(String variant, Metric metric, double mean) {
        return new Summary(
                variant, metric.id(), Optional.empty(), Optional.empty(), UNITS, List.of(mean), List.of(1.0));
    }
}
