/** Which decisions and messages are drawn for an audit. */
package dev.vitals.job.audit;
