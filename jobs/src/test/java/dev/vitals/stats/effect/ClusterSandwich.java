package dev.vitals.stats.effect;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The error of a coefficient of least squares over rows that come in clusters, and its degrees of freedom, by the
 * definition in matrices: an oracle for what has closed forms.
 *
 * @param y outcome of each row
 * @param x design, a row for each of y
 * @param cluster of each row, from 0
 * @param coefficient the column of the design that is asked for
 */
public record ClusterSandwich(double[] y, double[][] x, int[] cluster, int coefficient) {
    /** Standard error. */
    public double error(double power) {
        return Math.sqrt(judge(power)[0]);
    }

    /** Degrees of freedom for independent rows that are alike. */
    public double freedom(double power) {
        return judge(power)[1];
    }

    /** Variance and degrees of freedom, with (I - H_gg) to this power; 0 is CR0, -1/2 is CR2. */
    private double[] judge(double power) {
        int n = y.length;
        int clusters = 1 + Arrays.stream(cluster).max().orElseThrow();
        RealMatrix design = new Array2DRowRealMatrix(x);
        RealMatrix bread = new LUDecomposition(design.transpose().multiply(design))
                .getSolver()
                .getInverse();
        RealMatrix rest = MatrixUtils.createRealIdentityMatrix(n)
                .subtract(design.multiply(bread).multiply(design.transpose()));
        RealVector residuals = rest.operate(MatrixUtils.createRealVector(y));
        double variance = 0;
        RealMatrix directions = new Array2DRowRealMatrix(n, clusters);
        for (int g = 0; g < clusters; g++) {
            int[] own = rowsOf(g);
            RealMatrix adjusted = power(rest.getSubMatrix(own, own), power);
            RealVector weights = adjusted.multiply(design.getSubMatrix(own, all(x[0].length)))
                    .multiply(bread)
                    .getColumnVector(coefficient);
            double score = 0;
            for (int i = 0; i < own.length; i++) {
                score += weights.getEntry(i) * residuals.getEntry(own[i]);
            }
            variance += score * score;
            directions.setColumnVector(g, rest.getSubMatrix(all(n), own).operate(weights));
        }
        RealMatrix products = directions.transpose().multiply(directions);
        double norm = products.getFrobeniusNorm();
        return new double[] {variance, products.getTrace() * products.getTrace() / (norm * norm)};
    }

    private int[] rowsOf(int g) {
        return Arrays.stream(all(y.length)).filter(i -> cluster[i] == g).toArray();
    }

    private static int[] all(int n) {
        return IntStream.range(0, n).toArray();
    }

    private static RealMatrix power(RealMatrix symmetric, double power) {
        EigenDecomposition eigen = new EigenDecomposition(symmetric);
        double[] powers = Arrays.stream(eigen.getRealEigenvalues())
                .map(v -> Math.pow(v, power))
                .toArray();
        return eigen.getV()
                .multiply(MatrixUtils.createRealDiagonalMatrix(powers))
                .multiply(eigen.getVT());
    }
}
