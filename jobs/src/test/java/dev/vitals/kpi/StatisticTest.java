package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.stats.TimeHistogram;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticTest {
    @Test
    void aShareSumsTheRowsThatCountAndThoseThatAreWhatIsAsked() {
        assertThat(new Moments.Share("decision = 'action'", "decision IS NOT NULL").sums())
                .containsExactly(
                        "CASE WHEN (decision IS NOT NULL) THEN 1L ELSE 0L END",
                        "CASE WHEN (decision IS NOT NULL) AND (decision = 'action') THEN 1L ELSE 0L END");
    }

    @Test
    void aRatioSumsSquaresAndProductsOverRowsThatHaveBothAmounts() {
        String both = "CASE WHEN (TRUE) AND (a) IS NOT NULL AND (b) IS NOT NULL THEN ";
        String a = "CAST((a) AS DECIMAL(18, 6))";
        String b = "CAST((b) AS DECIMAL(18, 6))";

        assertThat(new Moments.Ratio("a", "b", BigDecimal.ONE, "TRUE").sums())
                .containsExactly(
                        both + "1L ELSE 0L END",
                        both + a + " ELSE 0 END",
                        both + b + " ELSE 0 END",
                        both + "CAST((" + a + " * " + a + ") AS DECIMAL(38, 12)) ELSE 0 END",
                        both + "CAST((" + a + " * " + b + ") AS DECIMAL(38, 12)) ELSE 0 END",
                        both + "CAST((" + b + " * " + b + ") AS DECIMAL(38, 12)) ELSE 0 END");
    }

    @Test
    void everySumIsOfWholeNumbersOrDecimals() {
        for (KpiDefinition kpi : CatalogueFiles.catalogue().kpis()) {
            if (kpi.statistic() instanceof Moments moments) {
                assertThat(moments.sums())
                        .as(kpi.id())
                        .allMatch(sum ->
                                sum.matches("CASE WHEN .* THEN (1L|CAST\\(.* AS (BIGINT|DECIMAL\\(\\d+, \\d+\\))\\))"
                                        + " ELSE 0L? END"));
            }
        }
    }

    @Test
    void theEndOfFollowUpIsReplacedInEveryExpression() {
        Statistic statistic = new TimeToEvent(
                "a",
                "least(b, follow_up_end)",
                Optional.of("if(b < follow_up_end, 'x', 'y')"),
                List.of("x"),
                List.of(),
                "a < follow_up_end",
                List.of(0.5),
                72);

        assertThat(statistic.withFollowUpEnd("T").expressions())
                .containsExactly("a", "least(b, T)", "if(b < T, 'x', 'y')", "a < T");
        assertThat(statistic.columns()).containsExactly("a", "b");
    }

    @Test
    void endsAreCodedInTheOrderOfTheDefinition() {
        TimeToEvent times = new TimeToEvent(
                "a",
                "b",
                Optional.of("kind"),
                List.of("closed", "solved"),
                List.of("merged", "withdrawn"),
                "TRUE",
                List.of(0.5),
                72);

        assertThat(times.code("closed")).isEqualTo(TimeToEvent.EVENT);
        assertThat(times.code("solved")).isEqualTo(TimeToEvent.EVENT);
        assertThat(times.code("merged")).isEqualTo(1);
        assertThat(times.code("withdrawn")).isEqualTo(2);
        assertThat(times.code("lost")).isEqualTo(TimeHistogram.CENSORED);
        assertThat(times.code(null)).isEqualTo(TimeHistogram.CENSORED);
    }

    @Test
    void withOneKindOfEndEveryEndCounts() {
        TimeToEvent times = new TimeToEvent("a", "b", Optional.empty(), List.of(), List.of(), "TRUE", List.of(0.5), 72);

        assertThat(times.code(null)).isEqualTo(TimeToEvent.EVENT);
    }

    @Test
    void quantilesAreNamedByTheirPercentage() {
        assertThat(List.of(0.05, 0.5, 0.9, 0.999, 1.0))
                .extracting(Quantile::name)
                .containsExactly("p5", "p50", "p90", "p99_9", "max");
    }
}
