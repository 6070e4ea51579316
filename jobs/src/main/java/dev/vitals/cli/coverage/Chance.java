package dev.vitals.cli.coverage;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/** Draws from the distributions that samples are made of. */
public final class Chance {
    private static final double SIZE_SIGMA = 0.6;

    private final Random random;
    private final UniformRandomProvider provider;

    /** Always the same draws of the same seed. */
    public Chance(long seed) {
        this.random = new Random(seed);
        this.provider = random::nextLong;
    }

    /** From 0 to less than 1. */
    public double uniform() {
        return random.nextDouble();
    }

    /** Of mean 0 and variance 1. */
    public double normal() {
        return random.nextGaussian();
    }

    /** Whether something of this probability happens. */
    public boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** A whole number from 0, less than this. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A rank from 0, less than this, with a probability that falls by this power of it. */
    public int rank(int ranks, double power) {
        double all = 0;
        for (int rank = 0; rank < ranks; rank++) {
            all += Math.pow(rank + 1, -power);
        }
        double left = uniform() * all;
        int rank = 0;
        while (rank < ranks - 1 && left > Math.pow(rank + 1, -power)) {
            left -= Math.pow(rank + 1, -power);
            rank++;
        }
        return rank;
    }

    /** A log-normal variable of mean 1, whose tail is heavier the more its logarithm spreads. */
    public double skewed(double sigma) {
        return Math.exp(sigma * normal() - sigma * sigma / 2);
    }

    /** A gamma variable of mean 1 with this coefficient of variation. */
    public double around1(double variation) {
        double shape = 1 / (variation * variation);
        return GammaDistribution.of(shape, 1 / shape).createSampler(provider).sample();
    }

    /** A probability of this mean that varies from channel to channel, with this coefficient of variation. */
    public double probability(double mean, double variation) {
        // The first of two gammas over their sum is a beta variable.
        double a = (1 - mean) / (variation * variation) - mean;
        double b = a * (1 - mean) / mean;
        double x = GammaDistribution.of(a, 1).createSampler(provider).sample();
        double y = GammaDistribution.of(b, 1).createSampler(provider).sample();
        return x + y == 0 ? 0 : x / (x + y);
    }

    /** Of a mean of 0 or more. */
    public int poisson(double mean) {
        return mean == 0
                ? 0
                : PoissonDistribution.of(mean).createSampler(provider).sample();
    }

    /** Of n independent ones, how many happen. */
    public int binomial(int n, double probability) {
        int hits = 0;
        for (int i = 0; i < n; i++) {
            hits += happens(probability) ? 1 : 0;
        }
        return hits;
    }

    /** Puts it in another order. */
    public void shuffle(List<?> list) {
        Collections.shuffle(list, random);
    }

    /** The size of a channel: most are small, some are several times larger than the mean. */
    public int size(double mean) {
        return 1 + (int) (mean * skewed(SIZE_SIGMA));
    }
}
