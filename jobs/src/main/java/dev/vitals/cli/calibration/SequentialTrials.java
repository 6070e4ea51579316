package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.SampleRatio;
import dev.vitals.stats.effect.WelchTest;
import dev.vitals.stats.sequential.ConfidenceSequence;
import dev.vitals.stats.sequential.GroupSequential;
import dev.vitals.stats.sequential.MixtureRatio;
import dev.vitals.stats.sequential.PlannedLooks;
import dev.vitals.stats.sequential.SequentialSampleRatio;
import dev.vitals.stats.sequential.Spending;
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
    private static final ConfidenceSequence SEQUENCE = ConfidenceSequence.tunedFor(2L * BATCH * BATCHES);
    private static final MixtureRatio MIXTURE = MixtureRatio.ofEffects(EFFECT * EFFECT);

    private SequentialTrials() {}

    static List<Trial> all() {
        return List.of(SequentialTrials::planned, SequentialTrials::anyTime, SequentialTrials::split);
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
            boolean isCalled = effect.pValue().isPresent() ? Trial.isCalled(effect) : !Trial.holds(effect, 0);
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
        Watch usual = new Watch(effect);
        for (int look = 1; look <= PLANNED; look++) {
            Effect fixed = arms.batch(chance, effect);
            double value = fixed.value().getAsDouble();
            double error = fixed.standardError().getAsDouble();
            usual.look(fixed);
            obrienFleming.look(OBRIEN_FLEMING.judge(look, value, error, "obrien_fleming"));
            pocock.look(POCOCK.judge(look, value, error, "pocock"));
        }
        String data = "log-normal units, 5 looks, ever called";
        double looked = usual.isEverCalled ? 1 : 0;
        return List.of(
                obrienFleming.claim("O'Brien-Fleming", data, Promise.EXACT).beside("p at each look", looked),
                pocock.claim("Pocock", data, Promise.EXACT).beside("p at each look", looked));
    }

    private static List<Claim> anyTime(Chance chance, boolean isPlanted) {
        double effect = isPlanted ? EFFECT : 0;
        Arms arms = new Arms();
        Watch sequence = new Watch(effect);
        Watch mixture = new Watch(effect);
        Watch usual = new Watch(effect);
        for (int batch = 1; batch <= BATCHES; batch++) {
            Effect fixed = arms.batch(chance, effect);
            double value = fixed.value().getAsDouble();
            double error = fixed.standardError().getAsDouble();
            usual.look(fixed);
            sequence.look(
                    SEQUENCE.judge(Hypothesis.NO_DIFFERENCE, value, error, 2L * BATCH * batch, "confidence_sequence"));
            mixture.look(MIXTURE.judge(Hypothesis.NO_DIFFERENCE, value, error, "mixture_ratio"));
        }
        String data = "log-normal units, 30 looks, ever called";
        double looked = usual.isEverCalled ? 1 : 0;
        return List.of(
                sequence.claim("confidence sequence", data, Promise.AT_MOST).beside("p at each look", looked),
                mixture.claim("mixture ratio", data, Promise.AT_MOST).beside("p at each look", looked));
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
}
