/**
 * Tests that may be looked at while they run: every night, or at looks that were planned.
 *
 * <p>A fixed test that is looked at each night and stopped at the first small p-value is wrong far more often than it
 * says. Here the promise holds over all looks together. What may be looked at without end is a
 * {@link dev.vitals.stats.sequential.ConfidenceSequence}; with a last day that is known, a
 * {@link dev.vitals.stats.sequential.GroupSequential} plan is narrower. Looks of the first kind are gathered by
 * {@link dev.vitals.stats.sequential.RunningEvidence}.
 */
package dev.vitals.stats.sequential;
