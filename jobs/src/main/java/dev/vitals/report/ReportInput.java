package dev.vitals.report;

import java.time.LocalDate;
import java.util.List;

/**
 * Everything that a report shows, read from gold and ops.
 *
 * @param period what the report is about
 * @param asOf last day whose events the numbers take in
 * @param kpis the definitions, in the order of the appendix
 * @param daily rows of {@code gold.kpi_daily} with slice {@code all} and every estimate, for the period and as many days before it as the
 *     trend charts shall show
 * @param periods rows of {@code gold.kpi_period} of this period and of the one before, with slice {@code all} and one
 *     dimension alone; other slices are not shown
 * @param gate what decided which numbers stay hidden, over all cells of each KPI and not these alone
 * @param quality how the data came in
 * @param context what happened around the chat on days of this period and of the one before
 * @param alarms what the nights of the period found unusual
 * @param maturing what is known of shares whose numerators come late
 * @param experiments the tests of changes, with what the nights have shown
 */
public record ReportInput(
        Period period,
        LocalDate asOf,
        List<KpiView> kpis,
        List<Cell> daily,
        List<Cell> periods,
        Gate gate,
        DataQuality quality,
        List<ContextDay> context,
        List<Alarm> alarms,
        Maturing maturing,
        List<Experiment> experiments) {
    public ReportInput {
        kpis = List.copyOf(kpis);
        daily = List.copyOf(daily);
        periods = List.copyOf(periods);
        context = List.copyOf(context);
        alarms = List.copyOf(alarms);
        experiments = List.copyOf(experiments);
    }
}
