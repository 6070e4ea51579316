/**
 * Message in, sentiment out: how a line of live chat becomes a score between -1 and 1.
 *
 * <p>{@link dev.vitals.sentiment.Scorer} is the promise, {@link dev.vitals.sentiment.Scorers} finds the one in use, and
 * {@link dev.vitals.sentiment.LexiconScorer} is the default. A scorer needs no session, no network and no clock, so the
 * same text gets the same score on a laptop, on an executor and in next year's backfill; {@code version()} says when
 * that stops being true.
 */
package dev.vitals.sentiment;
