package dev.vitals.stats.change;

import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;

/** Least squares, with errors from products of residuals up to a lag apart (Newey and West, Econometrica 55, 1987). */
final class NeweyWestError implements SegmentError {
    private static final String METHOD = "segmented_regression_newey_west";

    private final double[] coefficients;
    /** For each coefficient what the residual of each day adds to it; 0 for a day that is missing. */
    private final double[][] moves;

    private final int days;
    private final int lag;

    /** @param days with a value */
    NeweyWestError(double[] coefficients, double[][] moves, int days, int lag) {
        this.coefficients = coefficients;
        this.moves = moves;
        this.days = days;
        this.lag = lag;
    }

    @Override
    public double[] coefficients() {
        return coefficients;
    }

    @Override
    public Effect judge(Hypothesis hypothesis, double... weights) {
        double[] move = new double[moves[0].length];
        for (int day = 0; day < move.length; day++) {
            for (int j = 0; j < weights.length; j++) {
                move[day] += weights[j] * moves[j][day];
            }
        }
        double freedom = (double) days - coefficients.length;
        double error = Math.sqrt(Math.max(0, days / freedom * longRun(move)));
        return hypothesis.judge(value(weights), error, freedom, METHOD);
    }

    /** The variance of a sum whose terms depend on each other up to the lag, by Bartlett's weights. */
    private double longRun(double... move) {
        double sum = 0;
        for (int apart = 0; apart <= lag; apart++) {
            double products = 0;
            for (int day = apart; day < move.length; day++) {
                products += move[day] * move[day - apart];
            }
            sum += (apart == 0 ? 1 : 2 * (1 - apart / (lag + 1.0))) * products;
        }
        return sum;
    }
}
