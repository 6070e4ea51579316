package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.change.DifferenceInDifferences;
import dev.vitals.stats.change.DifferenceInDifferences.BeforeAfter;
import dev.vitals.stats.change.InterruptedTimeSeries;
import dev.vitals.stats.change.PanelCluster;
import dev.vitals.stats.change.PlaceboDates;
import dev.vitals.stats.change.SegmentedFit;
import dev.vitals.stats.change.StaggeredDifferences;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.WelchTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes that nobody randomised: two groups before and after, starts one after the other, a single daily series. */
final class ChangeTrials {
    private static final int CHANNELS = 20;
    private static final double EFFECT = 0.3;
    /** What all channels share of a period, with the change or without it. */
    private static final double SEASON = 0.3;

    private static final int PERIODS = 10;
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final int SHORT = 60;
    private static final int LONG = 180;
    private static final double FROM_DAY_TO_DAY = 0.3;

    private ChangeTrials() {}

    static List<Trial> all() {
        return List.of(
                ChangeTrials::twoPeriods,
                ChangeTrials::staggered,
                (chance, isPlanted) -> series(chance, isPlanted, SHORT, Promise.knownShort(0.18, 0.82)),
                (chance, isPlanted) -> series(chance, isPlanted, LONG, Promise.knownShort(0.13, 0.87)),
                ChangeTrials::madeUpDays);
    }

    private static List<Claim> twoPeriods(Chance chance, boolean isPlanted) {
        double effect = isPlanted ? EFFECT : 0;
        CoMoments.Accumulator[] units = new CoMoments.Accumulator[4];
        for (int i = 0; i < units.length; i++) {
            units[i] = new CoMoments.Accumulator(1);
        }
        List<BeforeAfter> control = group(chance, 0, units[0], units[1]);
        List<BeforeAfter> treated = group(chance, effect, units[2], units[3]);
        double value = 0;
        double variance = 0;
        for (int i = 0; i < units.length; i++) {
            SampleMean cell = units[i].state().sample(0);
            value += (i == 0 || i == 3 ? 1 : -1) * cell.mean();
            variance += cell.variance() / cell.n();
        }
        Effect usual = Hypothesis.NO_DIFFERENCE.judge(value, Math.sqrt(variance), Double.POSITIVE_INFINITY, "units");
        return List.of(Claim.of(
                        "difference in differences",
                        "20 channels a group, before and after",
                        Promise.EXACT,
                        DifferenceInDifferences.withDefaults().estimate(control, treated),
                        effect)
                .beside("units as independent", usual));
    }

