/**
 * Numbers in, pages out: a {@link dev.vitals.report.ReportInput} becomes one self-contained HTML file and the tables
 * beside it as CSV.
 *
 * <p>Small cells are hidden in {@code Figures}, before anything is worded or drawn; a hidden figure carries no number, so
 * that no table, chart, sentence or file can leak one. Text that came from logs is escaped by {@code Element} and made
 * visible by {@code Plain}. The room knows nothing of Spark, of paths other than the one it writes to, or of the time.
 */
package dev.vitals.report;
