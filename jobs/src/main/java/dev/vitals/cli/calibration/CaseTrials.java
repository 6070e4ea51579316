package dev.vitals.cli.calibration;

import static dev.vitals.cli.calibration.TimeTrials.restrictedMean;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.KaplanMeier;
import dev.vitals.stats.LogRank;
import dev.vitals.stats.RestrictedMeanDifference;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.effect.ClusteredLogRank;
import dev.vitals.stats.effect.RestrictedMeanTest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Times of cases that know nothing of each other, and times of which another end can come first. */
final class CaseTrials {
    private static final int CASES = 150;
    private static final int CHANNELS = 20;
    /** Up to which nearly all arms of so few cases are known. */
    private static final long HORIZON = 36 * 3600;

    private static final long OF_CAUSES = 12 * 3600;
    private static final double OF_CHANNEL = 0.5;
    private static final double OF_CASE = 1.2;
    private static final double QUICKER = 0.7;
    private static final int DECIDED = 0;
    private static final int DUPLICATE = 1;
    private static final double MEDIAN_OF_DUPLICATES = 24 * TimeTrials.HOUR;

    private CaseTrials() {}

    static List<Trial> all() {
        return List.of(CaseTrials::independent, CaseTrials::causes);
    }

    private static List<Claim> independent(Chance chance, boolean isPlanted) {
        double factor = isPlanted ? QUICKER : 1;
        TimeHistogram control = cases(chance, 1, TimeTrials.CONTROL_AGE);
        TimeHistogram treatment = cases(chance, factor, TimeTrials.TREATMENT_AGE);
        KaplanMeier curves = KaplanMeier.withDefaults();
        RestrictedMeanDifference means =
                RestrictedMeanDifference.of(curves.estimate(control), curves.estimate(treatment), HORIZON);
        double truth = restrictedMean(factor, OF_CASE, HORIZON) - restrictedMean(1, OF_CASE, HORIZON);
        String data = "150 independent cases an arm, some open";
        List<Claim> claims = new ArrayList<>();
        claims.add(Claim.pValue("restricted means of cases", data, Promise.EXACT, means.pValue())
                .held(holds(means.estimate(), truth)));
        claims.add(logRank("log-rank of cases", data, LogRank.withDefaults(), control, treatment));
        for (TimeTrials.Weighted by : TimeTrials.WEIGHTED) {
            LogRank test = LogRank.withDefaults().withWeights(by.weights());
            claims.add(logRank(by.name() + " of cases", data, test, control, treatment));
        }
        return claims;
    }

    private static boolean holds(Estimate estimate, double truth) {
        return estimate.lower().orElse(Double.NEGATIVE_INFINITY) <= truth
                && truth <= estimate.upper().orElse(Double.POSITIVE_INFINITY);
    }

    private static Claim logRank(
            String method, String data, LogRank test, TimeHistogram control, TimeHistogram treatment) {
        double p = test.test(List.of(control, treatment)).pValue();
        return Claim.pValue(method, data, Promise.EXACT, OptionalDouble.of(p));
    }

    private static TimeHistogram cases(Chance chance, double factor, double oldest) {
        TimeHistogram.Builder cases = TimeHistogram.builder();
        for (int i = 0; i < CASES; i++) {
            double seconds = factor * TimeTrials.MEDIAN * Math.exp(OF_CASE * chance.normal());
            double age = oldest * chance.uniform();
            cases.add(TimeBins.bin((long) Math.min(seconds, age)), seconds > age ? TimeHistogram.CENSORED : DECIDED, 1);
        }
        return cases.build();
    }

    /** A case can be found to be a duplicate before it is decided, whatever its channel. */
    private static List<Claim> causes(Chance chance, boolean isPlanted) {
        double factor = isPlanted ? QUICKER : 1;
        List<TimeHistogram> control = channels(chance, 1, TimeTrials.CONTROL_AGE);
        List<TimeHistogram> treatment = channels(chance, factor, TimeTrials.TREATMENT_AGE);
        double spread = Math.hypot(OF_CHANNEL, OF_CASE);
        double truth = restrictedMean(factor, spread, OF_CAUSES) - restrictedMean(1, spread, OF_CAUSES);
        String data = "open cases and duplicates of 40 channels";
        return List.of(
                Claim.of(
                        "restricted means of a cause",
                        data,
                        Promise.EXACT,
                        RestrictedMeanTest.withDefaults().ofCauses(DECIDED).difference(control, treatment, OF_CAUSES),
                        truth),
                Claim.called(
                        "log-rank of a cause, clusters",
                        data,
                        Promise.EXACT,
                        Trial.isCalled(ClusteredLogRank.withDefaults()
                                .ofCauses(DECIDED)
                                .test(control, treatment))));
    }

    private static List<TimeHistogram> channels(Chance chance, double factor, double oldest) {
        List<TimeHistogram> channels = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            TimeHistogram.Builder cases = TimeHistogram.builder();
            double speed = OF_CHANNEL * chance.normal();
            int many = chance.size(15);
            for (int i = 0; i < many; i++) {
                double decided = factor * TimeTrials.MEDIAN * Math.exp(speed + OF_CASE * chance.normal());
                double duplicate = MEDIAN_OF_DUPLICATES * Math.exp(chance.normal());
                double ended = Math.min(decided, duplicate);
                double age = oldest * chance.uniform();
                int cause = decided <= duplicate ? DECIDED : DUPLICATE;
                cases.add(TimeBins.bin((long) Math.min(ended, age)), ended > age ? TimeHistogram.CENSORED : cause, 1);
            }
            channels.add(cases.build());
        }
        return channels;
    }
}
