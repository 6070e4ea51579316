package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.LogRank;
import dev.vitals.stats.LogRank.Weights;
import dev.vitals.stats.LogRankScores;
import dev.vitals.stats.Samples;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusteredLogRankTest {
    private static final ClusteredLogRank TEST = ClusteredLogRank.withDefaults();
    private static final List<Weights> FAMILY =
            List.of(Weights.EQUAL, Weights.GEHAN, Weights.TARONE_WARE, Weights.PETO, Weights.flemingHarrington(1));

    /** statsmodels 0.15.0, PHReg(ties="breslow").score_residuals(0) of aml, treatment not maintained. */
    @Test
    void residualsOfStatsmodels() {
        double[] known = {
            -.3081718727982931,
            -.24997113578981006,
            .16179357009254283,
            -.23616561358092653,
            -.19812672938819623,
            .30473404619985217,
            .025991762249234843,
            .1844384742673754,
            .6602718076007088,
            .6602718076007088,
            .6602718076007088,
            .4366729678638942,
            .4366729678638942,
            .43233500079300785,
            .43233500079300785,
            .40274592088075156,
            -.1874117107993715,
            .22739326444516417,
            .18479949457866693,
            .13317210961794865,
            -.010712527570259867,
            -.2132522101099424,
            -.25075221010994236
        };
        LogRankScores scores = LogRank.withDefaults()
                .scores(
                        RestrictedMeanTestTest.cases(Samples.AML_MAINTAINED),
                        RestrictedMeanTestTest.cases(Samples.AML_NOT_MAINTAINED));
        List<Double> residuals = new ArrayList<>(scores.control());
        residuals.addAll(scores.treatment());

        assertThat(residuals).hasSize(known.length);
        for (int i = 0; i < known.length; i++) {
            assertThat(residuals.get(i)).isCloseTo(known[i], within(1e-12));
        }
    }

    /**
     * With the same weights residuals add up to the score of the ordinary test, and its variance is the information.
     */
    @Test
    void theScoreIsThatOfTheOrdinaryTest() {
        List<TimeHistogram> men = RestrictedMeanTestTest.cases(Samples.LUNG_MEN);
        List<TimeHistogram> women = RestrictedMeanTestTest.cases(Samples.LUNG_WOMEN);
        LogRank.Result ordinary = LogRank.withDefaults()
                .test(List.of(Samples.histogram(Samples.LUNG_MEN), Samples.histogram(Samples.LUNG_WOMEN)));
        LogRankScores scores = LogRank.withDefaults().scores(men, women);
        double score = sum(scores.control()) + sum(scores.treatment());

        assertThat(score)
                .isCloseTo(ordinary.observed().get(1) - ordinary.expected().get(1), within(1e-10));
        assertThat(score * score / scores.information()).isCloseTo(ordinary.chiSquared(), within(1e-9));
        assertThat(TEST.test(men, women).value().getAsDouble()).isCloseTo(score / scores.information(), within(1e-12));
        for (Weights weights : FAMILY) {
            LogRank test = LogRank.withDefaults().withWeights(weights);
            double weighted = sum(test.scores(men, women).control())
                    + sum(test.scores(men, women).treatment());
            assertThat(weighted).as(weights.method()).isNegative();
        }
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(x -> x).sum();
    }

    /**
     * 400 cases, both arms alike, each case a cluster: the squared ratio to the error is near the ordinary statistic.
     */
    @Test
    void singleCasesGiveNearlyTheOrdinaryTest() {
        Random random = new Random(31);
        for (Weights weights : FAMILY) {
            for (int round = 0; round < 5; round++) {
                List<TimeHistogram> control = single(random, 200);
                List<TimeHistogram> treatment = single(random, 200);
                Effect effect = TEST.withWeights(weights).test(control, treatment);
                double ratio =
                        effect.value().getAsDouble() / effect.standardError().getAsDouble();
                double ordinary = LogRank.withDefaults()
                        .withWeights(weights)
                        .test(List.of(merged(control), merged(treatment)))
                        .chiSquared();
                assertThat(Math.abs(ratio)).as(weights.method()).isCloseTo(Math.sqrt(ordinary), within(.1));
            }
        }
    }

    private static List<TimeHistogram> single(Random random, int cases) {
        List<TimeHistogram> clusters = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            double time = -100 * Math.log(1 - random.nextDouble());
            double cut = 300 * random.nextDouble();
            clusters.add(TimeHistogram.builder()
                    .add(TimeBins.bin((long) Math.min(cut, time)), time > cut ? TimeHistogram.CENSORED : 0, 1)
                    .build());
        }
        return clusters;
    }

    private static TimeHistogram merged(List<TimeHistogram> clusters) {
        return clusters.stream().reduce(TimeHistogram.EMPTY, TimeHistogram::merge);
    }

    /** Twenty channels an arm, each with a pace of its own; both arms alike. The ordinary test calls far too much. */
    @Test
    void clusteredArmsThatAreAlikeAreCalledAsOftenAsItSays() {
        Random random = new Random(22);
        int rounds = 600;
        int called = 0;
        int calledByOrdinary = 0;
        for (int round = 0; round < rounds; round++) {
            List<TimeHistogram> control = RestrictedMeanTestTest.channels(random, 20);
            List<TimeHistogram> treatment = RestrictedMeanTestTest.channels(random, 20);
            called += TEST.test(control, treatment).pValue().getAsDouble() < .05 ? 1 : 0;
            calledByOrdinary += LogRank.withDefaults()
                                    .test(List.of(merged(control), merged(treatment)))
                                    .pValue()
                            < .05
                    ? 1
                    : 0;
        }

        assertThat((double) called / rounds).isBetween(.03, .075);
        assertThat((double) calledByOrdinary / rounds).isGreaterThan(.25);
    }

    /** A treatment that ends cases 1.3 times as fast has a logarithm of 0.262, here over 20,000 cases. */
    @Test
    void theValueIsNearTheLogarithmOfTheRatioOfSpeeds() {
        Random random = new Random(23);
        List<TimeHistogram> control = new ArrayList<>();
        List<TimeHistogram> treatment = new ArrayList<>();
        for (int cluster = 0; cluster < 50; cluster++) {
            control.add(drawn(random, 1000));
            treatment.add(drawn(random, 1000 / 1.3));
        }
        Effect effect = TEST.test(control, treatment);

        assertThat(effect.value().getAsDouble()).isCloseTo(Math.log(1.3), within(.04));
        assertThat(effect.pValue().getAsDouble()).isLessThan(1e-10);
        assertThat(effect.method()).isEqualTo("log_rank_clustered");
    }

    private static TimeHistogram drawn(Random random, double mean) {
        TimeHistogram.Builder builder = TimeHistogram.builder();
        for (int i = 0; i < 200; i++) {
            builder.add(TimeBins.bin((long) (-mean * Math.log(1 - random.nextDouble()))), 0, 1);
        }
        return builder.build();
    }

    @Test
    void whereNothingEndedThereIsNoEffect() {
        List<TimeHistogram> open = List.of(Samples.histogram("3+"), Samples.histogram("4+ 7+"));
        List<TimeHistogram> one = List.of(Samples.histogram("3 4"), TimeHistogram.EMPTY);

        assertThat(TEST.test(open, open).value()).isEmpty();
        assertThat(TEST.test(open, List.of()).value()).isEmpty();
        assertThatThrownBy(() -> TEST.test(one, List.of(Samples.histogram("3"), Samples.histogram("5+"))))
                .hasMessageContaining("there must be two clusters");
    }
}
