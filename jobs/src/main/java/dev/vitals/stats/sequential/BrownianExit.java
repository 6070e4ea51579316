package dev.vitals.stats.sequential;

import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The part of Brownian motion with drift that no look has stopped yet, as a density that is carried from look to look
 * (Armitage, McPherson and Rowe, JRSS A 132, 1969). Between looks the density is integrated by Gauss and Legendre's
 * rule on panels no wider than a step of the motion, which leaves errors near 1e-12.
 */
final class BrownianExit {
    /** Beyond so many standard deviations nothing is left that counts. */
    private static final double FARTHEST = 9;

    private static final GaussIntegrator PANEL = new GaussIntegratorFactory().legendre(6);
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double drift;
    private final double time;
    private final double[] places;
    private final double[] masses;

    private BrownianExit(double drift, double time, double[] places, double[] masses) {
        this.drift = drift;
        this.time = time;
        this.places = places;
        this.masses = masses;
    }

    /** At time 0 and place 0. */
    static BrownianExit start(double drift) {
        return new BrownianExit(drift, 0, new double[] {0}, new double[] {1});
    }

    /** The probability to get to a later look and to be above the bound there, in standard deviations of that time. */
    double above(double later, double bound) {
        return beyond(later, bound, 1);
    }

    /** The probability to get to a later look and to be below the bound there. */
    double below(double later, double bound) {
        return beyond(later, bound, -1);
    }

    private double beyond(double later, double bound, int side) {
        if (Double.isInfinite(bound)) {
            return 0;
        }
        double step = later - time;
        double deviation = Math.sqrt(step);
        double from = bound * Math.sqrt(later) - drift * step;
        double probability = 0;
        for (int i = 0; i < places.length; i++) {
            probability += masses[i] * NORMAL.survivalProbability(side * (from - places[i]) / deviation);
        }
        return probability;
    }

    /**
     * What is between the bounds at a later look.
     *
     * @param lower bound in standard deviations of that time, may be infinite
     * @param upper bound, may be infinite
     * @param next time of the look after that one, for which the density must be fine enough
     */
    BrownianExit inside(double later, double lower, double upper, double next) {
        double step = later - time;
        double deviation = Math.sqrt(step);
        double root = Math.sqrt(later);
        double from = Math.max(lower * root, drift * later - FARTHEST * root);
        double to = Math.min(upper * root, drift * later + FARTHEST * root);
        if (!(from < to)) {
            return new BrownianExit(drift, later, new double[0], new double[0]);
        }
        int panels = (int) Math.ceil((to - from) / Math.min(deviation, Math.sqrt(next - later)));
        int points = PANEL.getNumberOfPoints();
        double half = (to - from) / panels / 2;
        double[] newPlaces = new double[panels * points];
        double[] newMasses = new double[panels * points];
        Arrays.setAll(newPlaces, i -> from + half * (2 * (i / points) + 1 + PANEL.getPoint(i % points)));
        Arrays.setAll(
                newMasses, i -> half * PANEL.getWeight(i % points) * density(newPlaces[i] - drift * step, deviation));
        return new BrownianExit(drift, later, newPlaces, newMasses);
    }

    private double density(double place, double deviation) {
        double density = 0;
        for (int i = 0; i < places.length; i++) {
            double z = (place - places[i]) / deviation;
            if (z < FARTHEST && z > -FARTHEST) {
                density += masses[i] * Math.exp(-z * z / 2);
            }
        }
        return density / (deviation * Math.sqrt(2 * Math.PI));
    }
}
