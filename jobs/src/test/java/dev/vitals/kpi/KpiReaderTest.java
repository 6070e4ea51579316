package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.DefinitionException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KpiReaderTest {
    @Test
    void whatIsNotSaidHasADefault() {
        KpiDefinition kpi = CatalogueFiles.read(CatalogueFiles.SMALLEST);

        assertThat(kpi.statistic()).isEqualTo(new Moments.Share("appealed_at < follow_up_end", "TRUE"));
        assertThat(kpi.minDenominator()).isEqualTo(20);
        assertThat(kpi.anchorLagDays()).isZero();
        assertThat(kpi.periodMerge()).isEqualTo(KpiDefinition.PeriodMerge.SUM);
        assertThat(kpi.goodWhen()).isEqualTo(KpiDefinition.GoodWhen.NEITHER);
        assertThat(kpi.targets()).isEmpty();
        assertThat(kpi.groupings()).containsExactly(List.of());
    }

    @Test
    void everyStatisticIsRead() {
        assertStatistic("count", "events: decisions\nwhere: is_open", new Moments.Count("decisions", "is_open"));
        assertStatistic("count", "", new Moments.Count("1", "TRUE"));
        assertStatistic(
                "rate",
                "events: a\nexposure: b\nper: 1000",
                new Moments.Rate("a", "b", new BigDecimal("1000").stripTrailingZeros(), "TRUE"));
        assertStatistic("mean", "value: a", new Moments.Mean("a", BigDecimal.ONE, "TRUE"));
        assertStatistic(
                "mean",
                "count: n\nsum: s\nsquares: q\nscale: 0.5",
                new Moments.MeanOfSums("n", "s", "q", new BigDecimal("0.5"), "TRUE"));
        assertStatistic("ratio", "numerator: a\ndenominator: b", new Moments.Ratio("a", "b", BigDecimal.ONE, "TRUE"));
        assertStatistic(
                "weighted_share",
                "numerator: a\nweight: w",
                new Moments.WeightedShare("a", "w", "TRUE", Optional.empty()));
        assertStatistic(
                "weighted_share",
                "numerator: a\nweight: w\nsampled: s",
                new Moments.WeightedShare("a", "w", "TRUE", Optional.of("s")));
        assertStatistic("quantile", "seconds: a\nquantiles: [0.5, 1]", new Quantile("a", "TRUE", List.of(0.5, 1.0)));
        assertStatistic("distinct", "key: a", new Distinct.Keys("a", "TRUE"));
        assertStatistic("distinct", "sketch: a", new Distinct.Sketches("a", "TRUE"));
        assertStatistic(
                "time_to_event",
                "start: a\nend: b\nend_kind: k\nevents: [x]\ncompeting: [y, z]\nquantiles: [0.5]"
                        + "\nrestricted_mean_hours: 72",
                new TimeToEvent("a", "b", Optional.of("k"), List.of("x"), List.of("y", "z"), "TRUE", List.of(0.5), 72));
    }

    @Test
    void anExampleIsReadWithItsTypes() {
        KpiExample example = CatalogueFiles.readWith(
                        "- {action_date: 2026-03-02}",
                        "- {action_date: 2026-03-02, is_appealable: true, n: 3, weight: 2.5, chatters: [ada, ben]}")
                .example();

        assertThat(example.asOf()).isEqualTo(LocalDate.of(2026, 3, 3));
        assertThat(example.given())
                .containsExactly(Map.of(
                        "action_date",
                        "2026-03-02",
                        "is_appealable",
                        true,
                        "n",
                        3L,
                        "weight",
                        new BigDecimal("2.5"),
                        "chatters",
                        List.of("ada", "ben")));
        assertThat(example.then().get(0).slice()).isEqualTo("all");
        assertThat(example.then().get(0).estimate()).isEqualTo("value");
    }

    @Test
    void pairsAreInAlphabeticalOrder() {
        KpiDefinition kpi = CatalogueFiles.readWith(
                "unit: share", "unit: share\nslice_by: [trigger, category]\nslice_pairs: [[trigger, category]]");

        assertThat(kpi.groupings())
                .containsExactly(List.of(), List.of("trigger"), List.of("category"), List.of("category", "trigger"));
    }

    @Test
    void anErrorNamesFileAndLine() {
        assertBroken("owner: trust", "ownr: trust", "schemas/kpis/appeal_rate.yaml:", "key owner is missing");
        assertBroken("owner: trust", "colour: red\nowner: trust", "appeal_rate.yaml:12: unknown key colour");
        assertBroken("statistic: share", "statistic: shares", "appeal_rate.yaml:7:", "must be one of count, share");
        assertBroken("version: 1", "version: 0", "appeal_rate.yaml:2:", "version must be 1 or more, not 0");
        assertBroken("good_when: neither", "good_when: up", "must be one of higher, lower, neither");
        assertBroken("2026-03-03", "2026-13-03", "as_of must be a day such as 2026-03-02, not '2026-13-03'");
    }

    @Test
    void theIdIsTheNameOfTheFile() {
        assertBroken("id: appeal_rate", "id: appeals_rate", "id must be the name of the file");
        assertBroken("id: appeal_rate", "id: Appeal-Rate", "in lower case with underscores");
    }

    @Test
    void whatBelongsToAnotherStatisticIsUnknown() {
        assertBroken("unit: share", "unit: share\nquantiles: [0.5]", "unknown key quantiles");
    }

    @Test
    void aPairHoldsTwoColumnsOfTheSlices() {
        String slices = "unit: share\nslice_by: [category]\nslice_pairs: ";

        assertBroken("unit: share", slices + "[[category, trigger]]", "must hold pairs of two different columns");
        assertBroken("unit: share", slices + "[[category, category]]", "must hold pairs of two different columns");
        assertBroken("unit: share", slices + "category", "must be a list of pairs");
    }

    @Test
    void aTargetNamesAnEstimate() {
        assertThat(CatalogueFiles.readWith("unit: share", "unit: share\ntarget: {value: 0.05}")
                        .targets())
                .containsEntry("value", new BigDecimal("0.05"));
        assertBroken(
                "unit: share",
                "unit: share\ntarget: {p50: 3600}",
                "names no estimate of this KPI: 'p50'; there are value");
    }

    @Test
    void anExpectedValueMustBeSaidEvenIfThereIsNone() {
        assertThat(CatalogueFiles.readWith("value: 0", "value: null")
                        .example()
                        .then()
                        .get(0)
                        .value())
                .isEmpty();
        assertBroken("value: 0", "n: 3", "key value is missing in then; write null when there must be none");
        assertBroken("- {date: 2026-03-02, value: 0}", "[]", "then needs at least one value");
    }

    @Test
    void aContradictionInAStatisticIsTold() {
        String times = "start: a\nend: b\nquantiles: [0.5]\nrestricted_mean_hours: 72\n";

        assertBrokenStatistic("mean", "value: a\ncount: b", "mean needs either value, or count with sum and squares");
        assertBrokenStatistic("distinct", "", "distinct needs either key or sketch");
        assertBrokenStatistic("rate", "events: a\nexposure: b\nper: 0", "per must be more than 0, not 0");
        assertBrokenStatistic("quantile", "seconds: a\nquantiles: [0.9, 0.5]", "'0.5' does not fit");
        assertBrokenStatistic("quantile", "seconds: a\nquantiles: []", "must be a list of shares");
        assertBrokenStatistic("time_to_event", times + "events: [x]", "give both or neither");
        assertBrokenStatistic("time_to_event", times + "competing: [x]", "needs end_kind");
        assertBrokenStatistic(
                "time_to_event", times + "end_kind: k\nevents: [x]\ncompeting: [x]", "either counts or competes");
        assertBrokenStatistic("time_to_event", times.replace("0.5", "1"), "must ascend, above 0 and below 1");
        assertBrokenStatistic("time_to_event", times.replace("72", "0"), "must be more than 0, such as 72");
    }

    private static void assertStatistic(String word, String keys, Statistic expected) {
        assertThat(CatalogueFiles.withStatistic("statistic: " + word + "\n" + keys)
                        .statistic())
                .isEqualTo(expected);
        assertThat(expected.word()).isEqualTo(word);
    }

    private static void assertBrokenStatistic(String word, String keys, String part) {
        assertThatThrownBy(() -> CatalogueFiles.withStatistic("statistic: " + word + "\n" + keys))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(part);
    }

    private static void assertBroken(String part, String replacement, String... messages) {
        assertThatThrownBy(() -> CatalogueFiles.readWith(part, replacement))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(messages);
    }
}
