package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every KPI file keeps to, whoever writes it. */
class KpiCatalogueTest {
    /** What product managers were promised to find. */
    private static final Set<String> PROMISED = Set.of(
            "reports_received",
            "duplicate_factor",
            "report_action_rate",
            "reports_per_1k_messages",
            "reports_per_1k_viewer_hours",
            "moderation_coverage",
            "moderation_coverage_by_channel",
            "moderation_coverage_by_streamed_time",
            "messages_removed_per_1k",
            "proactive_removals_per_1k",
            "manual_removals_per_1k",
            "time_to_first_action",
            "time_to_resolution",
            "time_to_final_close",
            "time_to_any_end",
            "compat_same_day_mean",
            "compat_closed_only_mean",
            "compat_closed_only_p90",
            "backlog_open",
            "backlog_age",
            "sla_attainment",
            "appeal_rate",
            "overturn_rate",
            "partially_reversed_share",
            "omitted_appeal_share",
            "restoration_rate",
            "false_positive_lower_bound",
            "automod_precision_bound",
            "automod_expired_share",
            "automod_hold_latency",
            "enforcement_actions",
            "enforcements_per_1k_messages",
            "suspected_ban_evaders",
            "proactive_rate",
            "message_to_action_latency",
            "false_discovery_rate",
            "false_negative_rate",
            "automated_precision",
            "automated_recall",
            "automated_accuracy",
            "moderator_decisions",
            "decisions_per_active_hour",
            "active_moderators",
            "sentiment_mean",
            "sentiment_mean_per_chatter",
            "negative_share",
            "positive_share",
            "sentiment_coverage",
            "chatters",
            "messages_per_chatter",
            "new_chatter_share",
            "handle_time",
            "time_to_repeat_offence",
            "repeat_offence_30d",
            "repeat_offence_90d",
            "lifted_early_share",
            "new_chatter_week1_retention",
            "retention_after_action",
            "retention_after_witnessing",
            "retention_without_witnessing");

    private final KpiCatalogue catalogue = CatalogueFiles.catalogue();

    @Test
    void everyFileIsAKpiThatFitsItsFactTable() throws IOException {
        try (Stream<Path> files = Files.list(CatalogueFiles.schemas().resolve("kpis"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(catalogue.kpis().stream()
                            .map(kpi -> kpi.id() + ".yaml")
                            .toList());
        }
        assertThat(catalogue.kpis()).extracting(KpiDefinition::id).containsAll(PROMISED);
    }

    @Test
    void theKpisOnTheClassPathAreTheSame() {
        assertThat(KpiCatalogue.load()).isEqualTo(catalogue);
    }

    @Test
    void everyExampleShowsTheWholeAndASliceIfThereAreAny() {
        for (KpiDefinition kpi : catalogue.kpis()) {
            List<String> slices = kpi.example().then().stream()
                    .map(KpiExample.Expected::slice)
                    .toList();
            assertThat(slices).as(kpi.id()).contains(KpiSlice.ALL);
            assertThat(slices.stream().anyMatch(slice -> !slice.equals(KpiSlice.ALL)))
                    .as("%s shows a slice", kpi.id())
                    .isEqualTo(!kpi.sliceBy().isEmpty());
        }
    }

    @Test
    void everyExampleNamesEstimatesAndSlicesOfItsKpi() {
        for (KpiDefinition kpi : catalogue.kpis()) {
            for (KpiExample.Expected then : kpi.example().then()) {
                assertThat(kpi.estimates()).as(kpi.id()).contains(then.estimate());
                assertThat(kpi.groupings()).as(kpi.id() + " " + then.slice()).contains(dimensions(then.slice()));
                assertThat(then.date())
                        .as(kpi.id())
                        .isBeforeOrEqualTo(kpi.example().asOf());
            }
        }
    }

    @Test
    void sharesAndDurationsSayTheirUnit() {
        for (KpiDefinition kpi : catalogue.kpis()) {
            Statistic statistic = kpi.statistic();
            if (statistic instanceof Moments.Share || statistic instanceof Moments.WeightedShare) {
                assertThat(kpi.unit()).as(kpi.id()).isEqualTo(KpiDefinition.SHARE);
            }
            if (statistic instanceof TimeToEvent || statistic instanceof Quantile) {
                assertThat(kpi.unit()).as(kpi.id()).isEqualTo(KpiDefinition.SECONDS);
            }
        }
    }

    @Test
    void everyWordIsSaid() {
        for (KpiDefinition kpi : catalogue.kpis()) {
            assertThat(kpi.question()).as(kpi.id()).endsWith("?");
            assertThat(kpi.caveats()).as(kpi.id()).isNotEmpty().allMatch(caveat -> caveat.endsWith("."));
        }
    }

    @Test
    void anEventThatMattersOnlyUntilMaturityIsComparedWithTheEndOfFollowUp() {
        assertThat(catalogue.kpi("appeal_rate").statistic().withFollowUpEnd("X").expressions())
                .contains("appealed_at < X");
        assertThat(catalogue.kpi("appeal_rate").columns())
                .contains("appealed_at", "is_appealable", "action_date", "category")
                .doesNotContain(Statistic.FOLLOW_UP_END);
    }

    /** About one event in a hundred comes one to three nights late; before that no number may be called final. */
    @Test
    void noKpiIsFinalBeforeLateDataHaveCome() {
        assertThat(catalogue.kpis())
                .allSatisfy(
                        kpi -> assertThat(kpi.matureAfterDays()).as(kpi.id()).isGreaterThanOrEqualTo(3));
    }

    @Test
    void aStockShowsTheLastDayOfAPeriod() {
        assertThat(catalogue.byTable().get("silver.report_backlog"))
                .extracting(KpiDefinition::periodMerge)
                .containsOnly(KpiDefinition.PeriodMerge.LAST);
    }

    @Test
    void anUnknownKpiIsToldWithWhatWasProbablyMeant() {
        assertThatThrownBy(() -> catalogue.kpi("apeal_rate"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("There is no KPI apeal_rate. Did you mean appeal_rate");
    }

    @Test
    void theCommittedLockHoldsEveryDefinition() {
        Lock fresh = Lock.of(CatalogueFiles.contracts(), catalogue.lockDefinitions());

        assertThat(CatalogueFiles.text(Lock.FILE))
                .as("schemas/lock.txt is stale; run ./vitals lock and commit it")
                .isEqualTo(fresh.text());
    }

    @Test
    void theCommittedPageIsFresh() {
        Contracts contracts = CatalogueFiles.contracts();

        assertThat(CatalogueFiles.text(KpiPages.FILE))
                .as(KpiPages.FILE + " is stale; run ./vitals docs and commit it")
                .isEqualTo(KpiPages.render(catalogue, contracts));
    }

    private static List<String> dimensions(String slice) {
        return slice.equals(KpiSlice.ALL)
                ? List.of()
                : Stream.of(slice.split("\\|"))
                        .map(part -> part.substring(0, part.indexOf('=')))
                        .toList();
    }
}
