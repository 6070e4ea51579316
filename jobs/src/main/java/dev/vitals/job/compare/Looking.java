package dev.vitals.job.compare;

import dev.vitals.contract.experiment.Design;
import dev.vitals.contract.experiment.Design.Anytime;
import dev.vitals.contract.experiment.Design.GroupSequential;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.sequential.ConfidenceSequence;
import dev.vitals.stats.sequential.Spending;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Makes the limits and p-values of a comparison those of a test that is looked at as its design says. */
final class Looking {
    private Looking() {}

    /**
     * The comparison as the design allows to read it.
     *
     * @param alpha share of false calls over all looks
     * @param units of both arms that have a value
     */
    static Comparison at(Comparison comparison, Design design, double alpha, long units) {
        if (design instanceof Anytime anytime) {
            ConfidenceSequence sequence = ConfidenceSequence.tunedFor(anytime.tunedFor());
            // Made of an estimate and its error, so of the lift that has one.
            return comparison.withLift(comparison.normalLift()).judged(judge -> hypothesis -> {
                Effect effect = judge.apply(hypothesis);
                return effect.standardError().isEmpty()
                        ? effect
                        : sequence.judge(
                                hypothesis,
                                effect.value().orElseThrow(),
                                effect.standardError().getAsDouble(),
                                units,
                                effect.method() + "_anytime");
            });
        }
        if (design instanceof GroupSequential looks && looks.look() > 0) {
            double nominal = dev.vitals.stats.sequential.GroupSequential.withDefaults()
                    .withConfidence(1 - alpha)
                    .with(spending(looks))
                    .looksAt(looks.looks().stream().mapToDouble(share -> share).toArray())
                    .nominalAlphas()[looks.look() - 1];
            return comparison.judged(judge -> hypothesis -> scaled(judge, hypothesis, nominal / alpha));
        }
        return comparison;
    }

    private static Spending spending(GroupSequential looks) {
        return switch (looks.spending()) {
            case OBRIEN_FLEMING -> Spending.obrienFleming();
            case POCOCK -> Spending.pocock();
            case QUADRATIC -> Spending.power(2);
        };
    }

    /** Limits at what this look may spend, and the p-value so many times larger that it is held against alpha. */
    private static Effect scaled(Function<Hypothesis, Effect> judge, Hypothesis hypothesis, double part) {
        Effect effect = judge.apply(hypothesis.withConfidence(1 - (1 - hypothesis.confidence()) * part));
        OptionalDouble p = effect.pValue().isPresent()
                ? OptionalDouble.of(Math.min(1, effect.pValue().getAsDouble() / part))
                : effect.pValue();
        return new Effect(
                effect.value(),
                effect.lower(),
                effect.upper(),
                effect.standardError(),
                effect.degreesOfFreedom(),
                p,
                effect.confidence(),
                effect.alternative(),
                effect.method() + "_look");
    }
}
