package dev.vitals.oracle;

import static dev.vitals.oracle.OracleKpi.count;
import static dev.vitals.oracle.OracleKpi.mean;
import static dev.vitals.oracle.OracleKpi.quantiles;
import static dev.vitals.oracle.OracleKpi.ratio;
import static dev.vitals.oracle.OracleKpi.share;

import dev.vitals.oracle.OracleReports.Open;
import dev.vitals.oracle.OracleReports.Report;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The KPIs of reports and of the backlog by their ids, each written from the words of its definition. */
final class OracleReportKpis {
    private static final int REPORT_DAYS = 28;
    private static final long HORIZON = 72 * 3600L;
    /** Ends of a report after which nobody answers or closes it any more. */
    private static final List<String> OTHER_ENDS = List.of("auto_closed", "merged", "withdrawn");

    private final Map<String, OracleKpi<?>> kpis = new TreeMap<>();
    private final LocalDate asOf;

    private OracleReportKpis(LocalDate asOf) {
        this.asOf = asOf;
    }

    static Map<String, OracleKpi<?>> of(List<Report> reports, List<Open> backlog, LocalDate asOf) {
        OracleReportKpis all = new OracleReportKpis(asOf);
        all.ofReports(reports);
        all.ofOtherTools(reports);
        all.ofBacklog(backlog);
        return all.kpis;
    }

    static Set<String> reporter(Report report) {
        return OracleKpis.known(report.filed().reporter(), report.filed().report());
    }

    private void ofReports(List<Report> reports) {
        kpis.put(
                "reports_received",
                count(reports, Report::createdDate, report -> 1).of(report -> true, OracleReportKpis::reporter));
        kpis.put(
                "duplicate_factor",
                ratio(
                                reports,
                                Report::createdDate,
                                report -> true,
                                report -> 1,
                                report -> report.opensCase() ? 1 : 0,
                                1)
                        .of(report -> true, OracleReportKpis::reporter));
        kpis.put(
                "sla_attainment",
                share(
                                reports,
                                Report::dueDate,
                                report ->
                                        !report.hasNegativeLag() && !endedInTime(report, Set.of("withdrawn", "merged")),
                                report -> endedInTime(report, Set.of("closed")))
                        .of(
                                report ->
                                        !report.hasNegativeLag() && !endedInTime(report, Set.of("withdrawn", "merged")),
                                OracleReportKpis::reporter));
        kpis.put(
                "report_action_rate",
                share(
                                reports,
                                Report::createdDate,
                                report -> Set.of("action", "no_action").contains(String.valueOf(report.decision())),
                                report -> "action".equals(report.decision()))
                        .of(
                                report -> Set.of("action", "no_action").contains(String.valueOf(report.decision())),
                                OracleReportKpis::reporter));
        kpis.put(
                "time_to_first_action",
                times(
                                reports,
                                REPORT_DAYS,
                                "taken_up",
                                OTHER_ENDS,
                                report -> new End(
                                        report.waited().to(), report.waited().endKind()))
                        .of(report -> !report.hasNegativeLag(), OracleReportKpis::reporter));
        kpis.put(
                "time_to_resolution",
                times(
                                reports,
                                REPORT_DAYS,
                                "closed",
                                OTHER_ENDS,
                                report -> new End(report.firstClosedAt(), report.firstEndKind()))
                        .of(report -> !report.hasNegativeLag(), OracleReportKpis::reporter));
        kpis.put(
                "time_to_final_close",
                times(
                                reports,
                                OracleReports.FOLLOWED_DAYS,
                                "closed",
                                OTHER_ENDS,
                                report -> new End(
                                        report.lastStretch().to(),
                                        report.lastStretch().endKind()))
                        .of(report -> !report.hasNegativeLag(), OracleReportKpis::reporter));
        kpis.put(
                "time_to_any_end",
                new OracleKpi<>(
                                reports,
                                Report::createdDate,
                                rows -> OracleDurations.timesTo(
                                        "ended",
                                        cases(rows, REPORT_DAYS, report -> new End(report.firstClosedAt(), "ended")),
                                        HORIZON,
                                        0.5,
                                        0.9,
                                        0.95))
                        .of(report -> !report.hasNegativeLag(), OracleReportKpis::reporter));
    }

