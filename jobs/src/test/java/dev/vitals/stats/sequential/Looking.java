package dev.vitals.stats.sequential;

import java.util.SplittableRandom;

/** Tests in which there is no effect, looked at after every unit. */
final class Looking {
    private Looking() {}

    /** The p-value after n units, standard normal ones, from their sum. */
    interface PValue {
        double of(double sum, int n);
    }

    /** The share of tests whose p-value is ever 0.05 or less. */
    static double shareEverSmall(int tests, int units, PValue p) {
        SplittableRandom random = new SplittableRandom(20240229);
        int small = 0;
        for (int test = 0; test < tests; test++) {
            double sum = 0;
            for (int n = 1; n <= units; n++) {
                sum += random.nextGaussian();
                if (p.of(sum, n) <= .05) {
                    small++;
                    break;
                }
            }
        }
        return (double) small / tests;
    }

    /** Three standard errors of a share of 0.05. */
    static double slack(int tests) {
        return 3 * Math.sqrt(.05 * .95 / tests);
    }
}
