package dev.vitals.job.compare;

import dev.vitals.stats.effect.CoMoments;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Units of a variant that are analysed as one part of it.
 *
 * @param stratum the kind of units; empty where all are together
 * @param cluster what was assigned as a whole; empty where units were
 * @param counted units that have any of the metric's denominator, which a ratio rests on; empty where that is not known, or
 *     each unit is its own
 * @param moments of the metric, of a ratio of numerator and denominator; then the same of each covariate
 */
public record UnitGroup(Optional<String> stratum, Optional<String> cluster, OptionalLong counted, CoMoments moments) {
    /** Units of which it is not known how many have any of the denominator. */
    public UnitGroup(Optional<String> stratum, Optional<String> cluster, CoMoments moments) {
        this(stratum, cluster, OptionalLong.empty(), moments);
    }
}
