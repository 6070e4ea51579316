package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.QuasiPoisson;
import dev.vitals.stats.effect.RareShares;
import dev.vitals.stats.effect.Rate;
import dev.vitals.stats.effect.SampleRatio;
import dev.vitals.stats.effect.SharesTest;
import dev.vitals.stats.effect.TwoRates;
import dev.vitals.stats.effect.UnitRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Shares, rates of events, and the split of units into arms. */
final class CountTrials {
    private static final double LIFT = 0.3;
    /** See {@link QuasiPoisson} on units of unequal exposure. */
    private static final Promise LIFT_OF_BURSTS = Promise.knownShort(0.065, 0.93);

    private CountTrials() {}

    static List<Trial> all() {
        return List.of(
                new Shares(
                        "4% of 100 units an arm",
                        100,
                        0.04,
                        Promise.AT_MOST,
                        SharesTest.FISHER,
                        SharesTest.BARNARD,
                        SharesTest.BOSCHLOO,
                        SharesTest.PEARSON_YATES,
                        SharesTest.G_CORRECTED),
                new Shares("30% of 800 units an arm", 800, 0.3, Promise.EXACT, SharesTest.Z, SharesTest.G),
                CountTrials::events,
                CountTrials::bursts,
                CountTrials::rare,
                CountTrials::split);
    }

    /** Units of which some are positive; pairs of counts come again and again, and exact tests take their time. */
    private static final class Shares implements Trial {
        private final String data;
        private final int units;
        private final double share;
        private final Promise promise;
        private final List<SharesTest> tests;
        private final Map<List<Object>, Double> known = new HashMap<>();

        Shares(String data, int units, double share, Promise promise, SharesTest... tests) {
            this.data = data;
            this.units = units;
            this.share = share;
            this.promise = promise;
            this.tests = List.of(tests);
        }

        @Override
        public List<Claim> draw(Chance chance, boolean isPlanted) {
            int control = chance.binomial(units, share);
            int treatment = chance.binomial(units, share);
            List<Claim> claims = new ArrayList<>();
            for (SharesTest test : tests) {
                Claim claim =
                        Claim.pValue(name(test), data, promise, OptionalDouble.of(pValue(test, control, treatment)));
                boolean isRare = promise == Promise.AT_MOST;
                double g = isRare ? pValue(SharesTest.G, control, treatment) : 1;
                claims.add(isRare ? claim.beside("G, without correction", g <= ALPHA ? 1 : 0) : claim);
            }
            if (promise == Promise.AT_MOST) {
                double p = RareShares.pValue(Alternative.GREATER, control, units, treatment, units);
                claims.add(Claim.pValue("shares, Fisher, one-sided", data, promise, OptionalDouble.of(p)));
            }
            return claims;
        }

        private static String name(SharesTest test) {
            return switch (test) {
                case FISHER -> "shares, Fisher";
                case BARNARD -> "shares, Barnard";
                case BOSCHLOO -> "shares, Boschloo";
                case PEARSON_YATES -> "shares, Pearson with Yates";
                case Z -> "shares, Pearson";
                case G -> "shares, G";
                case G_CORRECTED -> "shares, G corrected";
            };
        }

        private double pValue(SharesTest test, int control, int treatment) {
            return known.computeIfAbsent(
                    List.of(test, control, treatment), key -> test.pValue(control, units, treatment, units));
        }
    }

    private static List<Claim> events(Chance chance, boolean isPlanted) {
        double lift = isPlanted ? LIFT : 0;
        Rate control = new Rate(chance.poisson(60), 30);
        Rate treatment = new Rate(chance.poisson(40 * (1 + lift)), 20);
        TwoRates test = TwoRates.withDefaults();
        String data = "60 and 40 independent events";
        return List.of(
                Claim.of(
                        "Poisson score, difference",
                        data,
                        Promise.EXACT,
                        test.difference(control, treatment),
                        2 * lift),
                Claim.of("Poisson score, lift", data, Promise.EXACT, test.lift(control, treatment), lift),
                Claim.pValue(
                        "Poisson, exact",
                        data,
                        Promise.AT_MOST,
                        OptionalDouble.of(test.exactPValue(control, treatment))));
    }

