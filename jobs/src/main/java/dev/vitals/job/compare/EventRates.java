package dev.vitals.job.compare;

import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.QuasiPoisson;
import dev.vitals.stats.effect.UnitRate;
import dev.vitals.stats.effect.WelchTest;
import java.util.List;
import java.util.OptionalDouble;

/** Events over exposure, which come in bursts: a unit that has one has more of them than chance would give it. */
final class EventRates {
    private EventRates() {}

    /** Whether both are rates: nothing below 0, and events in both. */
    static boolean areRates(CoMoments control, CoMoments treatment) {
        return isRate(control) && isRate(treatment);
    }

    private static boolean isRate(CoMoments arm) {
        return arm.n() > 1 && arm.mean(0) > 0 && arm.mean(1) > 0;
    }

    /** Judged by the lift on its logarithm: of rates the limits of a difference would often say something else. */
    static Comparison compared(CoMoments control, CoMoments treatment) {
        UnitRate before = rate(control);
        UnitRate after = rate(treatment);
        return new Comparison(
                before.perExposure(),
                after.perExposure(),
                hypothesis -> QuasiPoisson.of(hypothesis).difference(before, after),
                hypothesis -> QuasiPoisson.of(hypothesis).lift(before, after),
                hypothesis -> WelchTest.of(hypothesis).lift(control.ratio(0, 1), treatment.ratio(0, 1)),
                true,
                OptionalDouble.empty(),
                Beside.NOTHING);
    }

    /** How many times more the rates vary than those of independent events; empty without events. */
    static OptionalDouble dispersion(List<UnitGroup> control, List<UnitGroup> treatment) {
        CoMoments before = together(control);
        CoMoments after = together(treatment);
        return areRates(before, after) ? QuasiPoisson.dispersion(rate(before), rate(after)) : OptionalDouble.empty();
    }

    /** The units of all parts; where clusters were assigned, each cluster is one unit. */
    private static CoMoments together(List<UnitGroup> groups) {
        if (groups.get(0).cluster().isEmpty()) {
            return groups.stream()
                    .map(UnitGroup::moments)
                    .reduce(CoMoments::merge)
                    .orElseThrow();
        }
        CoMoments.Accumulator clusters = new CoMoments.Accumulator(2);
        for (UnitGroup group : groups) {
            long n = group.moments().n();
            clusters.add(group.moments().mean(0) * n, group.moments().mean(1) * n);
        }
        return clusters.state();
    }

    private static UnitRate rate(CoMoments arm) {
        return new UnitRate(
                arm.n(), arm.mean(0), arm.mean(1), arm.covariance(0, 0), arm.covariance(0, 1), arm.covariance(1, 1));
    }
}
