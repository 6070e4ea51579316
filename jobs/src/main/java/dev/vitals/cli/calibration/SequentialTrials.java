package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.ArmClusters;
import dev.vitals.stats.effect.ClusterTest;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.SampleRatio;
import dev.vitals.stats.effect.WelchTest;
import dev.vitals.stats.sequential.ConfidenceSequence;
import dev.vitals.stats.sequential.GroupSequential;
import dev.vitals.stats.sequential.LinearModelSequence;
import dev.vitals.stats.sequential.MixtureRatio;
import dev.vitals.stats.sequential.PlannedLooks;
import dev.vitals.stats.sequential.SequentialSampleRatio;
import dev.vitals.stats.sequential.Spending;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Tests that are looked at after every batch: what is ever called, and whether the intervals of all looks hold. */
final class SequentialTrials {
    private static final double EFFECT = 0.15;
    private static final int BATCH = 100;
    private static final int PLANNED = 5;
    private static final int BATCHES = 30;
    private static final PlannedLooks OBRIEN_FLEMING =
            GroupSequential.withDefaults().equalLooks(PLANNED);
    private static final PlannedLooks POCOCK =
            GroupSequential.withDefaults().with(Spending.pocock()).equalLooks(PLANNED);
    private static final PlannedLooks QUADRATIC =
            GroupSequential.withDefaults().with(Spending.power(2)).equalLooks(PLANNED);
    private static final PlannedLooks HWANG_SHIH_DE_CANI =
            GroupSequential.withDefaults().with(Spending.hwangShihDeCani(-4)).equalLooks(PLANNED);
    private static final PlannedLooks ONE_SIDED =
            GroupSequential.withDefaults().with(Alternative.GREATER).equalLooks(PLANNED);
    private static final double[] OBRIEN_FLEMING_LEVELS = OBRIEN_FLEMING.nominalAlphas();
    private static final double[] POCOCK_LEVELS = POCOCK.nominalAlphas();
    private static final int CHANNELS = 20;
    private static final double BETWEEN = 0.3;
    private static final ConfidenceSequence SEQUENCE_OF_CLUSTERS =
            ConfidenceSequence.tunedFor(2L * CHANNELS * 8 * PLANNED);
    private static final Hypothesis NOT_HIGHER = Hypothesis.NO_DIFFERENCE.with(Alternative.GREATER);
    private static final LinearModelSequence OF_MODEL = LinearModelSequence.tunedFor(2L * BATCH * BATCHES);
    private static final ConfidenceSequence SEQUENCE = ConfidenceSequence.tunedFor(2L * BATCH * BATCHES);
    private static final MixtureRatio MIXTURE = MixtureRatio.ofEffects(EFFECT * EFFECT);

    private SequentialTrials() {}

    static List<Trial> all() {
        return List.of(
                SequentialTrials::planned,
                SequentialTrials::anyTime,
                SequentialTrials::clusters,
                SequentialTrials::split,
                SequentialTrials::splitOfClusters);
    }

    /** What was ever called, and whether all intervals so far hold. */
    private static final class Watch {
        private final double truth;
        private boolean isEverCalled;
        private boolean isHeld = true;

        Watch(double truth) {
            this.truth = truth;
        }

        void look(Effect effect) {
            // A plan has no p-value: what it calls is what is outside its interval.
            look(effect, effect.pValue().isPresent() ? Trial.isCalled(effect) : !Trial.holds(effect, 0));
        }

        /** What is called by another level than that of the whole test, is outside an interval of that level. */
        void lookAtLevel(Effect effect) {
            look(effect, !Trial.holds(effect, 0));
        }

        private void look(Effect effect, boolean isCalled) {
            isEverCalled |= isCalled;
            isHeld &= Trial.holds(effect, truth);
        }

        Claim claim(String method, String data, Promise promise) {
            return Claim.called(method, data, promise, isEverCalled).held(isHeld);
        }
    }

    /** Arms that grow. */
    private static final class Arms {
        private final CoMoments.Accumulator control = new CoMoments.Accumulator(1);
        private final CoMoments.Accumulator treatment = new CoMoments.Accumulator(1);

        Effect batch(Chance chance, double effect) {
            for (int i = 0; i < BATCH; i++) {
                control.add(chance.skewed(1));
                treatment.add(effect + chance.skewed(1));
            }
            return WelchTest.withDefaults()
                    .difference(control.state().sample(0), treatment.state().sample(0));
        }
    }

