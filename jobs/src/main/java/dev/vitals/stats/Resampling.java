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
     * A binomial count by inversion of one uniform number, the values searched outwards from the most likely one.
     *
     * @param n the number of trials
     * @param p the probability of success, from 0 to 1
     */
    static long binomial(long n, double p, Random random) {
        if (n == 0 || p <= 0 || p >= 1) {
            return p >= 1 ? n : 0;
        }
        double odds = p / (1 - p);
        long mode = Math.min(n, (long) ((n + 1.0) * p));
        double peak = Math.exp(Gamma.logGamma(n + 1.0)
                - Gamma.logGamma(mode + 1.0)
                - Gamma.logGamma(n - mode + 1.0)
                + mode * Math.log(p)
                + (n - mode) * Math.log1p(-p));
        double u = random.nextDouble() - peak;
        long below = mode;
        long above = mode;
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
        return mode;
    }
}
