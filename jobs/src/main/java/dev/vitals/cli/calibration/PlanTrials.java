package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.ArmClusters;
import dev.vitals.stats.effect.ClusterTest;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.DesignEffect;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.PlannedArms;
import dev.vitals.stats.effect.Power;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.WelchTest;
import dev.vitals.stats.sequential.GroupSequential;
import dev.vitals.stats.sequential.PlannedLooks;
import dev.vitals.stats.sequential.Spending;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Tests that are planned to find an effect in 95%: how often one of just that size is missed. */
final class PlanTrials {
    private static final double TARGET = 0.95;
    /** Of the logarithm: units whose tails are so long that means of some hundred are normal. */
    private static final double SIGMA = 0.6;

    private static final double VARIANCE = Math.expm1(SIGMA * SIGMA);
    /** Of one size, so that the tails of one arm make up for those of the other. */
    private static final PlannedArms SOME = new PlannedArms(250, 250, 1, VARIANCE);

    private static final PlannedArms UNEQUAL = new PlannedArms(60, 30, 1, 1);
    private static final PlannedArms MANY = new PlannedArms(1000, 1000, 1, VARIANCE);
    private static final PlannedArms FEW = new PlannedArms(15, 15, 1, 1);
    private static final double MATTERS = 0.15;
    private static final double MARGIN = -0.12;
    private static final double LEAST = rise(Power.withDefaults(), SOME);
    private static final double LEAST_OF_UNEQUAL = rise(Power.withDefaults(), UNEQUAL);
    private static final double LEAST_RISE = rise(Power.withDefaults().ofLifts(), MANY);
    private static final double LEAST_FALL =
            Power.withDefaults().ofLifts().detectableFall(MANY, TARGET).orElseThrow();
    /** See {@link Power} on lifts. */
    private static final Promise OF_FALLS = Promise.knownShort(0.08, 0);

    private static final double LEAST_OF_FEW = rise(Power.withDefaults().withStudent(), FEW);
    private static final PlannedArms ENOUGH = Power.withDefaults().requiredArms(SOME, MATTERS, TARGET);
    private static final Hypothesis GUARDRAIL =
            Hypothesis.NO_DIFFERENCE.with(Alternative.GREATER).withValue(MARGIN);
    private static final PlannedArms ENOUGH_FOR_MARGIN = Power.of(GUARDRAIL).requiredArms(SOME, 0, TARGET);

    private static final int CHANNELS = 15;
    private static final int UNITS = 20;
    private static final double BETWEEN = 0.3;
    private static final double LEAST_OF_CLUSTERS = ofClusters();

    private static final int LOOKS = 5;
    private static final int BATCH = 60;
    private static final PlannedLooks OBRIEN_FLEMING =
            GroupSequential.withDefaults().equalLooks(LOOKS);
    private static final PlannedLooks POCOCK =
            GroupSequential.withDefaults().with(Spending.pocock()).equalLooks(LOOKS);

    private PlanTrials() {}

    static List<Trial> all() {
        return List.of(
                (chance, isPlanted) -> means(chance, "least effect of 250 units an arm", SOME, LEAST),
                (chance, isPlanted) -> means(chance, "units for an effect of 0.15", ENOUGH, MATTERS),
                (chance, isPlanted) -> lifts(chance, "least rise of 1,000 units an arm", LEAST_RISE, Promise.AT_MOST),
                (chance, isPlanted) -> lifts(chance, "least fall of 1,000 units an arm", LEAST_FALL, OF_FALLS),
                PlanTrials::few,
                PlanTrials::unequal,
                PlanTrials::guardrail,
                PlanTrials::clusters,
                new Looks("O'Brien-Fleming", OBRIEN_FLEMING),
                new Looks("Pocock", POCOCK));
    }

    private static double rise(Power power, PlannedArms arms) {
        return power.detectableRise(arms, TARGET).orElseThrow();
    }

    private static double ofClusters() {
        double correlation = BETWEEN * BETWEEN / (BETWEEN * BETWEEN + VARIANCE);
        Power power = Power.withDefaults()
                .withDesignEffect(DesignEffect.planned(UNITS, 0, correlation))
                .withFreedom(2 * (CHANNELS - 1));
        double units = CHANNELS * UNITS;
        return rise(power, new PlannedArms(units, units, 1, BETWEEN * BETWEEN + VARIANCE));
    }

    private static List<Claim> means(Chance chance, String data, PlannedArms arms, double effect) {
        return List.of(missed("power of means", data, difference(chance, WelchTest.withDefaults(), arms, effect)));
    }

