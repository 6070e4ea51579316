package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.NormalPosterior;
import dev.vitals.stats.effect.WelchTest;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** What is believed after a test of effects that come from the prior, and after one without an effect or a prior. */
final class PosteriorTrials {
    private static final int UNITS = 500;
    private static final NormalPosterior PRIOR = new NormalPosterior(0.02, 0.08);
    private static final double CONFIDENCE = 0.95;
    private static final double EFFECT = 0.2;

    private PosteriorTrials() {}

    static List<Trial> all() {
        return List.of(PosteriorTrials::flat, PosteriorTrials::ofPrior);
    }

    /** Without a prior: how often a chance to win below 2.5% or above 97.5% is told of arms that are alike. */
    private static List<Claim> flat(Chance chance, boolean isPlanted) {
        double effect = isPlanted ? EFFECT : 0;
        Effect found = found(chance, effect);
        NormalPosterior posterior = new NormalPosterior(
                found.value().getAsDouble(), found.standardError().getAsDouble());
        double wins = posterior.chanceToBeHigher();
        return List.of(Claim.called(
                        "wins, not from 2.5% to 97.5%",
                        "log-normal units, no prior", Promise.EXACT, Math.min(wins, 1 - wins) < Trial.ALPHA / 2)
                .held(Math.abs(effect - posterior.mean()) <= posterior.half(CONFIDENCE)));
    }

    /**
     * Effects as the prior has them: how often one lies below what it exceeds with a probability of 95%, as is said; and
     * how often the interval of 95% holds it.
     */
    private static List<Claim> ofPrior(Chance chance, boolean isPlanted) {
        double effect = PRIOR.mean() + PRIOR.deviation() * chance.normal();
        Effect found = found(chance, effect);
        NormalPosterior posterior =
                PRIOR.after(found.value().getAsDouble(), found.standardError().getAsDouble());
        double least = NormalDistribution.of(posterior.mean(), posterior.deviation())
                .inverseCumulativeProbability(Trial.ALPHA);
        return List.of(Claim.called(
                        "posterior, effect in lowest 5%",
                        "log-normal units, effects as in the prior", Promise.EXACT, effect < least)
                .held(Math.abs(effect - posterior.mean()) <= posterior.half(CONFIDENCE)));
    }

    private static Effect found(Chance chance, double effect) {
        CoMoments.Accumulator control = new CoMoments.Accumulator(1);
        CoMoments.Accumulator treatment = new CoMoments.Accumulator(1);
        for (int i = 0; i < UNITS; i++) {
            control.add(chance.skewed(1));
            treatment.add(effect + chance.skewed(1));
        }
        return WelchTest.withDefaults()
                .difference(control.state().sample(0), treatment.state().sample(0));
    }
}
