/**
 * Whether a change that was not assigned at random moved a number: series that were interrupted, and differences of
 * differences of clusters that started and such that did not.
 *
 * <p>Every answer is an {@link dev.vitals.stats.effect.Effect}. None of them replaces a test: what else happened on the
 * day of the change counts as its effect.
 */
package dev.vitals.stats.change;
