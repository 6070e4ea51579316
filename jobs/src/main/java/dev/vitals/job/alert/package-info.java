/** What of a night's numbers is news: plain Java over cells of gold, so that a benchmark can run the same code. */
package dev.vitals.job.alert;
