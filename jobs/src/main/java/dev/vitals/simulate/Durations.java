package dev.vitals.simulate;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** A mixture of log-normal durations in seconds and a short uniform spike, whose truth is known in closed form. */
record Durations(List<Part> parts) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** One component; a spike is uniform on [low, high], the others are log-normal with this median and sigma. */
    record Part(double weight, boolean isSpike, double medianOrLow, double sigmaOrHigh) {}

    static Part spike(double weight, double low, double high) {
        return new Part(weight, true, low, high);
    }

    static Part logNormal(double weight, double median, double sigma) {
        return new Part(weight, false, median, sigma);
    }

    static Durations of(Part... parts) {
        return new Durations(List.of(parts));
    }

    Durations {
        parts = List.copyOf(parts);
    }

    /** Index of a component, drawn by its weight. */
    int pickPart(Dice dice) {
        double u = dice.next();
        for (int i = 0; i < parts.size() - 1; i++) {
            u -= parts.get(i).weight();
            if (u < 0) {
                return i;
            }
        }
        return parts.size() - 1;
    }

    double sample(int part, Dice dice) {
        Part p = parts.get(part);
        return p.isSpike()
                ? dice.between(p.medianOrLow(), p.sigmaOrHigh())
                : dice.logNormal(p.medianOrLow(), p.sigmaOrHigh());
    }

    double sample(Dice dice) {
        return sample(pickPart(dice), dice);
    }

    double cdf(double seconds) {
        if (seconds <= 0) {
            return 0;
        }
        double sum = 0;
        for (Part p : parts) {
            double value = p.isSpike()
                    ? Math.min(1, Math.max(0, (seconds - p.medianOrLow()) / (p.sigmaOrHigh() - p.medianOrLow())))
                    : NORMAL.cumulativeProbability(StrictMath.log(seconds / p.medianOrLow()) / p.sigmaOrHigh());
            sum += p.weight() * value;
        }
        return sum;
    }

    double mean() {
        double sum = 0;
        for (Part p : parts) {
            sum += p.weight()
                    * (p.isSpike()
                            ? (p.medianOrLow() + p.sigmaOrHigh()) / 2
                            : p.medianOrLow() * StrictMath.exp(p.sigmaOrHigh() * p.sigmaOrHigh() / 2));
        }
        return sum;
    }

    double quantile(double probability) {
        return Curve.quantile(this::cdf, probability);
    }
}