    private static List<BeforeAfter> group(
            Chance chance, double effect, CoMoments.Accumulator before, CoMoments.Accumulator after) {
        List<BeforeAfter> group = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = chance.normal();
            int first = chance.size(40);
            int then = chance.size(40);
            double sumBefore = units(chance, first, own + 0.3 * chance.normal(), before);
            double sumAfter = units(chance, then, own + SEASON + effect + 0.3 * chance.normal(), after);
            group.add(new BeforeAfter(sumBefore, first, sumAfter, then));
        }
        return group;
    }

    private static double units(Chance chance, int many, double mean, CoMoments.Accumulator units) {
        double sum = 0;
        for (int i = 0; i < many; i++) {
            double unit = mean + chance.skewed(1);
            units.add(unit);
            sum += unit;
        }
        return sum;
    }

    /** Channels start in period 4 or 7, or never; what is planted grows with each period. */
    private static List<Claim> staggered(Chance chance, boolean isPlanted) {
        double growth = isPlanted ? EFFECT : 0;
        double[] season = new double[PERIODS];
        for (int t = 0; t < PERIODS; t++) {
            season[t] = SEASON * chance.normal();
        }
        CoMoments.Accumulator before = new CoMoments.Accumulator(1);
        CoMoments.Accumulator after = new CoMoments.Accumulator(1);
        List<PanelCluster> panel = new ArrayList<>();
        for (int channel = 0; channel < 2 * CHANNELS; channel++) {
            int start = channel < CHANNELS ? PERIODS : channel % 2 == 0 ? 4 : 7;
            double[] means = panel(chance, start, growth, season);
            for (int t = 0; start < PERIODS && t < PERIODS; t++) {
                (t < start ? before : after).add(means[t]);
            }
            panel.add(start < PERIODS ? PanelCluster.startingIn(start, means) : PanelCluster.never(means));
        }
        // Of start 4 the mean over periods 4 to 9 is 3.5 times the growth, of start 7 that over 7 to 9 twice.
        double truth = growth * (3.5 + 2) / 2;
        Effect usual = WelchTest.withDefaults()
                .difference(before.state().sample(0), after.state().sample(0));
        StaggeredDifferences test = StaggeredDifferences.withDefaults();
        String data = "10 channels a start, 20 never, 10 periods";
        return List.of(
                Claim.of(
                                "staggered, never started",
                                data,
                                Promise.AT_MOST,
                                test.estimate(panel).overall(),
                                truth)
                        .beside("before and after alone", usual),
                Claim.of(
                                "staggered, not yet started",
                                data,
                                Promise.AT_MOST,
                                test.againstNotYetStarted().estimate(panel).overall(),
                                truth)
                        .beside("before and after alone", usual),
                Claim.of(
                                "staggered, periods put together",
                                data,
                                Promise.AT_MOST,
                                test.inStretchesOf(2).estimate(panel).overall(),
                                truth)
                        .beside("before and after alone", usual),
                preTrend(data, test.inStretchesOf(2), panel));
    }

    /** Whether channels that are to start are said to have moved otherwise before; with normal noise 4.9% are. */
    private static Claim preTrend(String data, StaggeredDifferences test, List<PanelCluster> panel) {
        double p = test.estimate(panel).preTrend().pValue();
        double ofMany =
                test.withErrorsOfManyClusters().estimate(panel).preTrend().pValue();
        return Claim.pValue("staggered, moved before the start", data, Promise.AT_MOST, OptionalDouble.of(p))
                .beside("chi-squared, as of many", ofMany <= Trial.ALPHA ? 1 : 0);
    }

    private static double[] panel(Chance chance, int start, double growth, double... season) {
        double[] means = new double[season.length];
        double own = chance.normal();
        double noise = chance.normal();
        for (int t = 0; t < means.length; t++) {
            noise = 0.5 * noise + chance.skewed(1) - 1;
            means[t] = own + season[t] + noise + (t < start ? 0 : growth * (t - start + 1));
        }
        return means;
    }

    private static List<Claim> series(Chance chance, boolean isPlanted, int days, Promise neweyWest) {
        double effect = isPlanted ? 1 : 0;
        SortedMap<LocalDate, Double> series = new TreeMap<>();
        CoMoments.Accumulator before = new CoMoments.Accumulator(1);
        CoMoments.Accumulator after = new CoMoments.Accumulator(1);
        double noise = chance.normal() / Math.sqrt(1 - FROM_DAY_TO_DAY * FROM_DAY_TO_DAY);
        for (int day = 0; day < days; day++) {
            noise = FROM_DAY_TO_DAY * noise + chance.normal();
            double value = 10 + noise + (day < days / 2 ? 0 : effect);
            series.put(FIRST.plusDays(day), value);
            (day < days / 2 ? before : after).add(value);
        }
        LocalDate change = FIRST.plusDays(days / 2);
        SegmentedFit fit = InterruptedTimeSeries.withDefaults().withNeweyWest().fit(series, change);
        SegmentedFit other = InterruptedTimeSeries.withDefaults().fit(series, change);
        Effect usual = WelchTest.withDefaults()
                .difference(before.state().sample(0), after.state().sample(0));
        String data = days + " days, autocorrelation 0.3";
        String way = "days as independent";
        return List.of(
                Claim.of("Newey-West series, level", data, neweyWest, fit.levelChange(), effect)
                        .beside(way, usual),
                Claim.of("Newey-West series, mean effect", data, neweyWest, fit.meanEffect(), effect)
                        .beside(way, usual),
                Claim.of("autoregressive series, level", data, Promise.EXACT, other.levelChange(), effect)
                        .beside(way, usual),
                Claim.of("autoregressive series, mean", data, Promise.EXACT, other.meanEffect(), effect)
                        .beside(way, usual),
                Claim.of("autoregressive series, slope", data, Promise.EXACT, other.slopeChange(), 0));
    }

    /** The share of days before a change that never came which are called one. */
    private static List<Claim> madeUpDays(Chance chance, boolean isPlanted) {
        SortedMap<LocalDate, Double> series = new TreeMap<>();
        double noise = chance.normal() / Math.sqrt(1 - FROM_DAY_TO_DAY * FROM_DAY_TO_DAY);
        for (int day = 0; day < LONG / 2; day++) {
            noise = FROM_DAY_TO_DAY * noise + chance.normal();
            series.put(FIRST.plusDays(day), 10 + noise);
        }
        PlaceboDates days =
                PlaceboDates.between(FIRST, FIRST.plusDays(LONG / 2), SHORT / 2).every(10);
        double share = days.ask(InterruptedTimeSeries.withDefaults(), series, SegmentedFit::meanEffect)
                .share()
                .getAsDouble();
        double usual = days.ask(day -> independent(series, day)).share().getAsDouble();
        return List.of(Claim.share("made-up days, share called", "90 days, 4 of them asked", Promise.EXACT, share)
                .beside("days as independent", usual));
    }

    private static Effect independent(SortedMap<LocalDate, Double> series, LocalDate change) {
        CoMoments.Accumulator before = new CoMoments.Accumulator(1);
        CoMoments.Accumulator after = new CoMoments.Accumulator(1);
        series.forEach((day, value) -> (day.isBefore(change) ? before : after).add(value));
        return WelchTest.withDefaults()
                .difference(before.state().sample(0), after.state().sample(0));
    }
}
