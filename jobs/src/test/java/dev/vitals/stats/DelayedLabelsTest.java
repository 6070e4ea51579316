package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayedLabelsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    /**
     * Three days of 100 cases, labels with a delay of 0, 1 and 2 days: 4, 3, 1 two days ago, 2, 2 yesterday, 3 today.
     * h_2 = 1/8 and h_1 = (3 + 2) / (7 + 4) = 5/11; 7/8 come within a day and 7/8 * 6/11 = 21/44 on the day itself.
     */
    @Test
    void hazardsAreReadBackwardsInTime() {
        Nowcast nowcast = DelayedLabels.within(2).estimate(small(), TODAY);

        assertThat(nowcast.hazards()).containsExactly(new double[] {1, 5 / 11.0, 1 / 8.0}, within(1e-15));
        assertThat(value(nowcast.maturedShare(2))).isEqualTo(1);
        assertThat(value(nowcast.maturedShare(1))).isEqualTo(7 / 8.0);
        assertThat(value(nowcast.maturedShare(0))).isCloseTo(21 / 44.0, within(1e-15));
        assertThat(value(nowcast.maturedShare(30))).isEqualTo(1);
    }

    /** Lawless 1994: a chain-ladder factor is 1 / (1 - h). */
    @Test
    void hazardsAreTheFactorsOfTheChainLadder() {
        Random random = new Random(31);
        Simulated month = Simulated.of(random, 40, 10, 500, .1, 1);
        double[] factors = ChainLadder.of(month.cumulative()).factors();
        double[] hazards =
                DelayedLabels.within(10).estimate(month.triangle(), TODAY).hazards();

        for (int delay = 1; delay <= 10; delay++) {
            assertThat(1 / (1 - hazards[delay])).isCloseTo(factors[delay - 1], within(1e-12));
        }
    }

    @Test
    void withManyLabelsTheNowcastIsTheChainLadder() {
        Random random = new Random(32);
        Simulated month = Simulated.of(random, 40, 10, 1_000_000, .05, 1);
        double ladder = ChainLadder.of(month.cumulative()).ultimates()[39];
        Estimate today =
                DelayedLabels.within(10).estimate(month.triangle(), TODAY).labels(TODAY, TODAY);

        assertThat(value(today) / ladder).isCloseTo(1, within(1e-3));
        assertThat(today.method()).isEqualTo("reverse_hazard_predictive");
    }

    @Test
    void aDayWithoutLabelsSoFarIsExpectedToGetSome() {
        // Each of 20 days had one label among 50 cases, three days late.
        DelayTriangle.Builder days = DelayTriangle.builder();
        for (int ago = 0; ago < 20; ago++) {
            LocalDate day = TODAY.minusDays(ago);
            days.addCases(day, 50).addLabels(day, 3, 1);
        }
        Nowcast nowcast = DelayedLabels.within(5).estimate(days.build(), TODAY);
        Estimate today = nowcast.labels(TODAY, TODAY);

        assertThat(value(today)).isCloseTo(1, within(.05));
        assertThat(today.lower()).hasValue(0);
        assertThat(today.upper().orElseThrow()).isBetween(3., 8.);
        assertThat(value(nowcast.share(TODAY, TODAY))).isCloseTo(value(today) / 50, within(1e-15));
        // Fully matured days are counted and not foreseen.
        Estimate past = nowcast.labels(TODAY.minusDays(9), TODAY.minusDays(5));
        assertThat(past.value()).hasValue(5);
        assertThat(past.lower()).hasValue(5);
        assertThat(past.upper()).hasValue(5);
    }

    @Test
    void aDayNeverGetsMoreLabelsThanItHasCases() {
        DelayTriangle.Builder days = DelayTriangle.builder();
        for (int ago = 0; ago < 20; ago++) {
            LocalDate day = TODAY.minusDays(ago);
            days.addCases(day, 10).addLabels(day, 0, 4).addLabels(day, 3, 5);
        }
        Estimate today = DelayedLabels.within(5).estimate(days.build(), TODAY).labels(TODAY, TODAY);

        assertThat(today.upper().orElseThrow()).isLessThanOrEqualTo(10);
        assertThat(value(today)).isBetween(8., 10.);
    }

    @Test
    void whatCameAfterTheDayIsNotLookedAt() {
        LocalDate then = TODAY.minusDays(3);
        DelayTriangle known = DelayTriangle.builder()
                .addCases(then.minusDays(2), 100)
                .addLabels(then.minusDays(2), 0, 4)
                .addLabels(then.minusDays(2), 1, 3)
                .addLabels(then.minusDays(2), 2, 1)
                .addCases(then, 100)
                .addLabels(then, 0, 2)
                .build();
        DelayTriangle.Builder all = DelayTriangle.builder().merge(known);
        all.addLabels(then, 1, 50).addCases(TODAY, 70).addLabels(TODAY, 0, 9);
        DelayedLabels within2 = DelayedLabels.within(2);

        assertThat(within2.estimate(all.build(), then).labels(then, then))
                .isEqualTo(within2.estimate(known, then).labels(then, then));
    }

    @Test
    void untilADayIsOldEnoughNothingIsForeseen() {
        Nowcast nowcast = DelayedLabels.within(14).estimate(small(), TODAY);
        Estimate all = nowcast.labels(TODAY.minusDays(2), TODAY);

        assertThat(all.reading()).isEqualTo(Reading.NOT_REACHED);
        assertThat(all.lower()).hasValue(15);
        assertThat(all.upper()).isEmpty();
        assertThat(nowcast.maturedShare(1).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(nowcast.labels(TODAY.plusDays(1), TODAY.plusDays(2)).reading())
                .isEqualTo(Reading.NO_DATA);
    }

    @Test
    void theSameTriangleGivesTheSameInterval() {
        Estimate first = DelayedLabels.within(2).estimate(small(), TODAY).labels(TODAY, TODAY);

        assertThat(DelayedLabels.within(2).estimate(small(), TODAY).labels(TODAY, TODAY))
                .isEqualTo(first);
        assertThat(DelayedLabels.within(2)
                        .withConfidence(.8)
                        .estimate(small(), TODAY)
                        .labels(TODAY, TODAY)
                        .upper()
                        .orElseThrow())
                .isLessThan(first.upper().orElseThrow());
    }

    @Test
    void clumpsAreSeenAsDispersion() {
        Random random = new Random(33);
        double single = dispersion(Simulated.of(random, 60, 10, 1000, .05, 1));
        double clumps = dispersion(Simulated.of(random, 60, 10, 1000, .05, 4));

        // Clumps of exactly four vary four times as much.
        assertThat(single).isBetween(1., 1.3);
        assertThat(clumps).isBetween(3., 5.);
    }

    /**
     * 120 simulated spans of 45 days, labels up to 10 days late; 114 intervals are expected to hold the labels that
     * came, and 3.5 standard deviations of 2.4 leave 106 to 120.
     */
    @Test
    void ninetyFivePercentOfTheIntervalsHoldTheLabelsThatCame() {
        assertHolds(Simulated.Kind.MANY, 106, 120);
        assertHolds(Simulated.Kind.CLUMPED, 106, 120);
    }

    /** With two labels a day an interval of whole labels can't be cut at 95 %: it holds more, never less. */
    @Test
    void withFewLabelsTheIntervalHoldsAtLeastAsOften() {
        assertHolds(Simulated.Kind.FEW, 106, 120);
    }

    @Test
    void impossibleTrianglesAreRefused() {
        assertThatThrownBy(() -> DelayTriangle.builder().addLabels(TODAY, 0, 2).build())
                .hasMessageContaining("2 labels of 0 cases on 2026-03-01");
        assertThatThrownBy(() -> DelayTriangle.builder().addLabels(TODAY, -1, 2))
                .hasMessageContaining("came -1 days after its case");
        assertThatThrownBy(() -> DelayedLabels.within(0)).hasMessageContaining("1 day or more");
        assertThatThrownBy(
                        () -> DelayedLabels.within(2).estimate(small(), TODAY).maturedShare(-1))
                .hasMessageContaining("before the case");
    }

    private static void assertHolds(Simulated.Kind kind, int least, int most) {
        Random random = new Random(34);
        int[] holds = new int[3];
        for (int round = 0; round < 120; round++) {
            Simulated month = Simulated.of(random, 45, 10, kind.cases, kind.share, kind.clump);
            Nowcast nowcast = DelayedLabels.within(10).estimate(month.triangle(), TODAY);
            holds[0] += month.isIn(nowcast.labels(TODAY, TODAY), 0, 0);
            holds[1] += month.isIn(nowcast.labels(TODAY.minusDays(3), TODAY.minusDays(3)), 3, 3);
            holds[2] += month.isIn(nowcast.labels(TODAY.minusDays(9), TODAY), 0, 9);
        }
        for (int held : holds) {
            assertThat(held).as(kind + " " + Arrays.toString(holds)).isBetween(least, most);
        }
    }

    private static DelayTriangle small() {
        return DelayTriangle.builder()
                .addCases(TODAY.minusDays(2), 100)
                .addLabels(TODAY.minusDays(2), 0, 4)
                .addLabels(TODAY.minusDays(2), 1, 3)
                .addLabels(TODAY.minusDays(2), 2, 1)
                .addCases(TODAY.minusDays(1), 100)
                .addLabels(TODAY.minusDays(1), 0, 2)
                .addLabels(TODAY.minusDays(1), 1, 2)
                .addCases(TODAY, 100)
                .addLabels(TODAY, 0, 3)
                .build();
    }

    private static double dispersion(Simulated month) {
        return DelayedLabels.within(10).estimate(month.triangle(), TODAY).dispersion();
    }

    private static double value(Estimate estimate) {
        return estimate.value().orElseThrow();
    }

    /** Days of cases that get a label, alone or in clumps of the same delay, an exponential one of mean 3 days. */
    private record Simulated(long cases, long[][] labels) {
        enum Kind {
            MANY(600, .03, 1),
            CLUMPED(600, .03, 3),
            FEW(100, .02, 1);

            final long cases;
            final double share;
            final int clump;

            Kind(long cases, double share, int clump) {
                this.cases = cases;
                this.share = share;
                this.clump = clump;
            }
        }

        static Simulated of(Random random, int days, int within, long cases, double share, int clump) {
            double[] chance = new double[within + 1];
            for (int delay = 0; delay <= within; delay++) {
                chance[delay] = Math.exp(-delay / 3.0) * (1 - Math.exp(-1 / 3.0)) / (1 - Math.exp(-(within + 1) / 3.0));
            }
            long[][] labels = new long[days][within + 1];
            for (long[] day : labels) {
                long left = Resampling.binomial(cases / clump, share, random);
                double rest = 1;
                for (int delay = 0; delay <= within; delay++) {
                    long n = Resampling.binomial(left, Math.min(1, chance[delay] / rest), random);
                    day[delay] = n * clump;
                    left -= n;
                    rest -= chance[delay];
                }
            }
            return new Simulated(cases, labels);
        }

        DelayTriangle triangle() {
            DelayTriangle.Builder builder = DelayTriangle.builder();
            for (int i = 0; i < labels.length; i++) {
                LocalDate day = TODAY.minusDays(labels.length - 1L - i);
                builder.addCases(day, cases);
                for (int delay = 0; delay < labels[i].length; delay++) {
                    builder.addLabels(day, delay, labels[i][delay]);
                }
            }
            return builder.build();
        }

        double[][] cumulative() {
            double[][] rows = new double[labels.length][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new double[Math.min(labels[i].length, rows.length - i)];
                for (int delay = 0; delay < rows[i].length; delay++) {
                    rows[i][delay] = (delay == 0 ? 0 : rows[i][delay - 1]) + labels[i][delay];
                }
            }
            return rows;
        }

        int isIn(Estimate estimate, int youngest, int oldest) {
            long truth = 0;
            for (int ago = youngest; ago <= oldest; ago++) {
                truth += Arrays.stream(labels[labels.length - 1 - ago]).sum();
            }
            return estimate.lower().orElseThrow() <= truth
                            && truth <= estimate.upper().orElseThrow()
                    ? 1
                    : 0;
        }
    }
}
