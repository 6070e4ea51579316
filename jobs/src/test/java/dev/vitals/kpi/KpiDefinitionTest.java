package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KpiDefinitionTest {
    private static final String HASH =
            CatalogueFiles.read(CatalogueFiles.SMALLEST).definitionHash();

    @Test
    void aChangedFormulaChangesTheHash() {
        assertThat(hashWith("appealed_at < follow_up_end", "appealed_at <= follow_up_end"))
                .isNotEqualTo(HASH);
        assertThat(hashWith("unit: share", "unit: share\nwhere: is_appealable")).isNotEqualTo(HASH);
        assertThat(hashWith("anchor_date: action_date", "anchor_date: appealed_date"))
                .isNotEqualTo(HASH);
        assertThat(hashWith("mature_after_days: 28", "mature_after_days: 27")).isNotEqualTo(HASH);
        assertThat(hashWith("unit: share", "unit: share\nperiod_merge: last")).isNotEqualTo(HASH);
    }

    @Test
    void wordsSlicesAndTargetsDoNotChangeTheHash() {
        assertThat(hashWith("title: Appeal rate", "title: Appeals")).isEqualTo(HASH);
        assertThat(hashWith("unit: share", "unit: share\nslice_by: [category]")).isEqualTo(HASH);
        assertThat(hashWith("unit: share", "unit: share\ntarget: {value: 0.1}")).isEqualTo(HASH);
        assertThat(hashWith("unit: share", "unit: share\nmin_denominator: 5")).isEqualTo(HASH);
        assertThat(hashWith("version: 1", "version: 2")).isEqualTo(HASH);
    }

    @Test
    void howAFormulaIsBrokenIntoLinesDoesNotChangeTheHash() {
        assertThat(hashWith("appealed_at < follow_up_end", ">-\n  appealed_at\n    < follow_up_end"))
                .isEqualTo(HASH);
    }

    @Test
    void theLockShowsTheFormulaInOneLine() {
        assertThat(CatalogueFiles.read(CatalogueFiles.SMALLEST).lockDefinition().summary())
                .isEqualTo("from: silver.enforcement_action; anchor_date: action_date; statistic: share;"
                        + " numerator: appealed_at < follow_up_end; where: TRUE; unit: share; mature_after_days: 28;"
                        + " period_merge: SUM");
    }

    @Test
    void aSliceIsFiledUnderItsDimensionsInAlphabeticalOrder() {
        assertThat(KpiSlice.key(Map.of())).isEqualTo("all");
        assertThat(KpiSlice.key(Map.of("language", "en", "category", "spam"))).isEqualTo("category=spam|language=en");
    }

    @Test
    void anExampleAgreesToFourDigits() {
        KpiEstimate third = new KpiEstimate("value", 1 / 3.0, 0.1, 0.6, "wilson", 1.0, 3.0, 3, null);

        assertThat(expected("0.33333").agrees(third)).isTrue();
        assertThat(expected("0.333").agrees(third)).isFalse();
        assertThat(expected(null).agrees(third)).isFalse();
        assertThat(expected("0.33333").agrees(KpiEstimate.withoutInterval("value", null, 1.0, 0.0, 3)))
                .isFalse();
        assertThat(expected("0.33333").agrees(KpiEstimate.withoutInterval("p50", 1 / 3.0, 1.0, 3.0, 3)))
                .isFalse();
        assertThat(expected("0.33333").agrees(KpiEstimate.withoutInterval("value", 1 / 3.0, 2.0, 6.0, 6)))
                .isFalse();
    }

    /** Expects a value out of three observations. */
    private static KpiExample.Expected expected(String value) {
        return new KpiExample.Expected(
                LocalDate.of(2026, 3, 2),
                KpiSlice.ALL,
                KpiEstimate.VALUE,
                Optional.ofNullable(value).map(BigDecimal::new),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(BigDecimal.valueOf(3)),
                Optional.empty());
    }

    private static String hashWith(String part, String replacement) {
        return CatalogueFiles.readWith(part, replacement).definitionHash();
    }
}
