package dev.vitals.job.refine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells of the reports on one subject which open a case and which are part of a brigade.
 *
 * <p>A report opens a case when no other report on the subject was filed in the 7 days before it. It is brigaded when
 * at least 20 different people reported the subject within one hour of it, before or after; anonymous reports don't
 * count, since they may all be one person's. Ten were too few: an item that really offends gets as many in a busy channel.
 */
final class SubjectReports {
    static final Duration CASE_GAP = Duration.ofDays(7);
    static final Duration BRIGADE_SPAN = Duration.ofHours(1);
    static final int BRIGADE_REPORTERS = 20;

    private static final Comparator<Filed> IN_ORDER =
            Comparator.comparing(Filed::at).thenComparing(Filed::eventId);

    private SubjectReports() {}

    /** A report as filed. */
    record Filed(Instant at, String eventId, String reportId, String reporterId) {}

    /** What the other reports on its subject say of a report. */
    record Standing(String eventId, boolean opensCase, boolean isBrigaded) {}

    /** One standing per report, in the order in which they were filed. */
    static List<Standing> of(List<Filed> reports) {
        List<Filed> filed = reports.stream().sorted(IN_ORDER).toList();
        List<Standing> standings = new ArrayList<>();
        Map<String, Integer> nearby = new HashMap<>();
        int from = 0;
        int to = 0;
        for (int i = 0; i < filed.size(); i++) {
            Instant at = filed.get(i).at();
            while (to < filed.size() && !filed.get(to).at().isAfter(at.plus(BRIGADE_SPAN))) {
                count(nearby, filed.get(to++), 1);
            }
            while (filed.get(from).at().isBefore(at.minus(BRIGADE_SPAN))) {
                count(nearby, filed.get(from++), -1);
            }
            standings.add(
                    new Standing(filed.get(i).eventId(), opensCase(filed, i), nearby.size() >= BRIGADE_REPORTERS));
        }
        return standings;
    }

    private static void count(Map<String, Integer> reporters, Filed report, int change) {
        if (report.reporterId() != null) {
            reporters.merge(report.reporterId(), change, (had, more) -> had + more == 0 ? null : had + more);
        }
    }

    private static boolean opensCase(List<Filed> filed, int i) {
        Instant earliest = filed.get(i).at().minus(CASE_GAP);
        for (int before = i - 1; before >= 0 && !filed.get(before).at().isBefore(earliest); before--) {
            if (!filed.get(before).reportId().equals(filed.get(i).reportId())) {
                return false;
            }
        }
        return true;
    }
}
