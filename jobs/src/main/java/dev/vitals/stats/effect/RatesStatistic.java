package dev.vitals.stats.effect;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Statistics for two rates of independent events, standard normal where the rates are alike (Gu, Ng, Tang and Schucany,
 * Biometrical Journal 50, 2008). With x events in the treatment, y in the control, and d the treatment's exposure over
 * the control's. Take {@link #SCORE} or {@link #SQUARE_ROOT} with few events, and {@link TwoRates#exactPValue} below
 * some ten.
 *
 * <p>None holds where events come in bursts, as several actions on one chatter do: see {@link QuasiPoisson}.
 */
public enum RatesStatistic {
    /** (x - y d) / sqrt(x + y d^2). */
    WALD {
        @Override
        double of(double x, double y, double d) {
            return (x - y * d) / Math.sqrt(x + y * d * d);
        }
    },
    /** (x - y d) / sqrt((x + y) d): the error is that of rates that are alike. */
    SCORE {
        @Override
        double of(double x, double y, double d) {
            return (x - y * d) / Math.sqrt((x + y) * d);
        }
    },
    /** ln(x / (y d)) / sqrt(1 / x + 1 / y); not a number without events in an arm. */
    WALD_LOG {
        @Override
        double of(double x, double y, double d) {
            return x == 0 || y == 0 ? Double.NaN : Math.log(x / (y * d)) / Math.sqrt(1 / x + 1 / y);
        }
    },
    /** 2 (sqrt(x + 3/8) - sqrt(d (y + 3/8))) / sqrt(1 + d): of roots, whose error does not depend on the rate. */
    SQUARE_ROOT {
        @Override
        double of(double x, double y, double d) {
            return 2 * (Math.sqrt(x + .375) - Math.sqrt(d * (y + .375))) / Math.sqrt(1 + d);
        }
    };

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    abstract double of(double x, double y, double d);

    /** The statistic: above 0 where the treatment's rate is higher, not a number where there is no event. */
    public double of(Rate control, Rate treatment) {
        return of(treatment.events(), control.events(), treatment.exposure() / control.exposure());
    }

    /** How often chance alone gives a statistic as large; not a number where the statistic is none. */
    public double pValue(Rate control, Rate treatment, Alternative alternative) {
        return tail(of(control, treatment), alternative);
    }

    /** How often a standard normal number is as large in the direction of the alternative. */
    static double tail(double z, Alternative alternative) {
        return switch (alternative) {
            case TWO_SIDED -> 2 * NORMAL.survivalProbability(Math.abs(z));
            case GREATER -> NORMAL.survivalProbability(z);
            case LESS -> NORMAL.cumulativeProbability(z);
        };
    }
}
