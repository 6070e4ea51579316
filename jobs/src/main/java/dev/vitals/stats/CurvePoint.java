package dev.vitals.stats;

/**
 * One step of a curve over time.
 *
 * @param bin the time bin of the step
 * @param seconds the time that stands for the bin, in seconds
 * @param open cases neither ended nor censored before the bin
 * @param ended cases that ended in the bin in the way the curve follows
 * @param censored cases last seen open in the bin, or ended there in a way that the curve counts as censoring
 * @param share the height of the curve from this time on, 0 to 1
 * @param standardError the standard error of the share
 * @param lower the lower limit of the pointwise interval
 * @param upper the upper limit of the pointwise interval
 */
public record CurvePoint(
        int bin,
        double seconds,
        long open,
        long ended,
        long censored,
        double share,
        double standardError,
        double lower,
        double upper) {}
