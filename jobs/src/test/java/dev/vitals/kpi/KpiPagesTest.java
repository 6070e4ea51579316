package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KpiPagesTest {
    @Test
    void everyKpiHasAHeadingThatReportsCanLinkTo() {
        String page = KpiPages.render(CatalogueFiles.catalogue(), CatalogueFiles.contracts());

        for (KpiDefinition kpi : CatalogueFiles.catalogue().kpis()) {
            assertThat(page).contains("\n## " + kpi.id() + "\n").contains("[" + kpi.id() + "](#" + kpi.id() + ")");
        }
    }

    @Test
    void aKpiIsShownFromQuestionToExample() {
        KpiDefinition kpi = CatalogueFiles.read(CatalogueFiles.SMALLEST.replace("unit: share\n", """
                where: is_appealable
                unit: share
                slice_by: [category, trigger]
                slice_pairs: [[trigger, category]]
                target: {value: 0.1}
                caveats: ["Few appeals can mean fair decisions."]
                """));

        assertThat(KpiPages.render(new KpiCatalogue(List.of(kpi)), CatalogueFiles.contracts()))
                .startsWith("<!-- generated, do not edit; run ./vitals docs -->\n")
                .endsWith("""

                        ## appeal_rate

                        **Appeal rate.** What share was appealed?

                        - Rows: `silver.enforcement_action`, one per sanction; a row counts for the day of `action_date`.
                        - Computed as: `share`. Over rows with `is_appealable`. Numerator: those with \
                        `appealed_at < follow_up_end`. Denominator: all of them. Value: numerator / denominator. \
                        `follow_up_end` is the end of the \
                        last day that the KPI sees: the day itself plus the days to maturity.
                        - Estimates: `value`, in share.
                        - Interval: Wilson's score interval (`wilson`).
                        - Slices: `category`, `trigger`; `category` with `trigger`.
                        - Good when: neither higher nor lower. Target: value 0.1.
                        - Mature: after 28 days.
                        - Weeks and months: are merged from days.
                        - Hidden below: 20 observations.
                        - Definition: version 1 (%s), owned by trust-and-safety: \
                        [appeal_rate.yaml](../schemas/kpis/appeal_rate.yaml).

                        To know before reading it:

                        - Few appeals can mean fair decisions.

                        Example, as of 2026-03-03. From these rows

                        | action_date |
                        |---|
                        | 2026-03-02 |

                        follow

                        | day | slice | estimate | value |
                        |---|---|---|---|
                        | 2026-03-02 | all | value | 0 |
                        """.formatted(kpi.definitionHash()));
    }

    @Test
    void everyStatisticIsPutIntoWords() {
        assertThat(words("statistic: count\nevents: decisions"))
                .containsExactly("Over all rows.", "Sum of `decisions`.");
        assertThat(words("statistic: rate\nevents: reports\nexposure: messages\nper: 1000"))
                .containsExactly(
                        "Over all rows.",
                        "Numerator: sum of `reports`.",
                        "Denominator: sum of `messages`.",
                        "Value: numerator / denominator * 1,000.");
        assertThat(words("statistic: mean\nvalue: a\nscale: 1000000\nwhere: b > 0"))
                .containsExactly(
                        "Over rows with `b > 0`.",
                        "Numerator: sum of `a`.",
                        "Denominator: how many have one.",
                        "Value: numerator / denominator / 1,000,000.");
        assertThat(words("statistic: distinct\nkey: a"))
                .containsExactly("Over all rows.", "Number of different values of `a`.");
    }

    private static List<String> words(String statistic) {
        return StatisticWords.definition(CatalogueFiles.withStatistic(statistic).statistic());
    }
}
