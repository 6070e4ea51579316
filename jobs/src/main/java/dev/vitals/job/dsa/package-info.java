/** Counts what a report under the Digital Services Act tells, from the facts of its period. */
package dev.vitals.job.dsa;
