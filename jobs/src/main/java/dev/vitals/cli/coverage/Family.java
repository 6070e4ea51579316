package dev.vitals.cli.coverage;

import java.util.List;

/** A kind of number: draws a sample of which the truth is known, and says what Vitals and the usual way make of it. */
interface Family {
    /** The claims about one sample; always the same ones, in the same order. */
    List<Claim> draw(Chance chance);

    /**
     * A number with the interval that is claimed for it.
     *
     * @param family what kind of number it is, and what makes it hard
     * @param number KPI and estimate
     * @param truth what the sample was drawn from
     * @param ours the interval that gold shows; an end that is not known is infinite
     * @param usual the interval that is usually shown; null where nothing usual has one
     * @param isSparse whether so little is to be found that none is found more often than once in 40 samples, where a limit
     *     on the one side can't be beyond the truth and an interval of 2.5% on each side holds 97.5% or more
     */
    record Claim(String family, String number, double truth, Limits ours, Limits usual, boolean isSparse) {
        Claim(String family, String number, double truth, Limits ours, Limits usual) {
            this(family, number, truth, ours, usual, false);
        }

        Claim sparse(boolean isSo) {
            return new Claim(family, number, truth, ours, usual, isSo);
        }
    }

    /** Two ends of an interval. */
    record Limits(double low, double high) {
        boolean hold(double truth) {
            return low <= truth && truth <= high;
        }

        double width() {
            return high - low;
        }
    }
}
