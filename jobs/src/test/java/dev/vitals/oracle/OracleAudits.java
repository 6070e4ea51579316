package dev.vitals.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Audited items with what their raters agree on, as the contract silver.audit_item says. */
final class OracleAudits {
    private static final int LABELLED_DAYS = 28;

    record Audit(LocalDate day, String frame, double weight, String consensus, Map<String, String> dimensions)
            implements OracleFact {}

    private final List<OracleEnforcement.Sanction> sanctions;
    private final List<OracleReports.Report> reports;
    private final List<OracleAutomod.Held> holds;

    OracleAudits(
            List<OracleEnforcement.Sanction> sanctions,
            List<OracleReports.Report> reports,
            List<OracleAutomod.Held> holds) {
        this.sanctions = sanctions;
        this.reports = reports;
        this.holds = holds;
    }

    List<Audit> audits(RawEvents events) {
        Map<String, List<RawEvents.Label>> byItem = new LinkedHashMap<>();
        for (RawEvents.Label label : events.labels) {
            byItem.computeIfAbsent(label.audit() + " " + label.item(), item -> new ArrayList<>())
                    .add(label);
        }
        List<Audit> audits = new ArrayList<>();
        byItem.values().forEach(labels -> audits.add(audit(labels)));
        return audits;
    }

    private Audit audit(List<RawEvents.Label> labels) {
        labels.sort(Comparator.comparing(RawEvents.Label::at));
        RawEvents.Label first = labels.get(0);
        LocalDate day = RawEvents.day(first.at());
        List<RawEvents.Label> counted = new ArrayList<>();
        for (RawEvents.Label label : labels) {
            if (RawEvents.isWithin(label.at(), day, LABELLED_DAYS)) {
                counted.add(label);
            }
        }
        Map<String, String> judged = judged(first);
        return new Audit(
                day,
                first.frame(),
                1 / first.probability(),
                consensus(counted),
                OracleFact.dimensions(
                        "frame", first.frame(),
                        "category", judged.get("category"),
                        "language", judged.get("language"),
                        "severity", judged.get("severity"),
                        "region", judged.get("region"),
                        "channel_tier", judged.get("channel_tier"),
                        "trigger", judged.get("trigger"),
                        "is_automated", judged.get("is_automated"),
                        "moderator_id", judged.get("moderator_id"),
                        "moderator_team", judged.get("moderator_team")));
    }

    /** The label of the most raters, of each the last one; uncertain when two labels tie. */
    private static String consensus(List<RawEvents.Label> labels) {
        Map<String, String> lastOfRater = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            String rater = labels.get(i).rater() == null
                    ? "nobody " + i
                    : labels.get(i).rater();
            lastOfRater.put(rater, labels.get(i).label());
        }
        Map<String, Integer> votes = new TreeMap<>();
        lastOfRater.values().forEach(label -> votes.merge(label, 1, Integer::sum));
        String winner = null;
        boolean isTied = false;
        for (Map.Entry<String, Integer> vote : votes.entrySet()) {
            int most = winner == null ? 0 : votes.get(winner);
            isTied = vote.getValue() == most || (vote.getValue() < most && isTied);
            winner = vote.getValue() > most ? vote.getKey() : winner;
        }
        return isTied ? "uncertain" : winner;
    }

    /** Dimensions of the decision that is judged: an action, a report or a hold; chat that nobody reported has none. */
    private Map<String, String> judged(RawEvents.Label label) {
        if (label.frame().equals("actioned")) {
            for (OracleEnforcement.Sanction sanction : sanctions) {
                if (sanction.event().id().equals(label.decision())) {
                    return sanction.dimensions();
                }
            }
        }
        if (label.frame().equals("actioned") || label.frame().equals("no_action")) {
            for (OracleReports.Report report : reports) {
                if (report.filed().report().equals(label.decision())) {
                    return report.dimensions();
                }
            }
        }
        if (label.frame().equals("automod_released")) {
            for (OracleAutomod.Held held : holds) {
                if (held.message().equals(label.decision())) {
                    return held.dimensions();
                }
            }
        }
        return Map.of();
    }
}
