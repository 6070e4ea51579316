package dev.vitals.job.refine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the brigaded reports on a subject, which {@link SubjectReports} tells, into brigades: one per day and burst. */
final class Brigades {
    private Brigades() {}

    /** The brigades on a subject, in order; each is its reports, in order. */
    static List<List<SubjectReports.Filed>> of(List<SubjectReports.Filed> reports) {
        List<SubjectReports.Filed> filed = reports.stream()
                .sorted(Comparator.comparing(SubjectReports.Filed::at).thenComparing(SubjectReports.Filed::eventId))
                .toList();
        List<SubjectReports.Standing> standings = SubjectReports.of(filed);
        List<List<SubjectReports.Filed>> brigades = new ArrayList<>();
        Instant last = null;
        for (int i = 0; i < filed.size(); i++) {
            if (standings.get(i).isBrigaded()) {
                Instant at = filed.get(i).at();
                if (last == null || !goesOn(last, at)) {
                    brigades.add(new ArrayList<>());
                }
                brigades.get(brigades.size() - 1).add(filed.get(i));
                last = at;
            }
        }
        return brigades;
    }

    private static boolean goesOn(Instant last, Instant at) {
        return !at.isAfter(last.plus(SubjectReports.BRIGADE_SPAN))
                && Rows.day(last).equals(Rows.day(at));
    }
}
