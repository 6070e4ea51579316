package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

/** Published examples are from Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, sections A to C. */
class KrippendorffAlphaTest {
    private static final KrippendorffAlpha ALPHA = KrippendorffAlpha.withDefaults();

    @Test
    void twoObserversOfTenBinaryUnitsAgreeHardlyBeyondChance() {
        LabelPatterns units = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0");

        // Four units disagree; 14 zeros and 6 ones: 1 - 19 * 4 / (14 * 6) = .095.
        assertThat(value(ALPHA.alpha(units))).isCloseTo(1 - 76 / 84.0, within(1e-15));
        assertThat(value(ALPHA.rawAgreement(units))).isCloseTo(.6, within(1e-15));
    }

    @Test
    void twoObserversOfTwelveNominalUnits() {
        LabelPatterns units = units("a a b b d c c c e d d a", "b a b b b c c c e d d d");

        assertThat(value(ALPHA.alpha(units))).isCloseTo(.692, within(5e-4));
        // Units 1, 5 and 12 disagree.
        assertThat(value(ALPHA.rawAgreement(units))).isCloseTo(.75, within(1e-15));
    }

    @Test
    void fourObserversWhoSkipUnits() {
        LabelPatterns units = units(
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .");

        assertThat(value(ALPHA.alpha(units))).isCloseTo(.743, within(5e-4));
        assertThat(units.units()).isEqualTo(12);
        assertThat(units.pairableUnits()).as("one observer alone saw unit 12").isEqualTo(11);
        // Krippendorff's table of coincidences has 7 + 10 + 8 + 4 + 3 = 32 of 40 on its diagonal.
        assertThat(value(ALPHA.rawAgreement(units))).isCloseTo(.8, within(1e-15));
    }

    @Test
    void oneLabelThroughoutMeasuresNothing() {
        LabelPatterns same = LabelPatterns.ofUnits(Map.of("correct", 2L), 500);

        assertThat(ALPHA.alpha(same).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(ALPHA.alpha(same).value()).isEmpty();
        // Raw agreement is all there is; .025^(1/500) is Clopper and Pearson's limit for 500 of 500.
        assertThat(ALPHA.rawAgreement(same).reading()).isEqualTo(Reading.AT_LEAST);
        assertThat(ALPHA.rawAgreement(same).lower().orElseThrow()).isCloseTo(Math.pow(.025, 1 / 500.0), within(1e-12));
    }

    @Test
    void unitsThatOneRaterSawMeasureNothing() {
        LabelPatterns single = units("a b a c", ". . . .");

        assertThat(ALPHA.alpha(single).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(ALPHA.rawAgreement(single).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(ALPHA.alpha(LabelPatterns.EMPTY).reading()).isEqualTo(Reading.NO_DATA);
    }

    @Test
    void agreementWithoutAnExceptionIsALowerBound() {
        LabelPatterns units = units("a a a a a b b b b b", "a a a a a b b b b b");
        Estimate alpha = ALPHA.alpha(units);

        assertThat(alpha.reading()).isEqualTo(Reading.AT_LEAST);
        assertThat(alpha.value()).hasValue(1);
        // At most 1 - .025^(1/10) = .3085 of the units disagree; 10 of each label expect 200 / 380 = .5263.
        assertThat(alpha.lower().orElseThrow()).isCloseTo(1 - .30850 / .52632, within(5e-5));
    }

    @Test
    void disagreementWithoutAnExceptionIsAnUpperBoundOfTheRawShare() {
        LabelPatterns units = units("a b a b", "b a b a");

        // Four pairs a-b: 1 - 7 * 4 / (4 * 4).
        assertThat(value(ALPHA.alpha(units))).isCloseTo(-.75, within(1e-15));
        assertThat(ALPHA.rawAgreement(units).reading()).isEqualTo(Reading.AT_MOST);
    }

    /** The definition, pair by pair: labels of a unit are paired with weight 1 / (m-1), then with all other labels. */
    @Test
    void alphaIsOneMinusObservedOverExpectedDisagreementPairByPair() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            List<List<String>> units = new ArrayList<>();
            for (int i = 0; i < 3 + random.nextInt(20); i++) {
                List<String> labels = new ArrayList<>();
                for (int rater = 0; rater < random.nextInt(6); rater++) {
                    labels.add(String.valueOf((char) ('a' + random.nextInt(1 + random.nextInt(4)))));
                }
                units.add(labels);
            }
            double expected = pairByPair(units);
            Estimate alpha = ALPHA.withResamples(100).alpha(collect(units));
            if (Double.isNaN(expected)) {
                assertThat(alpha.reading()).isEqualTo(Reading.NO_DATA);
            } else {
                assertThat(value(alpha)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void theSameUnitsGiveTheSameIntervalWhateverTheirOrder() {
        List<List<String>> units = simulated(new Random(2), 40, 3, .8, .3);
        Estimate forward = ALPHA.alpha(collect(units));
        Collections.reverse(units);

        assertThat(ALPHA.alpha(collect(units))).isEqualTo(forward);
        assertThat(ALPHA.withSeed(5).alpha(collect(units)).lower()).isNotEqualTo(forward.lower());
        assertThat(forward.method()).isEqualTo("krippendorff_unit_bootstrap");
    }

    @Test
    void resamplesThatMayBeAnythingLeaveTheLimitsOpen() {
        // One of eight units differs: (7/8)^8 = 34 % of the resamples have a single label.
        Estimate alpha = ALPHA.alpha(units("a a a a a a a b", "a a a a a a a a"));

        assertThat(value(alpha)).isCloseTo(0, within(1e-15));
        assertThat(alpha.lower()).isEmpty();
        assertThat(alpha.upper()).isEmpty();
    }

    /**
     * 500 audits of 100 units with three raters, who each know the truth with probability .85 and otherwise name one of
     * two labels blindly; 30 % of the labels are missing. Given p positives of 100 a label is positive with q = .85 p +
     * .075, and two labels of a unit covary by .85^2 p (1-p), so that alpha is that over q (1-q). 475 covered intervals
     * are expected; 457 to 493 is 3.7 standard deviations either way.
     */
    @Test
    void ninetyFivePercentOfTheIntervalsContainTheTruth() {
        for (double prevalence : new double[] {.5, .2}) {
            double positive = .85 * prevalence + .075;
            double truth = .85 * .85 * prevalence * (1 - prevalence) / (positive * (1 - positive));
            Random random = new Random(77);
            int covered = 0;
            for (int audit = 0; audit < 500; audit++) {
                Estimate alpha = ALPHA.withResamples(400).alpha(collect(simulated(random, 100, 3, .85, prevalence)));
                covered += alpha.lower().orElseThrow() <= truth
                                && truth <= alpha.upper().orElseThrow()
                        ? 1
                        : 0;
            }
            assertThat(covered).isBetween(457, 493);
        }
    }

    @Test
    void statesOfDifferentUnitsAddUpAndTravelAsBytes() {
        List<List<String>> units = simulated(new Random(3), 200, 4, .7, .4);
        LabelPatterns whole = collect(units);
        LabelPatterns parts = collect(units.subList(120, 200)).merge(collect(units.subList(0, 120)));

        assertThat(parts).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(parts.encode()).isEqualTo(whole.encode()).hasSizeLessThan(200);
        assertThat(LabelPatterns.decode(whole.encode())).isEqualTo(whole);
        assertThat(LabelPatterns.decode(LabelPatterns.EMPTY.encode())).isEqualTo(LabelPatterns.EMPTY);
    }

    @Test
    void bytesOfAnotherKindAreRefused() {
        byte[] bytes = units("a b", "a a").encode();

        assertThatThrownBy(() -> LabelPatterns.decode(new byte[0])).hasMessageContaining("no format byte");
        assertThatThrownBy(() -> LabelPatterns.decode(new byte[] {9})).hasMessageContaining("format 9");
        assertThatThrownBy(() -> LabelPatterns.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessageContaining("rebuild the state");
        assertThatThrownBy(() -> LabelPatterns.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("rebuild the state");
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> LabelPatterns.ofUnits(Map.of("a", 0L), 1))
                .hasMessageContaining("leave a label out that nobody gave");
        assertThatThrownBy(() -> LabelPatterns.ofUnits(Map.of("a", 1L), -1)).hasMessageContaining("is negative");
        assertThatThrownBy(() -> ALPHA.withResamples(10)).hasMessageContaining("take 100 or more");
    }

    /** Binomial draws have the exact probabilities: 200,000 draws of Binomial(9, .3) against its mass function. */
    @Test
    void binomialDrawsFollowTheirLaw() {
        Random random = new Random(4);
        long[] seen = new long[10];
        for (int i = 0; i < 200_000; i++) {
            seen[(int) Resampling.binomial(9, .3, random)]++;
        }
        BinomialDistribution law = BinomialDistribution.of(9, .3);
        double chiSquared = 0;
        for (int k = 0; k < 10; k++) {
            double expected = 200_000 * law.probability(k);
            chiSquared += (seen[k] - expected) * (seen[k] - expected) / expected;
        }
        // The .999 point with 9 degrees of freedom is 27.88.
        assertThat(chiSquared).isLessThan(27.88);
        assertThat(Resampling.resample(new long[] {3_000_000, 1, 0, 7}, random)).satisfies(drawn -> {
            assertThat(Arrays.stream(drawn).sum()).isEqualTo(3_000_008);
            assertThat(drawn[2]).isZero();
        });
    }

    private static double pairByPair(List<List<String>> units) {
        List<String> pool = new ArrayList<>();
        double observed = 0;
        for (List<String> unit : units) {
            if (unit.size() > 1) {
                pool.addAll(unit);
                observed += disagreeing(unit) / (unit.size() - 1);
            }
        }
        double expected = disagreeing(pool) / (pool.size() - 1);
        return expected == 0 || pool.isEmpty() ? Double.NaN : 1 - observed / expected;
    }

    private static double disagreeing(List<String> labels) {
        double pairs = 0;
        for (String a : labels) {
            for (String b : labels) {
                pairs += a.equals(b) ? 0 : 1;
            }
        }
        return pairs;
    }

    /** Units that are positive with a prevalence, labelled rightly with a skill, otherwise blindly. */
    private static List<List<String>> simulated(Random random, int n, int raters, double skill, double prevalence) {
        List<List<String>> units = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String truth = random.nextDouble() < prevalence ? "bad" : "good";
            List<String> labels = new ArrayList<>();
            for (int rater = 0; rater < raters; rater++) {
                String blind = random.nextBoolean() ? "bad" : "good";
                String label = random.nextDouble() < skill ? truth : blind;
                if (random.nextDouble() < .7) {
                    labels.add(label);
                }
            }
            units.add(labels);
        }
        return units;
    }

    private static LabelPatterns collect(List<List<String>> units) {
        LabelPatterns sum = LabelPatterns.EMPTY;
        for (List<String> unit : units) {
            sum = sum.merge(LabelPatterns.ofUnit(unit));
        }
        return sum;
    }

    /** One line for each rater, one word for each unit, a dot where the rater said nothing. */
    private static LabelPatterns units(String... raters) {
        String[][] words = Arrays.stream(raters).map(line -> line.split(" ")).toArray(String[][]::new);
        LabelPatterns sum = LabelPatterns.EMPTY;
        for (int unit = 0; unit < words[0].length; unit++) {
            List<String> labels = new ArrayList<>();
            for (String[] rater : words) {
                if (!rater[unit].equals(".")) {
                    labels.add(rater[unit]);
                }
            }
            sum = sum.merge(LabelPatterns.ofUnit(labels));
        }
        return sum;
    }

    private static double value(Estimate estimate) {
        return estimate.value().orElseThrow();
    }
}
