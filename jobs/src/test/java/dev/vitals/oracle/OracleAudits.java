package dev.vitals.oracle;

import java.time.Instant;
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

    record Audit(
            LocalDate day,
            String frame,
            double weight,
            String consensus,
            String golden,
            boolean isMessage,
            long views,
            List<Vote> votes,
            Map<String, String> dimensions)
            implements OracleFact {
        boolean isJudged() {
            return golden == null && !consensus.equals("uncertain");
        }

        boolean isOf(String... labels) {
            return List.of(labels).contains(consensus);
        }

        /** Of the item: it breaks the rules, whatever was done about it. */
        boolean isViolating() {
            return frame.equals("actioned") ? !isOf("false_positive") : isOf("false_negative");
        }

        List<String> labels() {
            return votes.stream().map(Vote::label).toList();
        }
    }

    /** What a rater said in the end; the rater may be unknown. */
    record Vote(LocalDate day, String rater, String item, String label, String golden, Map<String, String> dimensions)
            implements OracleFact {}

    /** What is known of the judged decision. */
    private record Judged(String channel, boolean isMessage, Map<String, String> dimensions) {}

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

    /** Every label that counts, by itself. */
    static List<Vote> votes(List<Audit> audits) {
        return audits.stream().flatMap(audit -> audit.votes().stream()).toList();
    }

    List<Audit> audits(RawEvents events) {
        Map<String, List<RawEvents.Label>> byItem = new LinkedHashMap<>();
        for (RawEvents.Label label : events.labels) {
            byItem.computeIfAbsent(label.audit() + " " + label.item(), item -> new ArrayList<>())
                    .add(label);
        }
        List<Audit> audits = new ArrayList<>();
        byItem.values().forEach(labels -> audits.add(audit(labels, events.watched)));
        return audits;
    }

    private Audit audit(List<RawEvents.Label> labels, List<RawEvents.Watched> watched) {
        labels.sort(Comparator.comparing(RawEvents.Label::at));
        RawEvents.Label first = labels.get(0);
        LocalDate day = RawEvents.day(first.at());
        List<RawEvents.Label> counted = new ArrayList<>();
        for (RawEvents.Label label : labels) {
            if (RawEvents.isWithin(label.at(), day, LABELLED_DAYS)) {
                counted.add(label);
            }
        }
        Judged decision = judgedDecision(first);
        Map<String, String> judged = decision.dimensions();
        Map<String, RawEvents.Label> voices = voices(counted);
        List<Vote> votes = voices.values().stream()
                .map(each -> new Vote(
                        day, each.rater(), first.item(), each.label(), first.golden(), Map.of("frame", first.frame())))
                .toList();
        return new Audit(
                day,
                first.frame(),
                Math.round(1e6 / first.probability()) / 1e6,
                consensus(voices),
                first.golden(),
                decision.isMessage(),
                views(first.channel() == null ? decision.channel() : first.channel(), first.itemAt(), watched),
                votes,
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

    /** Viewers on average over the stretch of time that holds the item; 0 where none is known. */
    private static long views(String channel, Instant at, List<RawEvents.Watched> watched) {
        long most = 0;
        for (RawEvents.Watched each : watched) {
            boolean holds =
                    at != null && each.channel().equals(channel) && !at.isBefore(each.from()) && at.isBefore(each.to());
            if (holds && each.liveSeconds() > 0) {
                most = Math.max(most, Math.round((double) each.viewerSeconds() / each.liveSeconds()));
            }
        }
        return most;
    }

    /** The last label of each rater. */
    private static Map<String, RawEvents.Label> voices(List<RawEvents.Label> labels) {
        Map<String, RawEvents.Label> lastOfRater = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            String rater = labels.get(i).rater() == null
                    ? "nobody " + i
                    : labels.get(i).rater();
            lastOfRater.put(rater, labels.get(i));
        }
        return lastOfRater;
    }

    /** The label of the most raters; uncertain when two labels tie. */
    private static String consensus(Map<String, RawEvents.Label> voices) {
        Map<String, Integer> votes = new TreeMap<>();
        voices.values().forEach(each -> votes.merge(each.label(), 1, Integer::sum));
        String winner = null;
        boolean isTied = false;
        for (Map.Entry<String, Integer> vote : votes.entrySet()) {
            int most = winner == null ? 0 : votes.get(winner);
            isTied = vote.getValue() == most || (vote.getValue() < most && isTied);
            winner = vote.getValue() > most ? vote.getKey() : winner;
        }
        return isTied ? "uncertain" : winner;
    }

    /** The decision that is judged: an action, a report or a hold; chat that nobody reported has none. */
    private Judged judgedDecision(RawEvents.Label label) {
        if (label.frame().equals("actioned")) {
            for (OracleEnforcement.Sanction sanction : sanctions) {
                if (sanction.event().id().equals(label.decision())) {
                    return new Judged(
                            sanction.event().channel(), sanction.event().message() != null, sanction.dimensions());
                }
            }
        }
        if (label.frame().equals("actioned") || label.frame().equals("no_action")) {
            for (OracleReports.Report report : reports) {
                if (report.filed().report().equals(label.decision())) {
                    return new Judged(
                            report.filed().channel(),
                            "message".equals(report.filed().subjectType()),
                            report.dimensions());
                }
            }
        }
        if (label.frame().equals("automod_released")) {
            for (OracleAutomod.Held held : holds) {
                if (held.message().equals(label.decision())) {
                    return new Judged(held.channel(), true, held.dimensions());
                }
            }
        }
        return new Judged(null, label.frame().equals("unreported_chat"), Map.of());
    }
}
