package dev.vitals.oracle;

import dev.vitals.oracle.OracleReports.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How long the first person who was given a report kept it. */
final class OracleHandlings {
    private static final int REPORT_DAYS = 28;
    private static final long HORIZON = 72 * 3600L;
    private static final List<String> OTHER_ENDS = List.of("handed_on", "auto_closed", "merged", "withdrawn");

    private OracleHandlings() {}

    static OracleKpi<Report> handleTime(List<Report> reports, OracleFollowUp followed) {
        return new OracleKpi<>(
                        reports,
                        Report::createdDate,
                        rows -> OracleDurations.timesAndShares(
                                "decided", OTHER_ENDS, handlings(rows, followed), HORIZON, 0.5, 0.9, 0.95))
                .of(OracleHandlings::wasHeld, OracleReportKpis::reporter);
    }

    private static boolean wasHeld(Report report) {
        return report.firstHeld() != null && !report.hasNegativeLag();
    }

    private static List<OracleDurations.Case> handlings(List<Report> reports, OracleFollowUp followed) {
        List<OracleDurations.Case> cases = new ArrayList<>();
        for (Report report : reports.stream().filter(OracleHandlings::wasHeld).toList()) {
            Instant followedUpTo = followed.endOf(report.createdDate(), REPORT_DAYS);
            OracleReports.Stretch held = report.firstHeld();
            boolean hasEnded = held.to() != null && held.to().isBefore(followedUpTo);
            // Who is given a report when nobody looks any more is not seen.
            if (!held.from().isAfter(followedUpTo)) {
                cases.add(new OracleDurations.Case(
                        Duration.between(held.from(), hasEnded ? held.to() : followedUpTo)
                                .getSeconds(),
                        hasEnded ? held.endKind() : OracleDurations.CENSORED));
            }
        }
        return cases;
    }
}
