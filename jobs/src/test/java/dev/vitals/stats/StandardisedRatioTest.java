package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import dev.vitals.stats.StandardisedRatio.Work;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardisedRatioTest {
    private static final StandardisedRatio RATIO = StandardisedRatio.withDefaults();

    /**
     * Everyone decides 600 cases in 20 hours of spam (30 an hour) and 100 in 20 hours of threats (5 an hour). Who spends
     * 2 hours on spam and 8 on threats should decide 60 + 40 = 100, and decided 120.
     */
    @Test
    void theHarderQueueIsAllowedFor() {
        Work work = stratum(70, 2, 600, 20).merge(stratum(50, 8, 100, 20));
        Estimate ratio = RATIO.estimate(work);

        assertThat(work.expected().doubleValue()).isEqualTo(100);
        assertThat(ratio.value()).hasValue(1.2);
        assertThat(ratio.method()).isEqualTo("standardised_exact");
    }

    /** Garwood's limits of 10 events are 4.795 and 18.390 (Breslow and Day, table 2.10). */
    @Test
    void theLimitsAreExact() {
        Estimate ratio = RATIO.estimate(new Work(10, BigDecimal.valueOf(8)));

        assertThat(ratio.lower().orElseThrow()).isCloseTo(4.795 / 8, within(1e-4));
        assertThat(ratio.upper().orElseThrow()).isCloseTo(18.390 / 8, within(1e-4));
    }

    /** Byar: O (1 - 1/(9 O) - z/(3 sqrt(O)))^3, and with O + 1 and a plus above; within 1 % from 10 events on. */
    @Test
    void byarsFormulaIsNear() {
        double z = 1.959964;
        for (int observed = 10; observed < 2000; observed += 37) {
            Estimate ratio = RATIO.estimate(new Work(observed, BigDecimal.ONE));
            double above = observed + 1;
            double lower = observed * Math.pow(1 - 1 / (9.0 * observed) - z / (3 * Math.sqrt(observed)), 3);
            double upper = above * Math.pow(1 - 1 / (9 * above) + z / (3 * Math.sqrt(above)), 3);
            assertThat(ratio.lower().orElseThrow() / lower).isCloseTo(1, within(.01));
            assertThat(ratio.upper().orElseThrow() / upper).isCloseTo(1, within(.01));
        }
    }

    @Test
    void nothingObservedIsABoundAndNothingExpectedNoData() {
        assertThat(RATIO.estimate(new Work(0, BigDecimal.TEN)).reading()).isEqualTo(Reading.AT_MOST);
        assertThat(RATIO.estimate(new Work(0, BigDecimal.TEN)).upper().orElseThrow())
                .isCloseTo(.3688879, within(1e-6));
        assertThat(RATIO.estimate(Work.NONE).reading()).isEqualTo(Reading.NO_DATA);
    }

    /** Of 40 teams, gamma rates with a standard deviation of .3 over 50 expected events: phi = 1 + 50 * .09 = 5.5. */
    @Test
    void unitsThatDifferAreSeenAsDispersion() {
        Random random = new Random(8);
        double sum = 0;
        for (int round = 0; round < 200; round++) {
            sum += StandardisedRatio.dispersion(units(random, .3));
        }

        assertThat(sum / 200).isBetween(4.9, 6.1);
        assertThat(StandardisedRatio.dispersion(units(random, 1e-9))).isBetween(1., 1.8);
        assertThat(StandardisedRatio.dispersion(List.of(new Work(500, BigDecimal.ONE))))
                .isEqualTo(1);
    }

    @Test
    void withDispersionTheIntervalsCoverAgain() {
        Random random = new Random(9);
        int plain = 0;
        int widened = 0;
        for (int round = 0; round < 50; round++) {
            List<Work> units = units(random, .3);
            StandardisedRatio dispersed = RATIO.withDispersion(5.5);
            for (Work unit : units) {
                plain += containsOne(RATIO.estimate(unit));
                widened += containsOne(dispersed.estimate(unit));
            }
        }

        // 2,000 units that are what was expected, but for their own ups and downs.
        assertThat(plain).isLessThan(1400);
        assertThat(widened).isBetween(1860, 1980);
    }

    @Test
    void impossibleWorkIsRefused() {
        assertThatThrownBy(() -> new Work(3, BigDecimal.ZERO)).hasMessageContaining("where none can be expected");
        assertThatThrownBy(() -> new Work(-3, BigDecimal.ONE)).hasMessageContaining("both must be 0 or more");
        assertThatThrownBy(() -> stratum(3, 2, 0, 0)).hasMessageContaining("must come from rows that include these");
        assertThatThrownBy(() -> RATIO.withDispersion(.5)).hasMessageContaining("dispersion of 0.5");
    }

    private static List<Work> units(Random random, double spread) {
        List<Work> units = new ArrayList<>();
        double shape = 1 / (spread * spread);
        for (int i = 0; i < 40; i++) {
            double rate = shape > 1e9 ? 1 : Resampling.gamma(shape, random) / shape;
            long observed = Resampling.binomial(1_000_000, 50 * rate / 1e6, random);
            units.add(new Work(observed, BigDecimal.valueOf(50)));
        }
        return units;
    }

    private static int containsOne(Estimate estimate) {
        return estimate.lower().orElseThrow() <= 1 && 1 <= estimate.upper().orElseThrow() ? 1 : 0;
    }

    private static Work stratum(long observed, long hours, long allObserved, long allHours) {
        return Work.ofStratum(observed, BigDecimal.valueOf(hours), allObserved, BigDecimal.valueOf(allHours));
    }
}