    private static List<Claim> planned(Chance chance, boolean isPlanted) {
        double effect = isPlanted ? EFFECT : 0;
        Arms arms = new Arms();
        Watch obrienFleming = new Watch(effect);
        Watch pocock = new Watch(effect);
        Watch quadratic = new Watch(effect);
        Watch hwangShihDeCani = new Watch(effect);
        Watch oneSided = new Watch(effect);
        Watch usualOneSided = new Watch(effect);
        Watch usual = new Watch(effect);
        for (int look = 1; look <= PLANNED; look++) {
            Effect fixed = arms.batch(chance, effect);
            double value = fixed.value().getAsDouble();
            double error = fixed.standardError().getAsDouble();
            usual.look(fixed);
            obrienFleming.look(OBRIEN_FLEMING.judge(look, value, error, "obrien_fleming"));
            pocock.look(POCOCK.judge(look, value, error, "pocock"));
            quadratic.look(QUADRATIC.judge(look, value, error, "quadratic"));
            hwangShihDeCani.look(HWANG_SHIH_DE_CANI.judge(look, value, error, "hwang_shih_de_cani"));
            oneSided.look(ONE_SIDED.judge(look, value, error, "one_sided"));
            usualOneSided.look(NOT_HIGHER.judge(value, error, fixed.degreesOfFreedom(), "one_sided"));
        }
        String data = "log-normal units, 5 looks, ever called";
        double looked = usual.isEverCalled ? 1 : 0;
        return List.of(
                obrienFleming.claim("O'Brien-Fleming", data, Promise.EXACT).beside("p at each look", looked),
                pocock.claim("Pocock", data, Promise.EXACT).beside("p at each look", looked),
                quadratic.claim("quadratic spending", data, Promise.EXACT).beside("p at each look", looked),
                hwangShihDeCani
                        .claim("Hwang, Shih and de Cani", data, Promise.EXACT)
                        .beside("p at each look", looked),
                oneSided.claim("O'Brien-Fleming, one limit", data, Promise.EXACT)
                        .beside("p at each look", usualOneSided.isEverCalled ? 1 : 0));
    }

    private static List<Claim> anyTime(Chance chance, boolean isPlanted) {
        double effect = isPlanted ? EFFECT : 0;
        Arms arms = new Arms();
        Watch sequence = new Watch(effect);
        Watch mixture = new Watch(effect);
        Watch model = new Watch(effect);
        Watch oneSided = new Watch(effect);
        Watch halfMixture = new Watch(effect);
        Watch usualOneSided = new Watch(effect);
        Watch usual = new Watch(effect);
        for (int batch = 1; batch <= BATCHES; batch++) {
            Effect fixed = arms.batch(chance, effect);
            double value = fixed.value().getAsDouble();
            double error = fixed.standardError().getAsDouble();
            usual.look(fixed);
            sequence.look(
                    SEQUENCE.judge(Hypothesis.NO_DIFFERENCE, value, error, 2L * BATCH * batch, "confidence_sequence"));
            mixture.look(MIXTURE.judge(Hypothesis.NO_DIFFERENCE, value, error, "mixture_ratio"));
            // Of arms of one size the error of a model with one variance is that of Welch's test.
            model.look(OF_MODEL.judge(Hypothesis.NO_DIFFERENCE, value, error, 2L * BATCH * batch, 2, "linear_model"));
            oneSided.look(SEQUENCE.judge(NOT_HIGHER, value, error, 2L * BATCH * batch, "confidence_sequence"));
            halfMixture.look(MIXTURE.judge(NOT_HIGHER, value, error, "mixture_ratio"));
            usualOneSided.look(NOT_HIGHER.judge(value, error, fixed.degreesOfFreedom(), "one_sided"));
        }
        String data = "log-normal units, 30 looks, ever called";
        double looked = usual.isEverCalled ? 1 : 0;
        double lookedUp = usualOneSided.isEverCalled ? 1 : 0;
        return List.of(
                sequence.claim("confidence sequence", data, Promise.AT_MOST).beside("p at each look", looked),
                mixture.claim("mixture ratio", data, Promise.AT_MOST).beside("p at each look", looked),
                model.claim("linear model sequence", data, Promise.AT_MOST).beside("p at each look", looked),
                oneSided.claim("confidence sequence, one limit", data, Promise.AT_MOST)
                        .beside("p at each look", lookedUp),
                halfMixture
                        .claim("mixture ratio, one limit", data, Promise.AT_MOST)
                        .beside("p at each look", lookedUp));
    }

