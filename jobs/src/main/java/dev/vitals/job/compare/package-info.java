/** What a test of a change showed. */
package dev.vitals.job.compare;
