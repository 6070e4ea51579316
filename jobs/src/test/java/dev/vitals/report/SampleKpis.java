package dev.vitals.report;

import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import java.util.List;

/** Every KPI of the catalogue with a plausible level and daily size. */
final class SampleKpis {
    /** id | value of the leading estimate | observations a day. */
    private static final String LEVELS = """
            time_to_resolution|11500|1010
            time_to_first_action|2300|1010
            time_to_any_end|11000|1010
            time_to_final_close|12100|1010
            compat_same_day_mean|6900|700
            compat_closed_only_mean|15100|920
            compat_closed_only_p90|52000|920
            handle_time|95|880
            sla_attainment|0.86|980
            reports_at_risk|41|41
            backlog_open|312|312
            backlog_age|40000|312
            automod_hold_latency|48|130
            message_to_action_latency|7.4|420
            false_discovery_rate|0.061|38
            false_negative_rate|0.034|60
            audit_coverage_gap|0.05|98
            overturn_rate|0.27|24
            partially_reversed_share|0.06|24
            omitted_appeal_share|0.04|25
            appeal_rate|0.12|310
            restoration_rate|0.013|310
            false_positive_lower_bound|0.021|310
            automod_precision_bound|0.46|110
            automod_expired_share|0.16|130
            reports_received|1010|1010
            reports_per_1k_messages|20.4|1010
            duplicate_factor|2.21|1010
            report_action_rate|0.19|920
            enforcement_actions|410|410
            enforcements_per_1k_messages|8.1|410
            reports_per_1k_viewer_hours|3.2|1010
            moderation_coverage|0.83|120
            moderation_coverage_by_channel|0.64|120
            moderation_coverage_by_streamed_time|0.66|120
            messages_removed_per_1k|6.2|310
            proactive_removals_per_1k|3.9|195
            manual_removals_per_1k|2.3|115
            proactive_rate|0.44|410
            lifted_early_share|0.04|290
            suspected_ban_evaders|12|12
            repeat_offence_30d|0.18|260
            repeat_offence_90d|0.27|250
            time_to_repeat_offence_30d|310000|270
            time_to_repeat_offence|310000|270
            moderator_decisions|870|870
            decisions_per_active_hour|22.5|60
            active_moderators|24|24
            active_time|140000|140000
            bulk_action_volume|64|64
            standardised_throughput|0.98|60
            moderator_accuracy|0.91|44
            moderator_overturn_rate|0.24|22
            workload_concentration|0.31|24
            severe_exposure_per_active_hour|3.1|60
            severe_exposure_per_session|240|60
            longest_run|2900|60
            negative_share|0.083|26000
            positive_share|0.31|26000
            sentiment_mean|0.112|26000
            sentiment_mean_per_chatter|0.097|5200
            sentiment_coverage|0.52|49800
            chatters|6400|6400
            messages_per_chatter|7.8|6400
            new_chatter_share|0.21|6400
            new_chatter_week1_retention|0.34|1340
            retention_after_action|0.52|330
            retention_after_witnessing|0.71|2900
            retention_without_witnessing|0.46|2800
            """;

    private static final KpiCatalogue CATALOGUE = KpiCatalogue.load();

    private SampleKpis() {}

    static List<KpiView> all() {
        return CATALOGUE.kpis().stream().map(KpiView::of).toList();
    }

    static double level(String id) {
        return number(id, 1);
    }

    static double size(String id) {
        return number(id, 2);
    }

    static List<String> sliceBy(String id) {
        return CATALOGUE.find(id).map(KpiDefinition::sliceBy).orElse(List.of());
    }

    /** A KPI without a line has a half as its level, and 100 observations. */
    private static double number(String id, int part) {
        return LEVELS.lines()
                .filter(line -> line.startsWith(id + "|"))
                .findFirst()
                .map(line -> Double.parseDouble(line.split("\\|")[part]))
                .orElse(part == 1 ? 0.5 : 100.0);
    }
}
