/** What a test of a product change is, as its file in {@code schemas/experiments} or of a data scientist says. */
package dev.vitals.contract.experiment;
