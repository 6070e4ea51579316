package dev.vitals.stats.effect;

/** Degrees of freedom of the sum of two estimated variances (Satterthwaite, Biometrics Bulletin 2, 1946). */
final class Satterthwaite {
    private Satterthwaite() {}

    /**
     * (v1 + v0)^2 / (v1^2 / f1 + v0^2 / f0); infinite where neither varies.
     *
     * @param one a variance, 0 or more
     * @param ofOne its own degrees of freedom, above 0
     * @param other the other variance
     * @param ofOther its own degrees of freedom
     */
    static double ofSum(double one, double ofOne, double other, double ofOther) {
        if (one + other == 0) {
            return Double.POSITIVE_INFINITY;
        }
        // Squares of parts of the sum, as those of small variances vanish.
        double part = one / (one + other);
        double rest = other / (one + other);
        return 1 / (part * part / ofOne + rest * rest / ofOther);
    }
}
