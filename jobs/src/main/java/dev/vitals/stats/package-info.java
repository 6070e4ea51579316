/**
 * Estimators and their intervals, computed from sufficient statistics and never from rows.
 *
 * <p>Every estimator is an immutable set of options that starts at {@code withDefaults()}; every answer is an
 * {@link dev.vitals.stats.Estimate}, which also says how it may be read when nothing, or everything, was observed.
 * The room depends on the JDK and Apache Commons alone.
 */
package dev.vitals.stats;
