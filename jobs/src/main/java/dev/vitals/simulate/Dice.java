package dev.vitals.simulate;

import java.util.SplittableRandom;

/** Random choices of one stream of one day; streams of different names or days never share numbers. */
final class Dice {
    private final SplittableRandom random;

    private Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Dice of(long seed, String stream, long day) {
        return new Dice(hash(seed, stream.hashCode(), day));
    }

    /** A well-mixed 64-bit value of a key; different keys give different values. */
    static long mix(long key) {
        long z = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long hash(long a, long b, long c) {
        return mix(mix(mix(a + 0x9E3779B97F4A7C15L) + b) + c);
    }

    /** The uniform number in [0, 1) that belongs to a key. */
    static double uniform(long a, long b, long c) {
        return (hash(a, b, c) >>> 11) * 0x1.0p-53;
    }

    double next() {
        return random.nextDouble();
    }

    long nextLong() {
        return random.nextLong();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** Index drawn with the given weights, which sum to 1. */
    int weighted(double[] weights) {
        double u = random.nextDouble();
        for (int i = 0; i < weights.length - 1; i++) {
            u -= weights[i];
            if (u < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** StrictMath, so that every machine gives the same bytes. */
    double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * gaussian());
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /** Number of successes before the first failure, with the given mean. */
    int geometric(double mean) {
        double again = mean / (1 + mean);
        int count = 0;
        while (random.nextDouble() < again) {
            count++;
        }
        return count;
    }
}