    private static Claim missed(String method, String data, Effect effect) {
        return missed(method, data, Trial.isCalled(effect));
    }

    private static Claim missed(String method, String data, boolean isFound) {
        return Claim.called(method + ", 5% missed", data, Promise.EXACT, !isFound);
    }

    private static Effect difference(Chance chance, WelchTest test, PlannedArms arms, double effect) {
        return test.difference(
                sample(arms.controlUnits(), () -> chance.skewed(SIGMA)),
                sample(arms.treatmentUnits(), () -> effect + chance.skewed(SIGMA)));
    }

    private static SampleMean sample(double units, DoubleSupplier unit) {
        CoMoments.Accumulator sample = new CoMoments.Accumulator(1);
        for (int i = 0; i < units; i++) {
            sample.add(unit.getAsDouble());
        }
        return sample.state().sample(0);
    }

    private static List<Claim> lifts(Chance chance, String data, double lift, Promise promise) {
        SampleMean control = sample(MANY.controlUnits(), () -> chance.skewed(SIGMA));
        SampleMean treatment = sample(MANY.treatmentUnits(), () -> lift + chance.skewed(SIGMA));
        boolean isFound = Trial.isCalled(WelchTest.withDefaults().lift(control, treatment));
        return List.of(Claim.called("power of lifts, 5% missed", data, promise, !isFound));
    }

    private static List<Claim> few(Chance chance, boolean isPlanted) {
        SampleMean control = sample(FEW.controlUnits(), chance::normal);
        SampleMean treatment = sample(FEW.treatmentUnits(), () -> LEAST_OF_FEW + chance.normal());
        return List.of(missed(
                "power by Student",
                "least effect of 15 normal units an arm",
                WelchTest.withDefaults().difference(control, treatment)));
    }

    private static List<Claim> unequal(Chance chance, boolean isPlanted) {
        SampleMean control = sample(UNEQUAL.controlUnits(), chance::normal);
        SampleMean treatment = sample(UNEQUAL.treatmentUnits(), () -> LEAST_OF_UNEQUAL + chance.normal());
        return List.of(missed(
                "power of means",
                "least effect of 60 and 30 normal units",
                WelchTest.withDefaults().difference(control, treatment)));
    }

    /** Nothing is lost, and that is not seen. */
    private static List<Claim> guardrail(Chance chance, boolean isPlanted) {
        Effect effect = difference(chance, WelchTest.of(GUARDRAIL), ENOUGH_FOR_MARGIN, 0);
        return List.of(missed("power of a guardrail", "units for a margin of 0.12", effect));
    }

    private static List<Claim> clusters(Chance chance, boolean isPlanted) {
        Effect effect =
                ClusterTest.withDefaults().unitAverage(channels(chance, 0), channels(chance, LEAST_OF_CLUSTERS));
        return List.of(missed("power of clusters", "least effect of 30 channels of 20 units", effect));
    }

    private static ArmClusters channels(Chance chance, double effect) {
        double[] sums = new double[CHANNELS];
        double[] counts = new double[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = effect + BETWEEN * chance.normal();
            counts[channel] = UNITS;
            for (int i = 0; i < UNITS; i++) {
                sums[channel] += own + chance.skewed(SIGMA);
            }
        }
        return ArmClusters.of(sums, counts);
    }

    /** The drift of a plan, as an effect of so many units. */
    private static final class Looks implements Trial {
        private final String name;
        private final PlannedLooks plan;
        private final double effect;

        Looks(String name, PlannedLooks plan) {
            this.name = name;
            this.plan = plan;
            this.effect = plan.driftFor(TARGET) * Math.sqrt(2 * VARIANCE / (LOOKS * BATCH));
        }

        @Override
        public List<Claim> draw(Chance chance, boolean isPlanted) {
            CoMoments.Accumulator control = new CoMoments.Accumulator(1);
            CoMoments.Accumulator treatment = new CoMoments.Accumulator(1);
            boolean isFound = false;
            for (int look = 1; look <= LOOKS; look++) {
                for (int i = 0; i < BATCH; i++) {
                    control.add(chance.skewed(SIGMA));
                    treatment.add(effect + chance.skewed(SIGMA));
                }
                Effect fixed = WelchTest.withDefaults()
                        .difference(control.state().sample(0), treatment.state().sample(0));
                Effect judged = plan.judge(
                        look, fixed.value().getAsDouble(), fixed.standardError().getAsDouble(), "plan");
                isFound |= !Trial.holds(judged, 0);
            }
            return List.of(missed("power, " + name, "5 looks, drift of " + name, isFound));
        }
    }
}
