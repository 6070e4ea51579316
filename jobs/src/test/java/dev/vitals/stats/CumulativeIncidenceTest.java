package dev.vitals.stats;

import static dev.vitals.stats.TimeHistogram.CENSORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CumulativeIncidenceTest {
    private static final CumulativeIncidence INCIDENCE = CumulativeIncidence.withDefaults();

    /** Values of R cmprsk and standard errors of Stata, as recorded in statsmodels duration test_incidence. */
    @Test
    void threeCompetingCausesAgreeWithRAndStata() {
        int[] times = {1, 1, 2, 4, 4, 4, 6, 6, 7, 8, 9, 9, 9, 1, 2, 2, 4, 4};
        int[] causes = {1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        TimeHistogram.Builder builder = TimeHistogram.builder();
        for (int i = 0; i < times.length; i++) {
            builder.add(times[i], causes[i] - 1, 1);
        }
        int[] at = {1, 2, 4, 6, 7, 8, 9};
        double[][] shares = {
            {.11111111, .17037037, .17037037, .17037037, .17037037, .17037037, .17037037},
            {0, 0, .20740741, .20740741, .20740741, .20740741, .20740741},
            {0, 0, 0, .17777778, .26666667, .26666667, .26666667}
        };
        double[][] errors = {
            {.07407407, .08976251, .08976251, .08976251, .08976251, .08976251, .08976251},
            {0, 0, .10610391, .10610391, .10610391, .10610391, .10610391},
            {0, 0, 0, .11196147, .12787781, .12787781, .12787781}
        };
        for (int cause = 0; cause < 3; cause++) {
            List<CurvePoint> points =
                    INCIDENCE.ofCauses(cause).estimate(builder.build()).points();
            assertThat(points).hasSize(at.length);
            for (int i = 0; i < at.length; i++) {
                assertThat(points.get(i).seconds()).isEqualTo(at[i]);
                assertThat(points.get(i).share()).isCloseTo(shares[cause][i], within(5e-9));
                assertThat(points.get(i).standardError()).isCloseTo(errors[cause][i], within(5e-9));
            }
        }
    }

    @Test
    void withOneCauseItIsOneMinusKaplanMeierInValueVarianceAndInterval() {
        for (String sample : List.of(Samples.AML_MAINTAINED, Samples.LUNG_MEN, Samples.TRANSPLANT_ALL)) {
            TimeHistogram histogram = Samples.histogram(sample);
            List<CurvePoint> incidence =
                    INCIDENCE.ofCauses(0).estimate(histogram).points();
            List<CurvePoint> survival =
                    KaplanMeier.withDefaults().estimate(histogram).points();
            for (int i = 0; i < incidence.size(); i++) {
                CurvePoint f = incidence.get(i);
                CurvePoint s = survival.get(i);
                assertThat(f.share()).isCloseTo(1 - s.share(), within(1e-14));
                assertThat(f.standardError()).isCloseTo(s.standardError(), within(1e-13));
                assertThat(f.lower()).isCloseTo(1 - s.upper(), within(1e-12));
                assertThat(f.upper()).isCloseTo(1 - s.lower(), within(1e-12));
            }
            for (double p : new double[] {.1, .25, .5, .75, .9}) {
                Estimate byIncidence = INCIDENCE.estimate(histogram).quantile(p);
                Estimate bySurvival =
                        KaplanMeier.withDefaults().estimate(histogram).quantile(p);
                assertThat(byIncidence.value()).isEqualTo(bySurvival.value());
                assertThat(byIncidence.lower()).isEqualTo(bySurvival.lower());
                assertThat(byIncidence.upper()).isEqualTo(bySurvival.upper());
            }
        }
    }

    @Test
    void theCausesAndTheCasesStillOpenAddUpToAll() {
        Random random = new Random(12);
        for (int round = 0; round < 100; round++) {
            TimeHistogram histogram = randomHistogram(random, 3, 200);
            List<CurvePoint> open =
                    KaplanMeier.withDefaults().estimate(histogram).points();
            List<List<CurvePoint>> causes = List.of(points(histogram, 0), points(histogram, 1), points(histogram, 2));
            for (int i = 0; i < open.size(); i++) {
                double sum = open.get(i).share();
                for (List<CurvePoint> cause : causes) {
                    sum += cause.get(i).share();
                }
                assertThat(sum).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void withoutOpenCasesItIsTheShareOfAllWithItsBinomialVariance() {
        Random random = new Random(13);
        for (int round = 0; round < 50; round++) {
            int n = 20 + random.nextInt(200);
            TimeHistogram.Builder builder = TimeHistogram.builder();
            int[] resolvedBy = new int[60];
            for (int i = 0; i < n; i++) {
                int time = random.nextInt(50);
                int cause = random.nextInt(2);
                builder.add(time, cause, 1);
                for (int t = time; cause == 0 && t < resolvedBy.length; t++) {
                    resolvedBy[t]++;
                }
            }
            for (CurvePoint point : points(builder.build(), 0)) {
                double share = resolvedBy[point.bin()] / (double) n;
                assertThat(point.share()).isCloseTo(share, within(1e-12));
                assertThat(point.standardError()).isCloseTo(Math.sqrt(share * (1 - share) / n), within(1e-12));
            }
        }
    }

    /** Reads the variance formula literally, term by term for each time, as a check on the running sums. */
    @Test
    void theRunningVarianceIsTheSumInTheFormula() {
        Random random = new Random(14);
        for (int round = 0; round < 30; round++) {
            TimeHistogram histogram = randomHistogram(random, 3, 80);
            RiskTable table = RiskTable.of(histogram, Causes.ALL, Causes.of(1));
            List<CurvePoint> points = points(histogram, 1);
            for (int t = 0; t < points.size(); t++) {
                double survival = 1;
                double variance = 0;
                for (int j = 0; j <= t; j++) {
                    double n = table.open[j];
                    double d = table.ended[j];
                    double own = table.wanted[j];
                    double gap = points.get(t).share() - points.get(j).share();
                    variance += d == n ? 0 : gap * gap * d / (n * (n - d));
                    variance += survival * survival * (n - own) * own / (n * n * n);
                    variance -= 2 * gap * survival * own / (n * n);
                    survival *= (n - d) / n;
                }
                assertThat(points.get(t).standardError()).isCloseTo(Math.sqrt(Math.max(0, variance)), within(1e-8));
            }
        }
    }

    @Test
    void competingEndsStayInTheDenominator() {
        // Of 100, 40 are closed automatically at once and 60 resolved at 10 s: 60 % of all, not 100 % of the rest.
        TimeHistogram histogram =
                TimeHistogram.builder().add(1, 1, 40).add(10, 0, 60).build();
        IncidenceCurve resolved = INCIDENCE.ofCauses(0).estimate(histogram);

        assertThat(resolved.incidenceAt(10).value().orElseThrow()).isCloseTo(.6, within(1e-15));
        assertThat(resolved.quantile(.5).value()).hasValue(10);
        assertThat(resolved.quantile(.7).reading()).isEqualTo(Reading.NOT_REACHED);
        assertThat(KaplanMeier.withDefaults()
                        .ofCauses(0)
                        .estimate(histogram)
                        .quantile(.7)
                        .value())
                .hasValue(10);
        assertThat(resolved.open().restrictedMean(60).value().orElseThrow()).isCloseTo(6.4, within(1e-12));
    }

    @Test
    void aCauseNotSeenYetIsABoundOnAllCasesFollowed() {
        // None of 20 cases was reversed, 8 of them ended otherwise: they too could have been. 1 - .025^(1/20) = .1684.
        TimeHistogram histogram =
                TimeHistogram.builder().add(5, 1, 8).add(50, CENSORED, 12).build();
        Estimate share = INCIDENCE.ofCauses(0).estimate(histogram).incidenceAt(40);

        assertThat(share.reading()).isEqualTo(Reading.AT_MOST);
        assertThat(share.value()).hasValue(0);
        assertThat(share.upper().orElseThrow()).isCloseTo(.1684, within(5e-5));
        assertThat(share.method()).isEqualTo("aalen_johansen_log_log");
    }

    @Test
    void noCasesGiveNoData() {
        IncidenceCurve curve = INCIDENCE.estimate(TimeHistogram.EMPTY);

        assertThat(curve.total()).isZero();
        assertThat(curve.incidenceAt(10).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(curve.quantile(.5).value()).isEmpty();
    }

    @Test
    void wrongQuestionsAreRefused() {
        assertThatThrownBy(() -> INCIDENCE.ofCauses(99)).hasMessageContaining("no cause 99");
        assertThatThrownBy(() -> INCIDENCE.withConfidence(0)).hasMessageContaining("confidence 0.0");
        assertThatThrownBy(() -> INCIDENCE.estimate(TimeHistogram.EMPTY).incidenceAt(-1))
                .hasMessageContaining("negative");
    }

    private static List<CurvePoint> points(TimeHistogram histogram, int cause) {
        return INCIDENCE.ofCauses(cause).estimate(histogram).points();
    }

    private static TimeHistogram randomHistogram(Random random, int causes, int cases) {
        TimeHistogram.Builder builder = TimeHistogram.builder();
        for (int i = 0; i < cases; i++) {
            builder.add(random.nextInt(40), random.nextInt(causes + 1) - 1, 1);
        }
        return builder.build();
    }
}