    /** Channels of which more is known at each look, each with the errors and the degrees of freedom of clusters. */
    private static List<Claim> clusters(Chance chance, boolean isPlanted) {
        double effect = isPlanted ? 2 * EFFECT : 0;
        Channels control = new Channels(chance, 0);
        Channels treatment = new Channels(chance, effect);
        Watch obrienFleming = new Watch(effect);
        Watch pocock = new Watch(effect);
        Watch sequence = new Watch(effect);
        Watch usual = new Watch(effect);
        for (int look = 1; look <= PLANNED; look++) {
            ArmClusters before = control.batch(chance);
            ArmClusters after = treatment.batch(chance);
            Effect fixed = ClusterTest.withDefaults().unitAverage(before, after);
            usual.look(fixed);
            obrienFleming.lookAtLevel(atLevel(OBRIEN_FLEMING_LEVELS[look - 1], before, after));
            pocock.lookAtLevel(atLevel(POCOCK_LEVELS[look - 1], before, after));
            sequence.look(SEQUENCE_OF_CLUSTERS.judge(
                    Hypothesis.NO_DIFFERENCE,
                    fixed.value().getAsDouble(),
                    fixed.standardError().getAsDouble(),
                    (long) (before.units() + after.units()),
                    "confidence_sequence"));
        }
        String data = "40 channels, 5 looks, ever called";
        double looked = usual.isEverCalled ? 1 : 0;
        return List.of(
                obrienFleming
                        .claim("O'Brien-Fleming of clusters", data, Promise.AT_MOST)
                        .beside("p at each look", looked),
                pocock.claim("Pocock of clusters", data, Promise.AT_MOST).beside("p at each look", looked),
                sequence.claim("confidence sequence of clusters", data, Promise.AT_MOST)
                        .beside("p at each look", looked));
    }

    private static Effect atLevel(double level, ArmClusters control, ArmClusters treatment) {
        return ClusterTest.withDefaults().withConfidence(1 - level).unitAverage(control, treatment);
    }

    /** Channels that grow, each with a level of its own. */
    private static final class Channels {
        private final double[] own = new double[CHANNELS];
        private final double[] sums = new double[CHANNELS];
        private final double[] counts = new double[CHANNELS];

        Channels(Chance chance, double effect) {
            Arrays.setAll(own, channel -> effect + BETWEEN * chance.normal());
        }

        ArmClusters batch(Chance chance) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                int units = chance.size(8);
                for (int i = 0; i < units; i++) {
                    sums[channel] += own[channel] + chance.skewed(1);
                }
                counts[channel] += units;
            }
            return ArmClusters.of(sums, counts);
        }
    }

    private static List<Claim> split(Chance chance, boolean isPlanted) {
        SequentialSampleRatio ratio = SequentialSampleRatio.of(1, 1).withConcentration(5000);
        boolean isUsual = false;
        for (int batch = 0; batch < 50; batch++) {
            int one = chance.binomial(100, 0.5);
            ratio = ratio.with(one, 100L - one);
            isUsual |= SampleRatio.normalPValue(ratio.units()[0], ratio.units()[1], 0.5) <= Trial.ALPHA;
        }
        return List.of(Claim.pValue(
                        "sequential sample ratio",
                        "5,000 units dealt to two arms, 50 looks",
                        Promise.AT_MOST,
                        OptionalDouble.of(ratio.pValue()))
                .beside("p at each look", isUsual ? 1 : 0));
    }

    /** Channels that come to the test one after the other, and are dealt as a whole. */
    private static List<Claim> splitOfClusters(Chance chance, boolean isPlanted) {
        SequentialSampleRatio ratio = SequentialSampleRatio.of(1, 1).withConcentration(10);
        boolean isUsual = false;
        for (int night = 0; night < 20; night++) {
            int one = chance.binomial(3, 0.5);
            ratio = ratio.with(one, 3L - one);
            isUsual |= SampleRatio.exactPValue(ratio.units()[0], ratio.units()[1], 0.5) <= Trial.ALPHA;
        }
        return List.of(Claim.pValue(
                        "sequential sample ratio",
                        "60 channels dealt to two arms, 20 looks",
                        Promise.AT_MOST,
                        OptionalDouble.of(ratio.pValue()))
                .beside("exact p at each look", isUsual ? 1 : 0));
    }
}
