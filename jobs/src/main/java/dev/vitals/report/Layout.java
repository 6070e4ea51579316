package dev.vitals.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which KPI stands where.
 *
 * <p>A KPI that no section names still appears, under other measures, so that a new definition shows without a change
 * here; a name without a definition is left out.
 */
final class Layout {
    /**
     * A chapter of the report.
     *
     * @param id anchor and file name
     * @param title heading
     * @param question what its figures answer
     * @param kpis its KPIs in order
     * @param dimensions what its figures are broken down by
     */
    record Chapter(String id, String title, String question, List<String> kpis, List<String> dimensions) {}

    /** A number as other tools publish it, and the estimate that answers its question. */
    record Compared(String compat, String right, String estimate) {}

    /** What other tools publish, and what it should be read against. */
    static final List<Compared> COMPARED = List.of(
            new Compared("compat_same_day_mean", "time_to_any_end", "mean_72h"),
            new Compared("compat_closed_only_mean", "time_to_any_end", "mean_72h"),
            new Compared("compat_closed_only_p90", "time_to_any_end", "p90"));

    /** For each place on the first screen: the KPI that takes it, or the next one when that has no number. */
    static final List<List<String>> HEADLINES = List.of(
            List.of("time_to_resolution"),
            List.of("sla_attainment"),
            List.of("false_discovery_rate", "overturn_rate"),
            List.of("reports_per_1k_messages"),
            List.of("negative_share"));

    /** What the sentences tell whether it moved or not, besides the headlines. */
    private static final List<String> CONTEXT = List.of("reports_received");

    /** What the tables by category and by language show, leading column first. */
    static final List<String> BREAKDOWN = List.of(
            "reports_received",
            "time_to_resolution",
            "sla_attainment",
            "report_action_rate",
            "overturn_rate",
            "false_discovery_rate",
            "negative_share");

