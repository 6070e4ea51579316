package dev.vitals.stats.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.change.DifferenceInDifferences.BeforeAfter;
import dev.vitals.stats.change.StaggeredFit.GroupTimeEffect;
import dev.vitals.stats.change.StaggeredFit.PreTrend;
import dev.vitals.stats.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StaggeredDifferencesTest {
    private static final StaggeredDifferences NEVER = StaggeredDifferences.withDefaults();
    private static final StaggeredDifferences NOT_YET = NEVER.againstNotYetStarted();
    private static final int PERIODS = 12;

    /** Periods counted from 0, so that starts are 2 and 4; csdid was given 1 to 6, and starts of 3 and 5. */
    private static final List<PanelCluster> PANEL = List.of(
            PanelCluster.never(12.0, 15.0, 15.7, 20.7, 23.4, 30.4),
            PanelCluster.never(11.55, 13.8, 13.25, 16.5, 20.25, 21.2),
            PanelCluster.never(14.57, 13.27, 15.6, 14.97, 17.97, 18.0),
            PanelCluster.never(14.7, 17.7, 18.4, 23.4, 26.1, 33.1),
            PanelCluster.never(10.25, 12.5, 15.25, 15.2, 18.95, 19.9),
            PanelCluster.startingIn(2, 13.27, 11.97, 17.3, 17.17, 20.67, 24.5),
            PanelCluster.startingIn(2, 13.4, 16.4, 20.1, 25.6, 28.8, 36.3),
            PanelCluster.startingIn(2, 16.25, 15.2, 20.95, 21.4, 25.65, 27.1),
            PanelCluster.startingIn(4, 11.97, 10.67, 13.0, 15.67, 17.37, 21.2),
            PanelCluster.startingIn(4, 12.1, 15.1, 15.8, 20.8, 25.5, 33.0),
            PanelCluster.startingIn(4, 14.95, 13.9, 16.65, 16.6, 22.35, 23.8),
            PanelCluster.startingIn(4, 14.67, 16.67, 15.7, 18.37, 20.07, 23.9));

    private static void requireEffect(Effect effect, double value, double error) {
        assertThat(effect.value().getAsDouble()).isCloseTo(value, within(1e-12));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(error, within(1e-12));
    }

    private static void requireEffects(List<GroupTimeEffect> effects, double[][] known) {
        assertThat(effects).hasSize(known.length);
        for (int i = 0; i < known.length; i++) {
            assertThat(effects.get(i).start()).isEqualTo((int) known[i][0]);
            assertThat(effects.get(i).period()).isEqualTo((int) known[i][1]);
            requireEffect(effects.get(i).effect(), known[i][2], known[i][3]);
        }
    }

    /** csdid 0.4.3 (Python port of the R package did), ATTgt(control_group="nevertreated"), base_period="universal". */
    @Test
    void againstThoseThatNeverStartedAsCsdid() {
        StaggeredFit fit = NEVER.withErrorsOfManyClusters().estimate(PANEL);

        requireEffects(fit.effects(), new double[][] {
            {2, 0, 1.6233333333333335, 1.3454031476214214},
            {2, 2, 3.7406666666666686, .7417694959926464},
            {2, 3, 3.1666666666666683, 1.2340838557257625},
            {2, 4, 3.6366666666666694, 1.0728542754243453},
            {2, 5, 4.710666666666668, 2.89490107040075},
            {4, 0, 1.1024999999999983, 1.890148059676807},
            {4, 1, -.07500000000000195, 1.1075733610014282},
            {4, 2, -.058500000000000885, 1.4049079996569165},
            {4, 4, .2825000000000002, .9256212440842095},
            {4, 5, 1.2490000000000006, 1.850540745295818}
        });
        requireEffect(fit.byStart().get(2), 3.813666666666669, 1.1552021211635397);
        requireEffect(fit.byStart().get(4), .7657500000000004, 1.1651829242119025);
        requireEffect(fit.overall(), 2.0720000000000014, 1.106772332468773);
        requireEffect(fit.bySinceStart().get(-2), .6622857142857139, 1.1694653254893306);
        requireEffect(fit.bySinceStart().get(0), 1.7645714285714296, .895766561635679);
        requireEffect(fit.bySinceStart().get(1), 2.070857142857144, 1.4084966341859395);
        requireEffect(fit.bySinceStart().get(3), 4.710666666666668, 2.8949010704007496);
        assertThat(fit.preTrend().degreesOfFreedom()).isEqualTo(4);
        assertThat(fit.preTrend().pValue()).isCloseTo(.42718, within(5e-6));
    }

    /** The same with control_group="notyettreated". */
    @Test
    void againstThoseThatHaveNotStartedYetAsCsdid() {
        StaggeredFit fit = NOT_YET.withErrorsOfManyClusters().estimate(PANEL);

        requireEffects(fit.effects().subList(0, 5), new double[][] {
            {2, 0, 1.1000000000000005, 1.2903727091019326},
            {2, 2, 3.733333333333335, .6757455873074063},
            {2, 3, 3.133333333333334, 1.1259015591905253},
            {2, 4, 3.6366666666666694, 1.0728542754243453},
            {2, 5, 4.710666666666668, 2.89490107040075}
        });
        requireEffect(fit.overall(), 2.0676428571428582, 1.0798484618907782);
        requireEffect(fit.bySinceStart().get(0), 1.7614285714285725, .8473469944817986);
        requireEffect(fit.bySinceStart().get(1), 2.0565714285714294, 1.2573260491139004);
        assertThat(fit.preTrend().pValue()).isCloseTo(.43045, within(5e-6));
    }

    @Test
    void twoPeriodsAreADifferenceInDifferences() {
        Random random = new Random(6);
        List<PanelCluster> panel = new ArrayList<>();
        List<BeforeAfter> control = new ArrayList<>();
        List<BeforeAfter> treated = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            double before = random.nextDouble();
            double after = random.nextDouble();
            panel.add(i < 6 ? PanelCluster.startingIn(1, before, after) : PanelCluster.never(before, after));
            (i < 6 ? treated : control).add(new BeforeAfter(before, 1, after, 1));
        }
        Effect plain = DifferenceInDifferences.withDefaults().estimate(control, treated);
        for (StaggeredDifferences method : List.of(NEVER, NOT_YET)) {
            Effect effect = method.estimate(panel).overall();
            requireEffect(
                    effect, plain.value().getAsDouble(), plain.standardError().getAsDouble());
            assertThat(effect.degreesOfFreedom()).isCloseTo(plain.degreesOfFreedom(), within(1e-9));
            assertThat(method.estimate(panel).preTrend()).isEqualTo(new PreTrend(0, 0, 1));
        }
    }

    /** What an error means: how far the estimate is moved by taking out one cluster after the other (the jackknife). */
    @Test
    void errorsAreNearTheJackknifes() {
        List<PanelCluster> panel = drawn(new Random(2), 1, 16);
        Effect overall = NOT_YET.estimate(panel).overall();
        double[] without = new double[panel.size()];
        double mean = 0;
        for (int i = 0; i < without.length; i++) {
            List<PanelCluster> rest = new ArrayList<>(panel);
            rest.remove(i);
            without[i] = NOT_YET.estimate(rest).overall().value().getAsDouble();
            mean += without[i] / without.length;
        }
        double squares = 0;
        for (double value : without) {
            squares += (value - mean) * (value - mean);
        }
        double jackknife = Math.sqrt(squares * (without.length - 1) / without.length);

        assertThat(overall.standardError().getAsDouble() / jackknife).isBetween(.95, 1.05);
    }

    /**
     * An effect that grows by 1 a period, in clusters that start by chance in period 3, 6 or never: on average 1 +
     * mean(0..8) / 2 + mean(0..5) / 2 = 4.25. The regression with two ways of effects says far less.
     */
    @Test
    void aGrowingEffectIsFoundWhereARegressionMissesIt() {
        Random random = new Random(9);
        int rounds = 300;
        int held = 0;
        int trends = 0;
        double sum = 0;
        double ofRegression = 0;
        for (int round = 0; round < rounds; round++) {
            List<PanelCluster> panel = drawn(random, 1, 12);
            StaggeredFit fit = (round % 2 == 0 ? NEVER : NOT_YET).estimate(panel);
            Effect overall = fit.overall();
            sum += overall.value().getAsDouble() / rounds;
            held += overall.lower().getAsDouble() <= 4.25
                            && 4.25 <= overall.upper().getAsDouble()
                    ? 1
                    : 0;
            trends += fit.preTrend().pValue() < .01 ? 1 : 0;
            ofRegression += twoWayRegression(panel) / rounds;
        }

        assertThat(sum).isCloseTo(4.25, within(.05));
        assertThat((double) held / rounds).isBetween(.91, .985);
        assertThat((double) trends / rounds)
                .as("of 1%, with few clusters for seven effects")
                .isLessThan(.03);
        assertThat(ofRegression).isLessThan(3.7);
    }

    /**
     * Clusters that start in period 3, 6 or never with the same chance, with a level of their own, and shocks of
     * every period that all share.
     */
    private static List<PanelCluster> drawn(Random random, double growth, int third) {
        double[] shocks = random.doubles(PERIODS, -2, 2).toArray();
        List<PanelCluster> panel = new ArrayList<>();
        int[] starts = {3, 6, PERIODS};
        for (int i = 0; i < 3 * third; i++) {
            int start = starts[random.nextInt(3)];
            double level = 4 * random.nextGaussian();
            double[] means = new double[PERIODS];
            for (int t = 0; t < PERIODS; t++) {
                double effect = t < start ? 0 : 1 + growth * (t - start);
                means[t] = level + shocks[t] + effect + .5 * random.nextGaussian();
            }
            panel.add(start == PERIODS ? PanelCluster.never(means) : PanelCluster.startingIn(start, means));
        }
        return panel;
    }

    /** Least squares on an indicator of the change and effects of clusters and periods, by taking out both means. */
    private static double twoWayRegression(List<PanelCluster> panel) {
        double[][] x = new double[panel.size()][PERIODS];
        double[][] y = new double[panel.size()][PERIODS];
        for (int i = 0; i < x.length; i++) {
            for (int t = 0; t < PERIODS; t++) {
                x[i][t] = t >= panel.get(i).startOrNever() ? 1 : 0;
                y[i][t] = panel.get(i).mean(t, t + 1);
            }
        }
        double products = 0;
        double squares = 0;
        double[][] free = withoutMeans(x);
        for (int i = 0; i < x.length; i++) {
            for (int t = 0; t < PERIODS; t++) {
                products += free[i][t] * y[i][t];
                squares += free[i][t] * free[i][t];
            }
        }
        return products / squares;
    }

    private static double[][] withoutMeans(double[][] x) {
        double[] ofRow = new double[x.length];
        double[] ofColumn = new double[PERIODS];
        double all = 0;
        for (int i = 0; i < x.length; i++) {
            for (int t = 0; t < PERIODS; t++) {
                ofRow[i] += x[i][t] / PERIODS;
                ofColumn[t] += x[i][t] / x.length;
                all += x[i][t] / x.length / PERIODS;
            }
        }
        double[][] free = new double[x.length][PERIODS];
        for (int i = 0; i < x.length; i++) {
            for (int t = 0; t < PERIODS; t++) {
                free[i][t] = x[i][t] - ofRow[i] - ofColumn[t] + all;
            }
        }
        return free;
    }

    /** Treated clusters that rose by 1 a period before they started do not have the trend of the others. */
    @Test
    void anotherTrendBeforeTheStartIsSeen() {
        Random random = new Random(12);
        List<PanelCluster> panel = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double[] means = new double[5];
            for (int t = 0; t < 5; t++) {
                means[t] = random.nextGaussian() + (i < 20 ? t : 0);
            }
            panel.add(i < 20 ? PanelCluster.startingIn(3, means) : PanelCluster.never(means));
        }

        assertThat(NEVER.estimate(panel).preTrend().pValue()).isLessThan(.005);
    }

    /** Days put together by weeks are weeks, where all starts are a whole number of weeks apart and from the first day. */
    @Test
    void stretchesOfDaysAreWeeks() {
        Random random = new Random(4);
        List<PanelCluster> days = new ArrayList<>();
        List<PanelCluster> weeks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            double[] daily = random.doubles(35).toArray();
            double[] weekly = new double[5];
            for (int day = 0; day < daily.length; day++) {
                weekly[day / 7] += daily[day] / 7;
            }
            int start = 2 + i % 3;
            days.add(start == 4 ? PanelCluster.never(daily) : PanelCluster.startingIn(7 * start, daily));
            weeks.add(start == 4 ? PanelCluster.never(weekly) : PanelCluster.startingIn(start, weekly));
        }
        for (StaggeredDifferences method : List.of(NEVER, NOT_YET)) {
            StaggeredFit byDay = method.inStretchesOf(7).estimate(days);
            StaggeredFit byWeek = method.estimate(weeks);

            requireEffect(
                    byDay.overall(),
                    byWeek.overall().value().getAsDouble(),
                    byWeek.overall().standardError().getAsDouble());
            assertThat(byDay.bySinceStart().keySet()).containsExactly(-21, -14, 0, 7, 14);
            assertThat(byDay.preTrend().chiSquared())
                    .isCloseTo(byWeek.preTrend().chiSquared(), within(1e-6));
            assertThat(byDay.effects().get(1).length()).isEqualTo(7);
        }
    }

    /** Sums over counts: a day of which a cluster has nothing takes no part, and a stretch without any can't be. */
    @Test
    void aStretchIsTheSumOverTheCountOfItsDays() {
        PanelCluster cluster =
                new PanelCluster(OptionalInt.of(2), List.of(1.0, 0.0, 6.0, 0.0), List.of(2.0, 0.0, 4.0, 0.0));
        PanelCluster never = PanelCluster.never(1, 1, 1, 1);
        PanelCluster other = PanelCluster.never(3, 3, 3, 3);

        assertThat(cluster.mean(0, 2)).isEqualTo(.5);
        StaggeredFit fit = NEVER.inStretchesOf(2).estimate(List.of(cluster, cluster, never, other));
        assertThat(fit.overall().value().getAsDouble()).isEqualTo(1);
        assertThatThrownBy(() -> NEVER.estimate(List.of(cluster, cluster, never, other)))
                .hasMessageContaining("a cluster has nothing in periods 1 to 1");
    }

    /**
     * Six clusters on a side and three weeks to be told apart: Hotelling's distribution calls 5% of panels whose sides move
     * alike, or less; chi-squared calls many times as many. Too many effects for the clusters are not judged.
     */
    @Test
    void theTestBeforeTheStartHoldsOfFewClusters() {
        Random random = new Random(31);
        int rounds = 2_000;
        int called = 0;
        int byChiSquared = 0;
        for (int round = 0; round < rounds; round++) {
            List<PanelCluster> panel = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                double scale = i < 6 ? 2 : 1;
                double[] means = random.doubles(6)
                        .map(x -> scale * random.nextGaussian())
                        .toArray();
                panel.add(i < 6 ? PanelCluster.startingIn(4, means) : PanelCluster.never(means));
            }
            called += NEVER.estimate(panel).preTrend().pValue() < .05 ? 1 : 0;
            byChiSquared +=
                    NEVER.withErrorsOfManyClusters().estimate(panel).preTrend().pValue() < .05 ? 1 : 0;
        }

        assertThat((double) called / rounds).isBetween(.03, .065);
        assertThat((double) byChiSquared / rounds).isGreaterThan(.2);
        double[] long1 = random.doubles(12).toArray();
        double[] long2 = random.doubles(12).toArray();
        assertThat(NEVER.estimate(List.of(
                                PanelCluster.startingIn(10, long1),
                                PanelCluster.startingIn(10, long2),
                                PanelCluster.never(random.doubles(12).toArray()),
                                PanelCluster.never(random.doubles(12).toArray())))
                        .preTrend()
                        .pValue())
                .isNaN();
    }

    @Test
    void whatIsNoPanelIsRefused() {
        PanelCluster never = PanelCluster.never(1, 2, 3);
        PanelCluster started = PanelCluster.startingIn(1, 1, 2, 3);
        assertThatThrownBy(() -> NEVER.estimate(List.of(never, never))).hasMessageContaining("ever started");
        assertThatThrownBy(() -> NEVER.estimate(List.of())).hasMessageContaining("ever started");
        assertThatThrownBy(() -> NEVER.estimate(List.of(never, never, started)))
                .hasMessageContaining("a single cluster started in period 1");
        assertThatThrownBy(() -> NEVER.estimate(List.of(never, started, started)))
                .hasMessageContaining("less than two are left");
        assertThatThrownBy(() -> NEVER.estimate(List.of(never, PanelCluster.never(1, 2))))
                .hasMessageContaining("no panel");
        assertThatThrownBy(() -> PanelCluster.startingIn(0, 1, 2)).hasMessageContaining("a start in period 0 of 2");
        assertThatThrownBy(() -> PanelCluster.never(1, Double.NaN)).hasMessageContaining("not all finite");
    }
}
