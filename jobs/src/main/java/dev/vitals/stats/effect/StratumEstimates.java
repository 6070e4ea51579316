package dev.vitals.stats.effect;

import dev.vitals.stats.effect.PostStratification.Arms;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What a stratum says of both arms: estimates of the control, then the same of the treatment, and how far they may be off.
 *
 * @param n units of both arms
 * @param values k of each arm
 * @param covariance of the estimates, 2 k x 2 k
 */
record StratumEstimates(long n, double[] values, RealMatrix covariance) {
    /** The first {@code values} means of each arm. */
    static StratumEstimates ofMeans(Arms arms, int values) {
        double[] both = new double[2 * values];
        RealMatrix covariance = new Array2DRowRealMatrix(2 * values, 2 * values);
        List<CoMoments> sides = List.of(arms.control(), arms.treatment());
        for (int side = 0; side < 2; side++) {
            CoMoments arm = sides.get(side);
            for (int i = 0; i < values; i++) {
                both[side * values + i] = arm.mean(i);
                for (int j = 0; j < values; j++) {
                    covariance.setEntry(side * values + i, side * values + j, arm.covariance(i, j) / arm.n());
                }
            }
        }
        return new StratumEstimates(arms.n(), both, covariance);
    }

    /**
     * The mean of each arm as it would be with the covariates of the whole stratum, by the regression [1, treatment, x] with
     * one residual variance RSS / (n - 2 - k); that the covariates' own mean is of a sample moves both arms alike.
     */
    static StratumEstimates ofAdjustedMeans(Arms arms) {
        CoMoments control = arms.control();
        CoMoments treatment = arms.treatment();
        CoMoments all = control.merge(treatment);
        int k = all.values() - 1;
        double[][] within = new double[k][k];
        double[] withMetric = new double[k];
        for (int i = 0; i < k; i++) {
            withMetric[i] = control.coMoment(0, i + 1) + treatment.coMoment(0, i + 1);
            for (int j = 0; j < k; j++) {
                within[i][j] = control.coMoment(i + 1, j + 1) + treatment.coMoment(i + 1, j + 1);
            }
        }
        double[] beta = Regression.solve(within, withMetric);
        double left = control.coMoment(0, 0) + treatment.coMoment(0, 0) - dot(beta, withMetric);
        double residual = Math.max(0, left) / (all.n() - 2 - k);
        double[] toControl = apart(all, control);
        double[] toTreatment = apart(all, treatment);
        double common = ofCovariates(all, within, residual, beta);
        RealMatrix covariance = new Array2DRowRealMatrix(2, 2);
        double cross = residual * dot(toControl, Regression.solve(within, toTreatment)) + common;
        covariance.setEntry(
                0, 0, residual / control.n() + residual * dot(toControl, Regression.solve(within, toControl)) + common);
        covariance.setEntry(
                1,
                1,
                residual / treatment.n() + residual * dot(toTreatment, Regression.solve(within, toTreatment)) + common);
        covariance.setEntry(0, 1, cross);
        covariance.setEntry(1, 0, cross);
        double[] both = {control.mean(0) + dot(beta, toControl), treatment.mean(0) + dot(beta, toTreatment)};
        return new StratumEstimates(all.n(), both, covariance);
    }

    /** Variance that both adjusted means share: tr(G V) + beta^T V beta, V of the covariates' means, G of the slopes. */
    private static double ofCovariates(CoMoments all, double[][] within, double residual, double... beta) {
        double common = 0;
        for (int i = 0; i < beta.length; i++) {
            double[] column = new double[beta.length];
            double along = 0;
            for (int j = 0; j < beta.length; j++) {
                column[j] = all.covariance(i + 1, j + 1) / all.n();
                along += column[j] * beta[j];
            }
            common += beta[i] * along + residual * Regression.solve(within, column)[i];
        }
        return common;
    }

    private static double[] apart(CoMoments all, CoMoments arm) {
        double[] apart = new double[all.values() - 1];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = all.mean(i + 1) - arm.mean(i + 1);
        }
        return apart;
    }

    private static double dot(double[] one, double... other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** The strata's estimates, each weighted by its part of all units, which is itself found in a sample. */
    static StratumEstimates pool(List<StratumEstimates> strata) {
        long n = strata.stream().mapToLong(StratumEstimates::n).sum();
        int size = strata.get(0).values.length;
        double[] pooled = new double[size];
        for (StratumEstimates stratum : strata) {
            for (int i = 0; i < size; i++) {
                pooled[i] += (double) stratum.n / n * stratum.values[i];
            }
        }
        RealMatrix covariance = new Array2DRowRealMatrix(size, size);
        for (StratumEstimates stratum : strata) {
            double part = (double) stratum.n / n;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double between = part * (stratum.values[i] - pooled[i]) * (stratum.values[j] - pooled[j]) / n;
                    covariance.addToEntry(i, j, between + part * part * stratum.covariance.getEntry(i, j));
                }
            }
        }
        return new StratumEstimates(n, pooled, covariance);
    }
}
