/**
 * How much one arm of a test differs from another, from means and variances and never from rows.
 *
 * <p>Every test is an immutable set of options that starts at {@code withDefaults()}; every answer is an
 * {@link dev.vitals.stats.effect.Effect}.
 */
package dev.vitals.stats.effect;
