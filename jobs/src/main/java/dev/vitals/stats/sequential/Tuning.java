package dev.vitals.stats.sequential;

/** How much a mixture is to look for: its own variance over that at which its boundary is lowest. */
final class Tuning {
    private static final int MOST_STEPS = 50;

    private Tuning() {}

    /** -2 ln a + ln(1 - 2 ln a), near to the optimum. */
    static double near(double alpha) {
        double d = -2 * Math.log(alpha);
        return d + Math.log1p(d);
    }

    /** The optimum, -W(-a^2 / e) - 1 with the lower branch of Lambert's W: the root of u = -2 ln a + ln(1 + u). */
    static double exact(double alpha) {
        double d = -2 * Math.log(alpha);
        double u = near(alpha);
        for (int step = 0; step < MOST_STEPS; step++) {
            double move = (u - Math.log1p(u) - d) * (1 + u) / u;
            u -= move;
            if (Math.abs(move) <= 1e-15 * u) {
                break;
            }
        }
        return u;
    }
}
