/**
 * A synthetic community with known truth, for the demo, the tests and the benchmarks.
 *
 * <p>{@link dev.vitals.simulate.Community} writes the logs of each night and the truth beside them;
 * {@link dev.vitals.simulate.ChatBulk} writes chat alone, in any amount. Models ({@code ChannelModel},
 * {@code ChatterModel}, {@code Staff}, {@code Rhythm}, {@code Harm}, {@code Penalty}) say what is likely; flows
 * ({@code ChatFlow}, {@code ReportFlow}, {@code EnforcementFlow}, ...) play it out and write events; {@code Delivery}
 * decides in which night a reader gets to see them; {@code TruthBook} counts along.
 */
package dev.vitals.simulate;
