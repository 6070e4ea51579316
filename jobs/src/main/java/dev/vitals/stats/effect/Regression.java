package dev.vitals.stats.effect;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealVector;

/** Solves C x = b of a covariance matrix of which some rows may say what others say already. */
final class Regression {
    /** Directions that vary less than this beside the widest one, each scaled by its deviation, are taken for rounding. */
    private static final double LEAST_SPREAD = 1e-10;

    private Regression() {}

    /**
     * The shortest solution, in units of the rows' deviations; 0 for a row that does not vary.
     *
     * @param covariance symmetric, k x k
     * @param right k numbers
     */
    static double[] solve(double[][] covariance, double... right) {
        int k = right.length;
        double[] deviations = new double[k];
        for (int i = 0; i < k; i++) {
            deviations[i] = Math.sqrt(Math.max(0, covariance[i][i]));
        }
        double[] solution = new double[k];
        if (k == 0) {
            return solution;
        }
        double[][] correlations = new double[k][k];
        RealVector scaled = new ArrayRealVector(k);
        for (int i = 0; i < k; i++) {
            scaled.setEntry(i, over(right[i], deviations[i]));
            for (int j = 0; j < k; j++) {
                correlations[i][j] = over(covariance[i][j], deviations[i] * deviations[j]);
            }
        }
        EigenDecomposition parts = new EigenDecomposition(new Array2DRowRealMatrix(correlations));
        for (int part = 0; part < k; part++) {
            double spread = parts.getRealEigenvalue(part);
            if (spread > LEAST_SPREAD * k) {
                RealVector direction = parts.getEigenvector(part);
                double along = direction.dotProduct(scaled) / spread;
                for (int j = 0; j < k; j++) {
                    solution[j] += along * over(direction.getEntry(j), deviations[j]);
                }
            }
        }
        return solution;
    }

    private static double over(double value, double scale) {
        return scale == 0 ? 0 : value / scale;
    }
}