    /** What other tools publish: open reports are not asked. */
    private void ofOtherTools(List<Report> reports) {
        kpis.put(
                "compat_same_day_mean",
                mean(
                                reports,
                                Report::createdDate,
                                report -> isClosedOnItsDay(report) ? 1 : 0,
                                report -> isClosedOnItsDay(report) ? secondsToClose(report) : 0,
                                1)
                        .of(this::isClosedOnItsDay, OracleReportKpis::reporter));
        kpis.put(
                "compat_closed_only_mean",
                mean(
                                reports,
                                Report::createdDate,
                                report -> secondsToClose(report) == null ? 0 : 1,
                                report -> secondsToClose(report) == null ? 0 : secondsToClose(report),
                                1)
                        .of(report -> secondsToClose(report) != null, OracleReportKpis::reporter));
        kpis.put(
                "compat_closed_only_p90",
                quantiles(reports, Report::createdDate, this::secondsToClose, 0.9)
                        .of(report -> secondsToClose(report) != null, OracleReportKpis::reporter));
    }

    private boolean isClosedOnItsDay(Report report) {
        return secondsToClose(report) != null
                && RawEvents.day(report.firstClosedAt()).equals(report.createdDate());
    }

    /** Null unless it was closed with a decision while it is followed, and its log does not run backwards. */
    private Long secondsToClose(Report report) {
        boolean isClosed = "closed".equals(report.firstEndKind())
                && report.firstClosedAt().isBefore(RawEvents.followedUpTo(report.createdDate(), REPORT_DAYS, asOf));
        return !isClosed || report.hasNegativeLag()
                ? null
                : (Long) Duration.between(report.filed().at(), report.firstClosedAt())
                        .getSeconds();
    }

    /** When and how something ended; without a time it goes on. */
    private record End(Instant at, String kind) {}

    private OracleKpi<Report> times(
            List<Report> reports, int days, String event, List<String> others, Function<Report, End> end) {
        return new OracleKpi<>(
                reports,
                Report::createdDate,
                rows -> OracleDurations.timesAndShares(event, others, cases(rows, days, end), HORIZON, 0.5, 0.9, 0.95));
    }

    private static boolean endedInTime(Report report, Set<String> kinds) {
        return report.firstClosedAt() != null
                && kinds.contains(report.firstEndKind())
                && !report.firstClosedAt().isAfter(report.dueAt());
    }

    /** Each report from its creation to its end, or as long as it is followed; one whose log runs backwards is left out. */
    private List<OracleDurations.Case> cases(List<Report> reports, int days, Function<Report, End> endOf) {
        List<OracleDurations.Case> cases = new ArrayList<>();
        for (Report report : reports) {
            Instant from = report.filed().at();
            Instant followedUpTo = RawEvents.followedUpTo(report.createdDate(), days, asOf);
            End end = endOf.apply(report);
            if (report.hasNegativeLag()) {
                continue;
            }
            boolean hasEnded = end.at() != null && end.at().isBefore(followedUpTo);
            cases.add(new OracleDurations.Case(
                    Duration.between(from, hasEnded ? end.at() : followedUpTo).getSeconds(),
                    hasEnded ? end.kind() : OracleDurations.CENSORED));
        }
        return cases;
    }

    private void ofBacklog(List<Open> backlog) {
        kpis.put("backlog_open", count(backlog, Open::day, open -> 1));
        kpis.put("reports_at_risk", count(backlog, Open::day, open -> open.isAtRisk() ? 1 : 0));
        kpis.put("backlog_age", quantiles(backlog, Open::day, Open::ageSeconds, 0.5, 0.9, 1));
    }
}
