package dev.vitals.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Definitions for the sample week: id, statistic, unit, level and daily size of each KPI on one line. */
final class SampleKpis {
    private static final String TIMES = "p50 p90 p95 mean_72h";
    private static final String REPORTS = "category language severity";

    /** id | title | statistic | unit | good when | estimates | target | matures | minimum | slices | level | per day. */
    private static final String LINES =
            """
            time_to_resolution|Time to resolution|time_to_event|seconds|LOWER|TIMES|14400|28|20|REPORTS|11500|1010
            time_to_first_action|Time to first action|time_to_event|seconds|LOWER|TIMES|3600|28|20|REPORTS|2300|1010
            sla_attainment|Resolved in time|share|share|HIGHER|value|0.95|0|20|REPORTS|0.86|980
            reports_at_risk|Reports at risk|count|reports|LOWER|value||0|5|severity|41|41
            backlog_open|Open backlog|count|reports|LOWER|value||0|5|severity|312|312
            backlog_age|Age of the backlog|quantile|seconds|LOWER|p50 p90 max||0|20|severity|40000|312
            automod_hold_latency|AutoMod hold latency|quantile|seconds|LOWER|p50 p90||2|20|language|48|130
            message_to_action_latency|Message to action|quantile|seconds|LOWER|p50 p90||0|20|language|7.4|420
            false_discovery_rate|False discovery rate|weighted_share|share|LOWER|value|0.05|28|20|category language|0.061|38
            false_negative_rate|False negative rate|weighted_share|share|LOWER|value||28|20|category language|0.034|60
            audit_coverage_gap|Audits without an answer|weighted_share|share|LOWER|value|0.1|28|20|category|0.05|98
            overturn_rate|Overturn rate|share|share|LOWER|value||0|20|category language|0.27|24
            appeal_rate|Appeal rate|share|share|NEITHER|value||28|20|category language|0.12|310
            restoration_rate|Restoration rate|share|share|LOWER|value||28|20|category|0.013|310
            false_positive_lower_bound|Sanctions reversed on appeal|share|share|LOWER|value||60|20|category|0.021|310
            automod_precision_bound|AutoMod holds that moderators denied|share|share|HIGHER|value||2|20|language|0.46|110
            automod_expired_share|AutoMod holds that expired|share|share|LOWER|value|0.1|2|20|language|0.16|130
            reports_received|Reports received|count|reports|NEITHER|value||0|5|REPORTS|1010|1010
            reports_per_1k_messages|Reports per 1,000 messages|rate|reports per 1,000 messages|NEITHER|value||0|20|language|20.4|1010
            duplicate_factor|Reports per case|ratio|reports per case|NEITHER|value||0|20|REPORTS|2.21|1010
            report_action_rate|Report action rate|share|share|NEITHER|value||60|20|REPORTS|0.19|920
            enforcements_per_1k_messages|Enforcement actions per 1,000 messages|rate|actions per 1,000 messages|NEITHER|value||0|20|language|8.1|410
            proactive_rate|Proactive rate|share|share|HIGHER|value||0|20|category language|0.44|410
            moderator_decisions|Decisions by moderators|count|decisions|NEITHER|value||1|5|moderator_team|870|870
            decisions_per_active_hour|Decisions per active hour|ratio|decisions per hour|NEITHER|value||1|20|moderator_team|22.5|60
            active_moderators|Active moderators|distinct|moderators|NEITHER|value||0|5|moderator_team|24|24
            negative_share|Share of negative messages|ratio|share|LOWER|value||0|20|language|0.083|26000
            sentiment_mean|Mean sentiment of messages|mean|points from -1 to 1|HIGHER|value||0|20|language|0.112|26000
            sentiment_mean_per_chatter|Mean sentiment of chatters|mean|points from -1 to 1|HIGHER|value||0|20||0.097|5200
            sentiment_coverage|Sentiment coverage|ratio|share|HIGHER|value||0|20|language|0.52|49800
            chatters|Chatters|distinct|chatters|HIGHER|value||0|20|language|6400|6400
            messages_per_chatter|Messages per chatter|mean|messages per chatter and day|NEITHER|value||0|20||7.8|6400
            new_chatter_share|Share of new chatters|share|share|NEITHER|value||0|20||0.21|6400
            """
                    .replace("TIMES", TIMES)
                    .replace("REPORTS", REPORTS);

    private SampleKpis() {}

    static List<KpiView> all() {
        List<KpiView> kpis = new ArrayList<>();
        for (String line : LINES.strip().split("\n")) {
            String[] part = line.strip().split("\\|");
            List<String> estimates = List.of(part[5].split(" "));
            kpis.add(new KpiView(
                    part[0],
                    1,
                    part[1],
                    "What does " + part[1].toLowerCase(Locale.ROOT) + " say?",
                    Map.of("statistic", part[2]),
                    part[2],
                    part[3],
                    KpiView.GoodWhen.valueOf(part[4]),
                    estimates,
                    part[6].isEmpty() ? Map.of() : Map.of(estimates.get(0), Double.valueOf(part[6])),
                    Long.parseLong(part[8]),
                    Integer.parseInt(part[7]),
                    "trust-and-safety",
                    List.of("A sample, drawn from a seed.")));
        }
        return kpis;
    }

    static double level(String id) {
        return Double.parseDouble(line(id)[10]);
    }

    static double size(String id) {
        return Double.parseDouble(line(id)[11]);
    }

    static Set<String> sliceBy(String id) {
        return Set.of(line(id)[9].split(" "));
    }

    private static String[] line(String id) {
        return LINES.lines()
                .filter(line -> line.startsWith(id + "|"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split("\\|");
    }
}
