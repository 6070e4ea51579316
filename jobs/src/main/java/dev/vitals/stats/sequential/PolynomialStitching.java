package dev.vitals.stats.sequential;

/**
 * A boundary that grows as the law of the iterated logarithm does, sqrt(v ln ln v), upwards (Howard, Ramdas, McAuliffe
 * and Sekhon, Annals of Statistics 49, 2021, theorem 1).
 *
 * <p>With l = s ln ln(eta v / m) + ln(zeta(s) / (alpha ln(eta)^s)) it is sqrt(k1^2 v l + k2^2 c^2 l^2) + k2 c l, with
 * k1 = (eta^(1/4) + eta^(-1/4)) / sqrt 2 and k2 = (sqrt(eta) + 1) / 2. Below the variance m it is that of m. It beats a
 * {@link Mixture} only at variances far above the one that is tuned for: take it where a test may run without end.
 */
public final class PolynomialStitching implements UniformBoundary {
    private static final int SUMMED = 60;

    private final double from;
    private final double scale;
    private final double power;
    private final double ratio;

    private PolynomialStitching(double from, double scale, double power, double ratio) {
        this.from = from;
        this.scale = scale;
        this.power = power;
        this.ratio = ratio;
    }

    /**
     * With s of 1.4 and eta of 2.
     *
     * @param variance m, from which on the boundary is meant to be low, above 0
     * @param scale c of values with a sub-gamma upper tail; 0 of normal ones, negative of some bounded ones
     */
    public static PolynomialStitching from(double variance, double scale) {
        if (!(variance > 0 && Double.isFinite(variance) && Double.isFinite(scale))) {
            throw new IllegalArgumentException(
                    "a boundary can't start at a variance of %s with a scale of %s: the first must be above 0, and both"
                                    .formatted(variance, scale)
                            + " finite");
        }
        return new PolynomialStitching(variance, scale, 1.4, 2);
    }

    /**
     * With other epochs.
     *
     * @param power s, above 1: how fast the share of alpha of an epoch falls
     * @param ratio eta, above 1: how many times longer each epoch is than the one before
     */
    public PolynomialStitching withEpochs(double power, double ratio) {
        if (!(power > 1 && ratio > 1 && Double.isFinite(power) && Double.isFinite(ratio))) {
            throw new IllegalArgumentException(
                    "epochs with a power of %s and a ratio of %s can't be: both must exceed 1".formatted(power, ratio));
        }
        return new PolynomialStitching(from, scale, power, ratio);
    }

    @Override
    public double bound(double variance, double alpha) {
        if (!(variance > 0 && alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "there is no boundary at a variance of %s with an alpha of %s".formatted(variance, alpha));
        }
        double v = Math.max(variance, from);
        double log = power * Math.log(Math.log(ratio * v / from))
                + Math.log(zeta(power) / (alpha * Math.pow(Math.log(ratio), power)));
        double k1 = (Math.pow(ratio, .25) + Math.pow(ratio, -.25)) / Math.sqrt(2);
        double linear = (Math.sqrt(ratio) + 1) / 2 * scale * log;
        return Math.sqrt(k1 * k1 * v * log + linear * linear) + linear;
    }

    /** Riemann's zeta function above 1, by Euler and Maclaurin's sum. */
    static double zeta(double s) {
        double sum = 0;
        for (int n = 1; n < SUMMED; n++) {
            sum += Math.pow(n, -s);
        }
        double last = Math.pow(SUMMED, -s);
        double square = SUMMED * (double) SUMMED;
        double first = s / SUMMED;
        double third = first * (s + 1) * (s + 2) / square;
        double fifth = third * (s + 3) * (s + 4) / square;
        return sum + last * (SUMMED / (s - 1) + .5 + first / 12 - third / 720 + fifth / 30_240);
    }
}
