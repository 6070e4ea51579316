package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.stats.LabelPatterns;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KpiStateTest {
    private static final Statistic RATIO = new Moments.Ratio("a", "b", BigDecimal.ONE, "TRUE");
    private static final Statistic TIMES =
            new TimeToEvent("a", "b", Optional.empty(), List.of(), List.of(), "TRUE", List.of(0.5), 72);
    private static final Statistic KEYS = new Distinct.Keys("a", "TRUE");
    private static final Statistic LABELS = new Agreement("a", "TRUE");
    private static final int ROUNDS = 200;

    @Test
    void statesMergeInAnyOrderAndGrouping() {
        everyStatistic((statistic, random) -> {
            KpiState a = random(statistic, random);
            KpiState b = random(statistic, random);
            KpiState c = random(statistic, random);

            assertSame(a.merge(b), b.merge(a));
            assertSame(a.merge(b).merge(c), a.merge(b.merge(c)));
        });
    }

    @Test
    void theEmptyStateChangesNothing() {
        everyStatistic((statistic, random) -> {
            KpiState a = random(statistic, random);

            assertSame(a.merge(KpiState.empty(statistic)), a);
            assertSame(KpiState.empty(statistic).merge(a), a);
        });
    }

    @Test
    void aStateIsReadAsItWasWritten() {
        everyStatistic((statistic, random) -> {
            KpiState a = random(statistic, random);

            assertSame(KpiState.decode(statistic, a.encode()), a);
        });
        for (Statistic statistic : List.of(RATIO, TIMES, KEYS, LABELS)) {
            KpiState empty = KpiState.empty(statistic);
            assertSame(KpiState.decode(statistic, empty.encode()), empty);
        }
    }

    @Test
    void equalSumsHaveEqualBytesHoweverTheyWereWritten() {
        KpiState one = new KpiState.Sums(List.of(new BigDecimal("100.000"), new BigDecimal("0.50")));
        KpiState other = new KpiState.Sums(List.of(new BigDecimal("1E+2"), new BigDecimal("0.5")));

        assertThat(one.encode()).isEqualTo(other.encode());
        // Format 1, two sums: 100 with scale 0 in one byte, 5 with scale 1 in one byte.
        assertThat(one.encode()).containsExactly(1, 2, 0, 1, 100, 1, 1, 5);
    }

    @Test
    void aSumOverNoRowsIsZero() {
        assertThat(KpiState.Sums.of(Arrays.asList(3L, null, new BigDecimal("2.50"), 4))
                        .values())
                .containsExactly(new BigDecimal("3"), BigDecimal.ZERO, new BigDecimal("2.5"), new BigDecimal("4"));
    }

    @Test
    void aSumOfDoublesIsRefused() {
        assertThatThrownBy(() -> KpiState.Sums.of(List.of(0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Double is not exact; cast the expression to BIGINT or DECIMAL");
    }

    @Test
    void bytesOfAnotherStatisticAreRefused() {
        byte[] two = KpiState.empty(new Moments.Share("a", "TRUE")).encode();

        assertUnreadable(RATIO, two, "are not 6 sums of format 1");
        assertUnreadable(RATIO, new byte[0], "these 0 bytes are not 6 sums");
        assertUnreadable(TIMES, new byte[] {9}, "not a time histogram");
        assertUnreadable(LABELS, new byte[] {9}, "are not label patterns of format 1");
        assertUnreadable(KEYS, two, "no Theta sketch");
        assertUnreadable(KEYS, new byte[0], "no Theta sketch");
        assertThatThrownBy(() -> KpiState.empty(RATIO).merge(KpiState.empty(TIMES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("they belong to different statistics");
    }

    @Test
    void bytesThatWereCutOffAreRefused() {
        everyStatistic((statistic, random) -> {
            if (statistic == RATIO) {
                byte[] bytes = random(statistic, random).encode();
                byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                assertUnreadable(statistic, cut, "are not 6 sums");
                assertUnreadable(statistic, Arrays.copyOf(bytes, bytes.length + 1), "are not 6 sums");
            }
        });
    }

    private static void assertUnreadable(Statistic statistic, byte[] bytes, String part) {
        assertThatThrownBy(() -> KpiState.decode(statistic, bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(part, "rebuild the state from its rows");
    }

    private static void assertSame(KpiState actual, KpiState expected) {
        assertThat(actual).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(actual.encode()).isEqualTo(expected.encode());
    }

    private static void everyStatistic(Property property) {
        Random random = new Random(20260302);
        for (Statistic statistic : List.of(RATIO, TIMES, KEYS, LABELS)) {
            int rounds = statistic == KEYS ? ROUNDS / 10 : ROUNDS;
            for (int round = 0; round < rounds; round++) {
                property.check(statistic, random);
            }
        }
    }

    private static KpiState random(Statistic statistic, Random random) {
        if (statistic == RATIO) {
            List<BigDecimal> sums = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                sums.add(new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(13)));
            }
            return new KpiState.Sums(sums);
        }
        if (statistic == TIMES) {
            TimeHistogram.Builder histogram = TimeHistogram.builder();
            for (int i = random.nextInt(50); i > 0; i--) {
                int code = random.nextInt(4) - 1;
                histogram.add(TimeBins.bin(random.nextInt(1_000_000)), code, 1 + random.nextInt(9));
            }
            return new KpiState.Durations(histogram.build());
        }
        if (statistic == LABELS) {
            LabelPatterns patterns = LabelPatterns.EMPTY;
            for (int i = random.nextInt(20); i > 0; i--) {
                List<String> labels = List.of("correct", "uncertain", "label " + random.nextInt(3));
                patterns = patterns.merge(LabelPatterns.ofUnit(labels.subList(0, random.nextInt(4))));
            }
            return new KpiState.Patterns(patterns);
        }
        // From none at all to twice what a sketch holds exactly, drawn from people that overlap.
        DistinctSketch sketch = new DistinctSketch();
        for (int i = random.nextInt(3) * random.nextInt(8_000); i > 0; i--) {
            sketch.add("person " + random.nextInt(20_000));
        }
        return new KpiState.Sketch(sketch.toBytes());
    }

    @FunctionalInterface
    private interface Property {
        void check(Statistic statistic, Random random);
    }
}
