package dev.vitals.job.compare;

import dev.vitals.stats.effect.CoMoments;
import java.util.Optional;

/**
 * Units of a variant that are analysed as one part of it.
 *
 * @param stratum the kind of units; empty where all are together
 * @param cluster what was assigned as a whole; empty where units were
 * @param moments of the metric, of a ratio of numerator and denominator; then the same of each covariate
 */
public record UnitGroup(Optional<String> stratum, Optional<String> cluster, CoMoments moments) {}
