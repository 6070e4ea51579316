/**
 * Raw line to event: {@link dev.vitals.job.land.Lines} cuts a file, an {@link dev.vitals.job.land.Adapter} reads each
 * line into an {@link dev.vitals.job.land.Outcome}.
 *
 * <p>Each byte is parsed once. People and channels leave as pseudonyms, prose is left behind except for chat text, and
 * what can't be read leaves with a reason of {@link dev.vitals.job.land.Reasons}. Nothing here knows Spark, a file system
 * or the time.
 */
package dev.vitals.job.land;
