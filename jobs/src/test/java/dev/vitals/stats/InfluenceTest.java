package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** With every case as a cluster of its own the squared moves add up to the variance for independent cases. */
class InfluenceTest {
    /** R1: acute myelogenous leukaemia, maintained; weeks, negative when censored. */
    private static final int[] AML = {9, 13, -13, 18, 23, -28, 31, 34, -45, 48, -161};

    private static final int CASES = AML.length;

    /** R1: R survival, tests/doaml.Rout.save. */
    @Test
    void movesOfTheSurvivalShareAddUpToGreenwoods() {
        Sample sample = sample(AML);
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(sample.histogram, sample.clusters);
        double[] published = {.0867, .1163, .1397, .1526, .1642, .1627, .1535};
        int[] weeks = {9, 13, 18, 23, 31, 34, 48};
        for (int i = 0; i < weeks.length; i++) {
            double error = error(sample, share(curve), rowOf(curve, weeks[i]));
            assertThat(error * Math.sqrt(1 - 1.0 / CASES)).isCloseTo(published[i], within(5e-5));
        }
    }

    /** R1, own: 19.8286028 is the error of the restricted mean up to week 161. */
    @Test
    void movesOfTheRestrictedMeanAddUpToItsVariance() {
        Sample sample = sample(AML);
        Estimate clustered = KaplanMeier.withDefaults()
                .estimate(sample.histogram, sample.clusters)
                .restrictedMean(161);
        Estimate rows = KaplanMeier.withDefaults().estimate(sample.histogram).restrictedMean(161);

        assertThat(rows.standardError().getAsDouble()).isCloseTo(19.8286028, within(1e-7));
        // Each cluster is 1/11 of all, and Student's point has 10 degrees of freedom.
        double wider = Math.sqrt(CASES / (CASES - 1.0)) * 2.2281388519649385 / 1.959963984540054;
        assertThat(clustered.value().getAsDouble() - clustered.lower().getAsDouble())
                .isCloseTo(wider * (rows.value().getAsDouble() - rows.lower().getAsDouble()), within(1e-9));
        assertThat(clustered.method()).isEqualTo("kaplan_meier_restricted_mean_clustered");
    }

    /** Moves of a competing end, against what is left when one case is taken out after the other (the jackknife). */
    @Test
    void movesOfACompetingEndAreThoseOfTheJackknife() {
        Random random = new Random(4);
        int n = 120;
        int[] times = random.ints(n, 1, 400).toArray();
        int[] codes = random.ints(n, -1, 2).toArray();
        TimeHistogram all = histogram(times, codes, -1);
        IncidenceCurve curve = CumulativeIncidence.withDefaults().ofCauses(0).estimate(all);
        double whole = curve.incidenceAt(200).value().getAsDouble();
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double without = CumulativeIncidence.withDefaults()
                    .ofCauses(0)
                    .estimate(histogram(times, codes, i))
                    .incidenceAt(200)
                    .value()
                    .getAsDouble();
            squares += Math.pow((n - 1) * (whole - without), 2);
        }
        double jackknife = Math.sqrt(squares / n / (n - 1));
        ClusterTotals.Builder clusters = new ClusterTotals.Builder(1);
        for (int i = 0; i < n; i++) {
            clusters.add(TimeHistogram.cell(TimeBins.bin(times[i]), codes[i]), i << 24, 1);
        }
        RiskTable table = RiskTable.of(all, Causes.ALL, Causes.of(0));
        double[] share = curve.points().stream().mapToDouble(CurvePoint::share).toArray();
        ClusterSpread spread = Influence.onShare(table, share, table.rowAt(TimeBins.bin(200)))
                .over(new Influence.Cases(clusters.build(), Causes.ALL, Causes.of(0)));

