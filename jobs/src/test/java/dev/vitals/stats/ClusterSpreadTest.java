package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClusterSpreadTest {
    private static final long[] CONTROL_SIZES = {12, 30, 7, 18};
    private static final long[] CONTROL_SUMS = {30, 96, 14, 45};
    private static final long[] TREATED_SIZES = {25, 9, 40, 15};
    private static final long[] TREATED_SUMS = {90, 18, 168, 42};

    /** D1, own: the variance of a difference of two arms is the sum of those of the arms. */
    @Test
    void theErrorIsThatOfBellAndMcCaffrey() {
        ClusterSpread control = ClusterSpread.ofRatio(totals(CONTROL_SUMS, CONTROL_SIZES), 1, 1);
        ClusterSpread treated = ClusterSpread.ofRatio(totals(TREATED_SUMS, TREATED_SIZES), 1, 1);

        assertThat(Math.hypot(control.error(), treated.error())).isCloseTo(.5284232188749838, within(1e-12));
        assertThat(control.clusters()).isEqualTo(4);
    }

    @Test
    void alikeClustersHaveOneDegreeOfFreedomLessThanTheirNumber() {
        ClusterSpread spread =
                ClusterSpread.ofRatio(totals(new long[] {1, 2, 3, 4, 5}, new long[] {9, 9, 9, 9, 9}), 1, 1);

        assertThat(spread.degreesOfFreedom()).isCloseTo(4, within(1e-12));
        // Student's error of the mean of five cluster means.
        assertThat(spread.error()).isCloseTo(Math.sqrt(2.5 / 5) / 9, within(1e-12));
    }

    /** With G = (I - H) 1_g / (N sqrt(1 - h_g)) by cluster they are tr(G'G)^2 / tr((G'G)^2), here by brute force. */
    @Test
    void degreesOfFreedomAreThoseOfSatterthwaite() {
        double n = 67;
        double trace = 0;
        double squares = 0;
        for (int g = 0; g < CONTROL_SIZES.length; g++) {
            for (int h = 0; h < CONTROL_SIZES.length; h++) {
                double own = g == h ? CONTROL_SIZES[g] : 0;
                double product = (own - CONTROL_SIZES[g] * CONTROL_SIZES[h] / n)
                        / (n * n * Math.sqrt((1 - CONTROL_SIZES[g] / n) * (1 - CONTROL_SIZES[h] / n)));
                trace += g == h ? product : 0;
                squares += product * product;
            }
        }
        ClusterSpread spread = ClusterSpread.ofRatio(totals(CONTROL_SUMS, CONTROL_SIZES), 1, 1);

        assertThat(spread.degreesOfFreedom()).isCloseTo(trace * trace / squares, within(1e-10));
    }

    @Test
    void unitsOfLanesAreTakenOut() {
        ClusterTotals thousandths = new ClusterTotals.Builder(2)
                .add(0, 1, 1000, 4)
                .add(0, 2, 3000, 4)
                .build();
        ClusterSpread spread = ClusterSpread.ofRatio(thousandths, 1000, 1);

        // Ratios of 1/4 and 3/4 around 1/2.
        assertThat(spread.error()).isCloseTo(.25, within(1e-12));
    }

    /** Strata of shares 1/2 and 0: only the rows of the first vary, by 1/2 each, with 4/3 for their own mean. */
    @Test
    void aDifferenceBetweenStrataIsNoSpread() {
        ClusterTotals.Builder builder = new ClusterTotals.Builder(3);
        for (int i = 0; i < 4; i++) {
            builder.add(1, i << 20, 1, i < 2 ? 10 : 0, 10);
            builder.add(2, (4 + i) << 20, 1, 0, 10);
        }
        ClusterSpread spread = ClusterSpread.ofStrata(builder.build(), 8, group -> false);

        double variance = 4 * 4 / 3.0 * 5 * 5 / (80.0 * 80) / (1 - 1 / 8.0);
        assertThat(spread.error()).isCloseTo(Math.sqrt(variance), within(1e-12));
    }

    /** Of strata of 6 and 2 rows, all positive and none, only what each held of the part is unknown: p = 3/4. */
    @Test
    void whatTellsStrataApartVariesWhereTheyAreCut() {
        ClusterTotals.Builder builder = new ClusterTotals.Builder(3);
        for (int i = 0; i < 8; i++) {
            builder.add(i < 6 ? 1 : 2, i << 20, 1, i < 6 ? 10 : 0, 10);
        }
        ClusterSpread whole = ClusterSpread.ofStrata(builder.build(), 8, group -> false);
        ClusterSpread cut = ClusterSpread.ofStrata(builder.build(), 8, group -> true);

        double variance = (6 * 2.5 * 2.5 + 2 * 7.5 * 7.5) / (80.0 * 80) / (1 - 1 / 8.0);
        assertThat(whole.error()).isZero();
        assertThat(whole.between()).isZero();
        assertThat(cut.between()).isCloseTo(Math.sqrt(variance), within(1e-12));
    }

    /** A lone row of a stratum would lie on its own mean; it is held against that of all, 1/2. */
    @Test
    void aStratumOfOneRowIsHeldAgainstAll() {
        ClusterTotals alone = new ClusterTotals.Builder(3)
                .add(1, 1 << 20, 1, 10, 10)
                .add(2, 2 << 20, 1, 0, 10)
                .build();

        assertThat(ClusterSpread.ofStrata(alone, 2, group -> false).error()).isCloseTo(.5, within(1e-12));
    }

    @Test
    void oneClusterDoesNotTell() {
        ClusterSpread spread = ClusterSpread.ofRatio(totals(new long[] {3}, new long[] {10}), 1, 1);

        assertThat(spread.isKnown()).isFalse();
        assertThat(WilsonInterval.withDefaults().estimate(3, 10, spread))
                .isEqualTo(WilsonInterval.withDefaults().estimate(3, 10));
    }

    @Test
    void clustersThatAreAlikeSayNoMoreThanTwiceAsManyRows() {
        long[] alike = {3, 3, 3, 3, 3, 3};
        ClusterSpread spread = ClusterSpread.ofRatio(totals(alike, new long[] {10, 10, 10, 10, 10, 10}), 1, 1);
        Estimate clustered = WilsonInterval.withDefaults().estimate(18, 60, spread);
        Estimate rows = WilsonInterval.withDefaults().estimate(36, 120);

        assertThat(clustered.method()).isEqualTo("wilson_clustered");
        assertThat(clustered.lower().getAsDouble()).isCloseTo(rows.lower().getAsDouble(), within(1e-12));
        assertThat(clustered.upper().getAsDouble()).isCloseTo(rows.upper().getAsDouble(), within(1e-12));
        assertThat(clustered.standardError().getAsDouble())
                .isCloseTo(rows.standardError().getAsDouble(), within(1e-12));
    }

    private static ClusterTotals totals(long[] sums, long[] sizes) {
        ClusterTotals.Builder builder = new ClusterTotals.Builder(2);
        for (int i = 0; i < sums.length; i++) {
            builder.add(0, i << 20, sums[i], sizes[i]);
        }
        return builder.build();
    }
}