    private static final List<Chapter> CHAPTERS = List.of(
            new Chapter(
                    "timeliness",
                    "Timeliness",
                    "How long do people wait for an answer, and how much is waiting?",
                    List.of(
                            "time_to_resolution",
                            "time_to_any_end",
                            "time_to_final_close",
                            "time_to_first_action",
                            "handle_time",
                            "sla_attainment",
                            "reports_at_risk",
                            "backlog_open",
                            "backlog_age",
                            "automod_hold_latency",
                            "message_to_action_latency",
                            "compat_same_day_mean",
                            "compat_closed_only_mean",
                            "compat_closed_only_p90"),
                    List.of("severity", "trigger")),
            new Chapter(
                    "accuracy",
                    "Accuracy",
                    "How often are decisions wrong, in each direction?",
                    List.of(
                            "false_discovery_rate",
                            "false_negative_rate",
                            "false_positive_rate",
                            "precision",
                            "recall",
                            "accuracy",
                            "false_positive_share",
                            "false_negative_share",
                            "wrong_selection_share",
                            "technical_error_share",
                            "violating_prevalence",
                            "violating_prevalence_by_view",
                            "audit_coverage_gap",
                            "rater_agreement",
                            "golden_set_accuracy"),
                    List.of()),
            new Chapter(
                    "automation",
                    "Automation",
                    "How good are decisions that no person took, and how much do people leave undone?",
                    List.of(
                            "automated_precision",
                            "automated_recall",
                            "automated_accuracy",
                            "automod_precision_bound",
                            "automod_expired_share"),
                    List.of()),
            new Chapter(
                    "appeals",
                    "Appeals",
                    "Who asks for another look, and how often were they right?",
                    List.of(
                            "overturn_rate",
                            "partially_reversed_share",
                            "omitted_appeal_share",
                            "appeal_rate",
                            "restoration_rate",
                            "false_positive_lower_bound"),
                    List.of()),
            new Chapter(
                    "enforcement",
                    "Enforcement",
                    "How much is reported and sanctioned, and who finds it first?",
                    List.of(
                            "reports_received",
                            "reports_per_1k_messages",
                            "reports_per_1k_viewer_hours",
                            "duplicate_factor",
                            "report_action_rate",
                            "enforcement_actions",
                            "enforcements_per_1k_messages",
                            "messages_removed_per_1k",
                            "proactive_removals_per_1k",
                            "manual_removals_per_1k",
                            "moderation_coverage",
                            "moderation_coverage_by_channel",
                            "moderation_coverage_by_streamed_time",
                            "proactive_rate",
                            "lifted_early_share",
                            "suspected_ban_evaders",
                            "repeat_offence_30d",
                            "repeat_offence_90d",
                            "time_to_repeat_offence_30d",
                            "time_to_repeat_offence"),
                    List.of("action", "trigger", "strike")),
            new Chapter(
                    "moderators",
                    "Moderators",
                    "How much work is done, how well, and what does it ask of people? Quality stands beside quantity; teams"
                            + " of at least five people are shown, never a person.",
                    List.of(
                            "moderator_decisions",
                            "standardised_throughput",
                            "moderator_accuracy",
                            "moderator_overturn_rate",
                            "decisions_per_active_hour",
                            "active_moderators",
                            "active_time",
                            "bulk_action_volume",
                            "workload_concentration",
                            "severe_exposure_per_active_hour",
                            "severe_exposure_per_session",
                            "longest_run"),
                    List.of(Teams.DIMENSION)),
            new Chapter(
                    "community",
                    "Sentiment and community",
                    "How does the mood of chat move, and who takes part? Read sentiment with its coverage beside it.",
                    List.of(
                            "negative_share",
                            "positive_share",
                            "sentiment_mean",
                            "sentiment_mean_per_chatter",
                            "sentiment_coverage",
                            "chatters",
                            "messages_per_chatter",
                            "new_chatter_share",
                            "new_chatter_week1_retention",
                            "retention_after_action",
                            "retention_after_witnessing",
                            "retention_without_witnessing"),
                    List.of("action", "messages_written")));

    private Layout() {}

    /** Every KPI that a chapter names. */
    static List<String> named() {
        return CHAPTERS.stream().flatMap(chapter -> chapter.kpis().stream()).toList();
    }

    /** Chapters with the KPIs that are defined; those that no chapter names come last. */
    static List<Chapter> chapters(Figures figures) {
        List<Chapter> chapters = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        for (Chapter chapter : CHAPTERS) {
            List<String> known = chapter.kpis().stream().filter(figures::knows).toList();
            placed.addAll(known);
            if (!known.isEmpty()) {
                chapters.add(
                        new Chapter(chapter.id(), chapter.title(), chapter.question(), known, chapter.dimensions()));
            }
        }
        List<String> others = figures.kpis().stream()
                .map(KpiView::id)
                .filter(id -> !placed.contains(id))
                .toList();
        if (!others.isEmpty()) {
            chapters.add(new Chapter("other", "Other measures", "What else is measured?", others, List.of()));
        }
        return chapters;
    }

    /** KPIs that the sentences tell in any case. */
    static List<KpiView> told(Figures figures) {
        List<KpiView> told = new ArrayList<>(headlines(figures));
        CONTEXT.stream().filter(figures::knows).map(figures::kpi).forEach(told::add);
        return told;
    }

    /** KPIs of the first screen. */
    static List<KpiView> headlines(Figures figures) {
        List<KpiView> headlines = new ArrayList<>();
        for (List<String> place : HEADLINES) {
            List<KpiView> known =
                    place.stream().filter(figures::knows).map(figures::kpi).toList();
            known.stream()
                    .filter(kpi -> figures.now(kpi, kpi.leading()).hasValue())
                    .findFirst()
                    .or(() -> known.stream().findFirst())
                    .ifPresent(headlines::add);
        }
        return headlines;
    }
}
