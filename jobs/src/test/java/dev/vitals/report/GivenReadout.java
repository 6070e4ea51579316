package dev.vitals.report;

import dev.vitals.contract.experiment.Analysis;
import dev.vitals.contract.experiment.Design;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Chances;
import dev.vitals.report.ReadoutRow.Health;
import dev.vitals.report.ReadoutRow.Range;
import dev.vitals.report.ReadoutRow.Split;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Made-up tests of changes, and rows of their readouts that tests bend. */
final class GivenReadout {
    static final LocalDate START = LocalDate.of(2026, 1, 5);
    static final LocalDate END = LocalDate.of(2026, 1, 9);
    static final LocalDate FINAL = LocalDate.of(2026, 1, 12);

    private String experiment = "banner";
    private String metric = "overturn_rate";
    private String kpi = "overturn_rate";
    private String variant = "banner";
    private LocalDate asOf = FINAL;
    private Arm control = new Arm(1000, 900, 0.2, null);
    private Arm treatment = new Arm(1010, 910, 0.21, null);
    private Range difference = new Range(0.01, -0.02, 0.04);
    private Range lift = new Range(0.05, -0.1, 0.2);
    private Double margin;
    private Double degreesOfFreedom;
    private Health health = new Health(0.6, 0.64, 0.7, null, null, null, null, null, null, null, null, 0.9);
    private Split split = new Split(0.82, true, 0, 0);
    private String verdict = "not_shown";
    private String words = "no difference shown";

    static GivenReadout row() {
        return new GivenReadout();
    }

    GivenReadout of(String test, String of) {
        experiment = test;
        metric = of;
        kpi = of;
        return this;
    }

    GivenReadout variant(String name) {
        variant = name;
        return this;
    }

    GivenReadout night(LocalDate night) {
        asOf = night;
        return this;
    }

    GivenReadout arms(Arm first, Arm second) {
        control = first;
        treatment = second;
        return this;
    }

    GivenReadout lift(Double value, Double low, Double high) {
        lift = new Range(value, low, high);
        return this;
    }

    GivenReadout difference(Double value, Double low, Double high) {
        difference = new Range(value, low, high);
        return this;
    }

    GivenReadout margin(double worse) {
        margin = worse;
        return this;
    }

    GivenReadout degreesOfFreedom(double degrees) {
        degreesOfFreedom = degrees;
        return this;
    }

    GivenReadout health(Health what) {
        health = what;
        return this;
    }

    GivenReadout split(Split how) {
        split = how;
        return this;
    }

    GivenReadout verdict(String code, String inWords) {
        verdict = code;
        words = inWords;
        return this;
    }

    ReadoutRow build() {
        return new ReadoutRow(
                asOf,
                experiment,
                metric,
                kpi,
                variant,
                control,
                treatment,
                difference,
                lift,
                0.95,
                new Chances(0.6, margin == null ? 0.8 : null, 0.25),
                margin,
                degreesOfFreedom == null
                        ? health
                        : new Health(null, null, null, null, null, degreesOfFreedom, 4.2, 0.3, null, null, null, 0.9),
                split,
                verdict,
                words);
    }

    static Metric metric(String id, Metric.Role role, Metric.GoodWhen goodWhen) {
        return metric(id, role, Metric.Statistic.SHARE, goodWhen);
    }

    static Metric metric(String id, Metric.Role role, Metric.Statistic statistic, Metric.GoodWhen goodWhen) {
        return new Metric(
                id,
                role,
                statistic,
                goodWhen,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Metric.KpiUse(
                        id, "subject_user_id", false, 7, OptionalInt.empty(), OptionalDouble.empty())));
    }

    /** A test of users, one by one, from the 5th to the 9th, final on the 12th. */
    static Experiment test(String id, List<Metric> metrics, List<ReadoutRow> rows) {
        return test(id, Unit.USER, CompareBy.UNIT, metrics, rows);
    }

    static Experiment test(String id, Unit unit, CompareBy compareBy, List<Metric> metrics, List<ReadoutRow> rows) {
        Design design = new Design.Fixed();
        return finalOn(FINAL, spec(id, unit, compareBy, design, metrics), rows);
    }

    /** A test of which all metrics are final on one day. */
    static Experiment finalOn(LocalDate day, ExperimentSpec spec, List<ReadoutRow> rows) {
        return new Experiment(
                spec, spec.metrics().stream().collect(Collectors.toMap(Metric::id, metric -> day)), Set.of(), rows);
    }

    static ExperimentSpec spec(String id, Unit unit, CompareBy compareBy, Design design, List<Metric> metrics) {
        return new ExperimentSpec(
                id,
                "A banner that says why makes people think.",
                "automod-team",
                unit,
                List.of(
                        new Variant("control", 0.5, true, OptionalLong.empty()),
                        new Variant("banner", 0.5, false, OptionalLong.empty())),
                new Analysis(
                        0.05,
                        Analysis.Sides.TWO,
                        Analysis.Correction.HOLM,
                        0.5,
                        Analysis.Lift.DELTA,
                        design,
                        Optional.empty()),
                metrics,
                Optional.of(new Schedule(START, END, compareBy, List.of())),
                Optional.empty(),
                List.of());
    }
}
