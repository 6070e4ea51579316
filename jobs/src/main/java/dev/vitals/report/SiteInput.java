package dev.vitals.report;

import dev.vitals.contract.Contracts;
import java.time.LocalDate;
import java.util.List;

/**
 * What a site tells beside the numbers of its KPIs.
 *
 * @param asOf last day whose events the numbers take in
 * @param quality how the data of all nights came in, and what moved
 * @param nights what each night landed, newest first
 * @param checks every check that was run, with its outcomes
 * @param contracts the tables
 * @param context what happened around the chat, by day
 * @param alarms what the nights of the week found unusual
 * @param maturing what is known of shares whose numerators come late
 * @param experiments the tests of changes, with what the nights have shown
 * @param changes the changes that nobody randomised, with what the days since say
 */
public record SiteInput(
        LocalDate asOf,
        DataQuality quality,
        List<Night> nights,
        List<Check> checks,
        Contracts contracts,
        List<ContextDay> context,
        List<Alarm> alarms,
        Maturing maturing,
        List<Experiment> experiments,
        List<LaunchedChange> changes) {
    public SiteInput {
        nights = List.copyOf(nights);
        checks = List.copyOf(checks);
        context = List.copyOf(context);
        alarms = List.copyOf(alarms);
        experiments = List.copyOf(experiments);
        changes = List.copyOf(changes);
    }

    /** What landed of a source in a night. */
    public record Night(LocalDate night, DataQuality.Intake intake) {}

    /**
     * A check over all its runs.
     *
     * @param severity fail or warn
     * @param runs how often it was run
     * @param broken how often rows broke it
     * @param lastBrokenRows rows that broke it in its last run
     * @param lastRows rows that were checked then
     * @param last as-of day of the last run
     */
    public record Check(
            String table,
            String check,
            String severity,
            long runs,
            long broken,
            long lastBrokenRows,
            long lastRows,
            LocalDate last) {}
}
