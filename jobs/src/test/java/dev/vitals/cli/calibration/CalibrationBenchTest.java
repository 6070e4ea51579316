package dev.vitals.cli.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.cli.calibration.CalibrationBench.Calibration;
import dev.vitals.cli.calibration.CalibrationBench.Verdict;
import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.FamilyWise;
import dev.vitals.stats.effect.Hypothesis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmark at a small size, with room for chance: of 50 pairs of arms a share of 5% varies by 3.1 points. */
class CalibrationBenchTest {
    private static final int SAMPLES = 50;
    private static final double MOST = 0.2;
    private static final double LEAST_HELD = 0.8;

    @Test
    void methodsCallWhatTheySayWhereTheUsualWayCallsMore() {
        List<String> table = new ArrayList<>();
        List<Calibration> all = new CalibrationBench(SAMPLES).run(c -> table.add(CalibrationTable.line(c)));

        assertThat(all)
                .filteredOn(c -> !c.method().startsWith("Newey-West"))
                .allSatisfy(c -> assertThat(c.called()).as(c.method()).isLessThan(MOST));
        assertThat(all)
                .filteredOn(c -> c.held() != null && !c.method().startsWith("Newey-West"))
                .hasSizeGreaterThan(25)
                .allSatisfy(c -> assertThat(c.held()).as(c.method()).isGreaterThan(LEAST_HELD));
        assertThat(all)
                .filteredOn(c -> c.data().contains("channels of unequal size")
                        || c.data().contains("30 looks"))
                .hasSizeGreaterThan(8)
                .allMatch(Calibration::naiveMisleads);
        assertThat(table)
                .hasSameSizeAs(all)
                .doesNotHaveDuplicates()
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(160));
        assertThat(all).allSatisfy(c -> {
            assertThat(c.method()).hasSizeLessThanOrEqualTo(CalibrationTable.NAME);
            assertThat(c.data()).hasSizeLessThanOrEqualTo(CalibrationTable.DATA);
        });
        assertThat(all)
                .extracting(Calibration::method)
                .contains(
                        "Welch, difference",
                        "CUPED of ratios",
                        "permutation of channels",
                        "quasi-Poisson, lift",
                        "log-rank of clusters",
                        "nowcast of arms",
                        "staggered, never started",
                        "O'Brien-Fleming",
                        "sequential sample ratio",
                        "Benjamini-Hochberg, false share");
    }

    /** A method that is offered and not measured would be one that nobody knows the mistakes of. */
    @Test
    void eachMethodOfTheKindHasARow() {
        List<String> rows = CalibrationBench.trials().stream()
                .flatMap(trial -> trial.draw(new Chance(0), false).stream())
                .map(Claim::method)
                .toList();

        for (FamilyWise method : FamilyWise.values()) {
            String name = method.name().replace('_', '-') + ", any false call";
            assertThat(rows).anyMatch(name::equalsIgnoreCase);
        }
        assertThat(rows).filteredOn(row -> row.endsWith("false share")).hasSize(4);
        assertThat(rows).filteredOn(row -> row.endsWith("5% missed")).hasSizeGreaterThan(7);
        assertThat(rows)
                .contains(
                        "guardrail, difference",
                        "guardrail of clusters",
                        "Gehan of clusters",
                        "Tarone-Ware of clusters",
                        "Peto of clusters",
                        "Fleming-Harrington of clusters",
                        "log-rank of cases",
                        "log-rank of a cause, clusters",
                        "posterior, effect in lowest 5%",
                        "wins, not from 2.5% to 97.5%",
                        "quadratic spending",
                        "Hwang, Shih and de Cani",
                        "confidence sequence of clusters",
                        "linear model sequence",
                        "share sequence",
                        "quantile sequence",
                        "stitched boundary",
                        "weighted share of clusters",
                        "distinct things of a unit",
                        "Gini's coefficient",
                        "staggered, moved before the start",
                        "made-up days, share called");
    }

    @Test
    void theSameSeedMakesTheSameTable() {
        List<Trial> trials = List.of(shifted("a", Promise.EXACT, 1, 0));

        assertThat(new CalibrationBench(SAMPLES, trials).run(c -> {}))
                .isEqualTo(new CalibrationBench(SAMPLES, trials).run(c -> {}));
    }

    /** A method with errors of half their size calls a third, one of twice their size nothing. */
    @Test
    void aBrokenMethodIsCalledOut() {
        assertThat(verdict(shifted("right", Promise.EXACT, 1, 0))).isEqualTo(Verdict.IN_BAND);
        assertThat(verdict(shifted("too short", Promise.EXACT, 0.5, 0))).isEqualTo(Verdict.NOT_IN_BAND);
        assertThat(verdict(shifted("too wide", Promise.EXACT, 2, 0))).isEqualTo(Verdict.NOT_IN_BAND);
        assertThat(verdict(shifted("at most", Promise.AT_MOST, 2, 0))).isEqualTo(Verdict.CONSERVATIVE);
        assertThat(verdict(shifted("more than at most", Promise.AT_MOST, 0.5, 0)))
                .isEqualTo(Verdict.NOT_IN_BAND);
        assertThat(verdict(shifted("biased", Promise.EXACT, 1, 1))).isEqualTo(Verdict.INTERVAL_OFF);
        assertThat(verdict(shifted("known", Promise.knownShort(0.4, 0.6), 0.5, 0)))
                .isEqualTo(Verdict.KNOWN_SHORT);
        assertThat(verdict(shifted("worse than known", Promise.knownShort(0.2, 0.6), 0.5, 0)))
                .isEqualTo(Verdict.NOT_IN_BAND);

        Calibration broken = calibration(shifted("too short", Promise.EXACT, 0.5, 0));
        assertThat(broken.keepsItsWord()).isFalse();
        assertThat(CalibrationTable.line(broken)).contains("too short").contains("NOT IN BAND");
        assertThat(CalibrationTable.summary(List.of(broken))).contains("0 of 1 methods in their band", "1 not as they");
        assertThat(CalibrationTable.head(SAMPLES)).contains("method", "held", "usual");
    }

    private static Verdict verdict(Trial trial) {
        return calibration(trial).verdict();
    }

    private static Calibration calibration(Trial trial) {
        return new CalibrationBench(1000, List.of(trial)).run(c -> {}).get(0);
    }

    /** A normal difference whose error is said to be so many times what it is, and that misses what is planted. */
    private static Trial shifted(String method, Promise promise, double error, double missed) {
        return (Chance chance, boolean isPlanted) -> {
            double truth = isPlanted ? 3 : 0;
            double found = truth + chance.normal() - (isPlanted ? missed : 0);
            var effect = Hypothesis.NO_DIFFERENCE.judge(found, error, Double.POSITIVE_INFINITY, "normal");
            return List.of(Claim.of(method, "normal", promise, effect, truth));
        };
    }
}