    private static List<Claim> bursts(Chance chance, boolean isPlanted) {
        double lift = isPlanted ? LIFT : 0;
        double[][] control = units(chance, 2);
        double[][] treatment = units(chance, 2 * (1 + lift));
        UnitRate one = UnitRate.ofUnits(control[0], control[1]);
        UnitRate other = UnitRate.ofUnits(treatment[0], treatment[1]);
        Effect usual = TwoRates.withDefaults().difference(rate(control), rate(treatment));
        QuasiPoisson test = QuasiPoisson.withDefaults();
        String data = "events in bursts of 100 channels an arm";
        return List.of(
                Claim.of("quasi-Poisson, difference", data, Promise.EXACT, test.difference(one, other), 2 * lift)
                        .beside("Poisson score", usual),
                Claim.of("quasi-Poisson, lift", data, LIFT_OF_BURSTS, test.lift(one, other), lift)
                        .beside("Poisson score", usual));
    }

    /** As a test has them: most users have no event, some have several, and all of an arm some 60. */
    private static List<Claim> rare(Chance chance, boolean isPlanted) {
        double lift = isPlanted ? LIFT : 0;
        UnitRate control = users(chance, 0.02);
        UnitRate treatment = users(chance, 0.02 * (1 + lift));
        QuasiPoisson test = QuasiPoisson.withDefaults();
        String data = "60 events in bursts of 1,000 users an arm";
        return List.of(
                Claim.of(
                        "quasi-Poisson, difference",
                        data,
                        Promise.EXACT,
                        test.difference(control, treatment),
                        0.02 * lift),
                Claim.of("quasi-Poisson, lift", data, Promise.EXACT, test.lift(control, treatment), lift));
    }

    private static UnitRate users(Chance chance, double rate) {
        double[][] units = new double[2][1000];
        for (int i = 0; i < 1000; i++) {
            units[1][i] = chance.size(3);
            units[0][i] = chance.poisson(rate * units[1][i] * chance.around1(1));
        }
        return UnitRate.ofUnits(units[0], units[1]);
    }

    /** Events and exposure of channels whose rates vary. */
    private static double[][] units(Chance chance, double rate) {
        double[][] units = new double[2][100];
        for (int i = 0; i < 100; i++) {
            units[1][i] = chance.size(4);
            units[0][i] = chance.poisson(rate * units[1][i] * chance.around1(0.6));
        }
        return units;
    }

    private static Rate rate(double[]... units) {
        return new Rate(
                (long) Arrays.stream(units[0]).sum(), Arrays.stream(units[1]).sum());
    }

    /** Units that are assigned as planned, each of several sessions. */
    private static List<Claim> split(Chance chance, boolean isPlanted) {
        long[] units = new long[2];
        long[] sessions = new long[2];
        for (int i = 0; i < 2000; i++) {
            int arm = chance.below(2);
            units[arm]++;
            sessions[arm] += chance.size(3);
        }
        double usual = SampleRatio.normalPValue(sessions[0], sessions[1], 0.5) <= Trial.ALPHA ? 1 : 0;
        String data = "2,000 units dealt to two arms";
        return List.of(
                Claim.pValue(
                                "sample ratio, normal",
                                data,
                                Promise.EXACT,
                                OptionalDouble.of(SampleRatio.normalPValue(units[0], units[1], 0.5)))
                        .beside("sessions as units", usual),
                Claim.pValue(
                                "sample ratio, exact",
                                data,
                                Promise.AT_MOST,
                                OptionalDouble.of(SampleRatio.exactPValue(units[0], units[1], 0.5)))
                        .beside("sessions as units", usual));
    }
}
