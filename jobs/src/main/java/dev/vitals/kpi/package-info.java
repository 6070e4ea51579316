/**
 * What every KPI means, the mergeable state it is computed from, and the numbers that follow from a state.
 *
 * <p>A definition is a file under {@code schemas/kpis/}. Its expressions are SQL texts that this room reads only so far
 * as to know which columns they name; an engine elsewhere evaluates them into states. States of days and slices add up
 * to states of periods and wholes, and {@link dev.vitals.kpi.Estimates} turns any of them into values with intervals.
 */
package dev.vitals.kpi;