        assertThat(spread.error()).isCloseTo(jackknife, within(.02 * jackknife));
    }

    /** Groups of time a twentieth long lose less than a fiftieth of the error of clustered times. */
    @Test
    void groupsOfTimeGiveTheErrorThatSingleBinsGive() {
        Random random = new Random(7);
        TimeHistogram.Builder histogram = TimeHistogram.builder();
        ClusterTotals.Builder byBin = new ClusterTotals.Builder(1);
        ClusterTotals.Builder byGroup = new ClusterTotals.Builder(1);
        for (int cluster = 0; cluster < 100; cluster++) {
            double pace = Math.exp(8 + 0.5 * random.nextGaussian());
            for (int i = 0; i < 40; i++) {
                int bin = TimeBins.bin((long) (pace * Math.exp(random.nextGaussian())));
                int code = random.nextInt(5) == 0 ? TimeHistogram.CENSORED : random.nextInt(2);
                histogram.add(bin, code, 1);
                byBin.add(TimeHistogram.cell(bin, code), cluster << 24, 1);
                byGroup.add(TimeGroups.of(bin, code), cluster << 24, 1);
            }
        }
        IncidenceCurve curve = CumulativeIncidence.withDefaults().ofCauses(0).estimate(histogram.build());
        double[] share = curve.points().stream().mapToDouble(CurvePoint::share).toArray();
        RiskTable table = RiskTable.of(histogram.build(), Causes.ALL, Causes.of(0));
        for (int row : new int[] {share.length / 10, share.length / 2, share.length * 9 / 10}) {
            Influence influence = Influence.onShare(table, share, row);
            double exact = influence
                    .over(new Influence.Cases(byBin.build(), Causes.ALL, Causes.of(0)))
                    .error();
            assertThat(influence
                            .over(new Influence.Cases(byGroup.build(), Causes.ALL, Causes.of(0)))
                            .error())
                    .isCloseTo(exact, within(.02 * exact));
        }
        assertThat(byGroup.build().encode().length).isLessThan(byBin.build().encode().length);
    }

    private static double error(Sample sample, double[] share, int row) {
        RiskTable table = RiskTable.of(sample.histogram, Causes.ALL, Causes.ALL);
        return Influence.onShare(table, share, row)
                .over(new Influence.Cases(sample.clusters, Causes.ALL, Causes.ALL))
                .error();
    }

    private static double[] share(SurvivalCurve curve) {
        return curve.points().stream().mapToDouble(point -> 1 - point.share()).toArray();
    }

    private static int rowOf(SurvivalCurve curve, int week) {
        return curve.points().stream().map(CurvePoint::bin).toList().indexOf(TimeBins.bin(week));
    }

    private static TimeHistogram histogram(int[] times, int[] codes, int without) {
        TimeHistogram.Builder builder = TimeHistogram.builder();
        for (int i = 0; i < times.length; i++) {
            builder.add(TimeBins.bin(times[i]), codes[i], i == without ? 0 : 1);
        }
        return builder.build();
    }

    private record Sample(TimeHistogram histogram, ClusterTotals clusters) {}

    private static Sample sample(int[] times) {
        TimeHistogram.Builder histogram = TimeHistogram.builder();
        ClusterTotals.Builder clusters = new ClusterTotals.Builder(1);
        for (int i = 0; i < times.length; i++) {
            int bin = TimeBins.bin(Math.abs(times[i]));
            int code = times[i] < 0 ? TimeHistogram.CENSORED : 0;
            histogram.add(bin, code, 1);
            clusters.add(TimeHistogram.cell(bin, code), i << 24, 1);
        }
        return new Sample(histogram.build(), clusters.build());
    }

    /** One of 600 cases ends at once; with channels that differ as much as these its row alone tells nothing. */
    @Test
    void theLowerEndOfAQuantileIsNextToIt() {
        TimeHistogram.Builder histogram = TimeHistogram.builder();
        ClusterTotals.Builder clusters = new ClusterTotals.Builder(1);
        for (int i = 0; i < 600; i++) {
            int channel = i % 6;
            // Each channel takes an eighth longer than the one before.
            long seconds = i == 0 ? 1 : Math.round((3000 + 10 * i) * Math.pow(1.12, channel));
            int bin = TimeBins.bin(seconds);
            histogram.add(bin, 0, 1);
            clusters.add(TimeGroups.of(bin, 0), channel * 0x2AAAAAAA, 1);
        }

        Estimate median = KaplanMeier.withDefaults()
                .estimate(histogram.build(), clusters.build())
                .quantile(.5);
        assertThat(median.lower().getAsDouble()).isBetween(3000., median.value().getAsDouble());
        assertThat(median.upper().getAsDouble()).isGreaterThan(median.value().getAsDouble());
    }
}
