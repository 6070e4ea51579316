package dev.vitals.job.dsa;

import static dev.vitals.testing.Fixtures.row;

import dev.vitals.testing.Fixtures;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The facts of a small world around January 2026, in which the Union is the region EU. */
final class DsaWorld {
    private DsaWorld() {}

    static Map<String, Dataset<Row>> tables() {
        return Map.of(
                "silver.report_case", reports(),
                "silver.enforcement_action", sanctions(),
                "silver.appeal", appeals(),
                "silver.audit_item", audits(),
                "dim.moderator", moderators());
    }

    private static Dataset<Row> reports() {
        return Fixtures.rows(
                "silver.report_case",
                report("r1", "user", "harassment", "EU", "s1", "action", "2026-01-10 12:00", false),
                report("r2", "trusted_flagger", "minors", "EU", "s2", "action", "2026-01-10 16:00", false),
                report("r3", "user", "harassment", "EU", null, "no_action", "2026-01-10 11:00", true),
                report("outside", "user", "harassment", "NA", "s4", "action", "2026-01-10 11:00", false),
                report("detector", "automated", "harassment", "EU", "s5", "action", "2026-01-10 11:00", true),
                report("open", "user", "spam", null, null, null, null, null),
                backwards(report("back", "user", "harassment", "EU", null, "action", "2026-01-10 10:00", false)),
                later(report("later", "user", "harassment", "EU", "s1", "action", "2026-01-10 11:00", false)));
    }

    private static Map<String, Object> report(
            String id,
            String source,
            String category,
            String region,
            String subject,
            String decision,
            String decidedAt,
            Boolean isAutomated) {
        return row(
                "report_id",
                id,
                "report_source",
                source,
                "category",
                category,
                "region",
                region,
                "subject_id",
                subject,
                "decision",
                decision,
                "decided_at",
                decidedAt,
                "is_automated",
                isAutomated,
                "created_at",
                "2026-01-10 10:00",
                "created_date",
                "2026-01-10");
    }

    private static Map<String, Object> backwards(Map<String, Object> report) {
        report.put("has_negative_lag", true);
        return report;
    }

    private static Map<String, Object> later(Map<String, Object> report) {
        report.put("created_date", "2026-02-01");
        return report;
    }

    private static Dataset<Row> sanctions() {
        return Fixtures.rows(
                "silver.enforcement_action",
                sanction("a1", "message_delete", "harassment", "user_report", "EU", false, false, 1),
                sanction("a2", "suspend", "minors", "trusted_flagger", "EU", null, false, 3),
                sanction("a3", "timeout", "spam", "automod", "EU", true, true, 1),
                sanction("a4", "ban", "hate", "manual", null, false, false, 5),
                sanction("warned", "warn", "hate", "manual", "EU", false, false, 9),
                sanction("a6", "ban", "copyright", "manual", "EU", false, true, 4),
                sanction("outside", "message_delete", "spam", "proactive", "NA", true, false, 4));
    }

    private static Map<String, Object> sanction(
            String id,
            String action,
            String category,
            String trigger,
            String region,
            Boolean isAutomated,
            boolean ends,
            int strike) {
        return row(
                "action_id",
                id,
                "action",
                action,
                "category",
                category,
                "trigger",
                trigger,
                "region",
                region,
                "is_automated",
                isAutomated,
                "planned_end_at",
                ends ? "2026-01-20 00:00" : null,
                "strike_number",
                strike,
                "language",
                "de",
                "action_at",
                "2026-01-10 12:00",
                "action_date",
                "2026-01-10");
    }

    private static Dataset<Row> appeals() {
        return Fixtures.rows(
                "silver.appeal",
                appeal("p1", "message_delete", null, "EU", "upheld", "2026-01-15 14:00"),
                appeal("p2", "ban", null, "EU", "reversed", "2026-01-15 18:00"),
                appeal("p3", null, "r3", "EU", "upheld", "2026-01-15 20:00"),
                appeal("withdrawn", "ban", null, "EU", null, null),
                appeal("outside", "ban", null, "NA", "reversed", "2026-01-15 11:00"),
                appeal("p6", null, "r2", null, "omitted", "2026-01-16 10:00"));
    }

    private static Map<String, Object> appeal(
            String id, String action, String report, String region, String outcome, String decidedAt) {
        return row(
                "appeal_id",
                id,
                "action",
                action,
                "report_id",
                report,
                "region",
                region,
                "outcome",
                outcome,
                "decided_at",
                decidedAt,
                "submitted_at",
                "2026-01-15 10:00",
                "submitted_date",
                "2026-01-15");
    }

    private static Dataset<Row> audits() {
        return Fixtures.rows(
                "silver.audit_item",
                audit("i1", "actioned", "correct", "automod", true, "de", "EU"),
                audit("i2", "actioned", "false_positive", "user_report", true, "fr", "EU"),
                audit("i3", "actioned", "false_positive", "manual", false, "de", "EU"),
                audit("i4", "actioned", "correct", "automod", true, "de", "NA"),
                audit("i5", "unreported_chat", "false_negative", null, null, null, null));
    }

    private static Map<String, Object> audit(
            String id,
            String frame,
            String consensus,
            String trigger,
            Boolean isAutomated,
            String language,
            String region) {
        return row(
                "audit_id",
                "draw",
                "item_id",
                id,
                "frame",
                frame,
                "consensus",
                consensus,
                "trigger",
                trigger,
                "is_automated",
                isAutomated,
                "language",
                language,
                "region",
                region,
                "weight",
                "10",
                "audit_date",
                "2026-01-20");
    }

    private static Dataset<Row> moderators() {
        return Fixtures.rows(
                "dim.moderator",
                row(
                        "moderator_id",
                        "m1",
                        "valid_from",
                        "2025-01-01 00:00",
                        "valid_to",
                        "2025-06-01 00:00",
                        "languages",
                        "it"),
                row(
                        "moderator_id",
                        "m1",
                        "valid_from",
                        "2025-06-01 00:00",
                        "languages",
                        "de, EN",
                        "employment",
                        "internal"),
                row(
                        "moderator_id",
                        "m2",
                        "valid_from",
                        "2025-01-01 00:00",
                        "languages",
                        "de",
                        "employment",
                        "external"),
                row("moderator_id", "m3", "valid_from", "2025-01-01 00:00"),
                row("moderator_id", "bot", "valid_from", "2025-01-01 00:00", "languages", "de", "is_bot", true),
                row("moderator_id", "new", "valid_from", "2026-02-01 00:00", "languages", "de"));
    }
}
