package dev.vitals.stats;

import java.util.Random;
import org.apache.commons.math3.special.Gamma;

/** Draws random counts exactly, at a cost that grows with their spread and not with their size. */
final class Resampling {
    private Resampling() {}

    /**
     * How often each kind is drawn when as many members as there are are drawn with replacement (Efron, Annals of
     * Statistics 7, 1979): a multinomial draw, made of one conditional binomial for each kind.
     *
     * @param members the number of members of each kind
     * @param random where chance comes from; its seed decides the draw
     */
    static long[] resample(long[] members, Random random) {
        long total = 0;
        for (long n : members) {
            total += n;
        }
        long[] drawn = new long[members.length];
        long left = total;
        long rest = total;
        for (int i = 0; i < members.length && left > 0; i++) {
            drawn[i] = members[i] == rest ? left : binomial(left, (double) members[i] / rest, random);
            left -= drawn[i];
            rest -= members[i];
        }
        return drawn;
    }

    /**
     * A binomial count by inversion of one uniform number, the values searched outwards from a likely one.
     *
     * @param n the number of trials
     * @param p the probability of success, from 0 to 1
     */
    static long binomial(long n, double p, Random random) {
        if (n == 0 || p <= 0 || p >= 1) {
            return p >= 1 ? n : 0;
        }
        double odds = p / (1 - p);
        // A few steps up from 0 are cheaper than the factorials of the most likely value.
        long start = n * p < 10 ? 0 : Math.min(n, (long) ((n + 1.0) * p));
        double peak =
                Math.exp((start == 0 ? 0 : logChoose(n, start)) + start * Math.log(p) + (n - start) * Math.log1p(-p));
        double u = random.nextDouble() - peak;
        long below = start;
        long above = start;
        double down = peak;
        double up = peak;
        while (u >= 0 && (down > 0 || up > 0)) {
            down *= below / ((n - below + 1) * odds);
            below = Math.max(0, below - 1);
            if (u < down) {
                return below;
            }
            u -= down;
            up *= (n - above) * odds / (above + 1);
            above = Math.min(n, above + 1);
            if (u < up) {
                return above;
            }
            u -= up;
        }
        return start;
    }

    private static double logChoose(long n, long k) {
        return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
    }

    /** A gamma number with scale 1 (Marsaglia and Tsang, ACM Transactions on Mathematical Software 26, 2000). */
    static double gamma(double shape, Random random) {
        if (shape <= 0) {
            return 0;
        }
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            double v = root * root * root;
            if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    /** A beta number; 0 or 1 when that is where a parameter of 0 puts all of it. */
    static double beta(double a, double b, Random random) {
        if (a <= 0 || b <= 0) {
            return a > 0 ? 1 : 0;
        }
        double x = gamma(a, random);
        double y = gamma(b, random);
        return x + y > 0 ? x / (x + y) : a / (a + b);
    }
}
