package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a page needs to know of a test: its file, what one look at it showed, and what may be told of that.
 *
 * @param rows of one look, metrics and treatments in the order of the file
 * @param metrics by the id of the metric; of each row there is one
 */
record ExperimentView(ExperimentSpec spec, List<ReadoutRow> rows, Map<String, MetricView> metrics) {
    ExperimentView {
        rows = List.copyOf(rows);
        metrics = Map.copyOf(metrics);
    }

    /**
     * A test of the warehouse.
     *
     * @param rows what a night showed; rows of KPIs that are gone are left out
     * @param kpis by id
     * @param definition where a KPI is defined, if the page can lead there
     */
    static ExperimentView of(
            Experiment test,
            List<ReadoutRow> rows,
            Map<String, KpiView> kpis,
            Function<KpiView, Optional<String>> definition) {
        List<ReadoutRow> known =
                rows.stream().filter(row -> kpis.containsKey(row.kpi())).toList();
        Map<String, MetricView> metrics = new LinkedHashMap<>();
        for (ReadoutRow row : known) {
            KpiView kpi = kpis.get(row.kpi());
            metrics.put(row.metric(), MetricView.ofKpi(test, metric(test.spec(), row), kpi, definition.apply(kpi)));
        }
        return new ExperimentView(test.spec(), known, metrics);
    }

    /** A test that the warehouse does not know. */
    static ExperimentView ofFile(ExperimentSpec spec, List<ReadoutRow> rows) {
        return new ExperimentView(
                spec,
                rows,
                spec.metrics().stream()
                        .collect(Collectors.toMap(Metric::id, metric -> MetricView.ofFile(spec, metric))));
    }

    /** Anchor of the test. */
    String anchor() {
        return "test-" + Anchors.clean(spec.id());
    }

    /** The id of a test as a heading. */
    static String title(ExperimentSpec spec) {
        return Format.capital(spec.id().replace('_', ' '));
    }

    /** One unit, such as user. */
    static String noun(Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    /** What has values, such as users. */
    String units() {
        return noun(spec.unit()) + "s";
    }

    /** What was assigned: the units, or clusters of them. */
    String assigned() {
        return hasClusters() ? "clusters" : units();
    }

    boolean hasClusters() {
        return spec.isClustered();
    }

    boolean hasSeveralTreatments() {
        return spec.variants().size() > 2;
    }

    /** The arm that the others are held against. */
    Variant control() {
        return spec.control();
    }

    /** The metric, and the treatment where there are several. */
    String name(ReadoutRow row) {
        String title = view(row).title();
        return hasSeveralTreatments() ? title + ", " + row.variant() : title;
    }

    MetricView view(ReadoutRow row) {
        return metrics.get(row.metric());
    }

    Metric metric(ReadoutRow row) {
        return metric(spec, row);
    }

    private static Metric metric(ExperimentSpec spec, ReadoutRow row) {
        return spec.metrics().stream()
                .filter(metric -> metric.id().equals(row.metric()))
                .findFirst()
                .orElseThrow();
    }

    Metric.Role role(ReadoutRow row) {
        return metric(row).role();
    }

    boolean isHigherBetter(ReadoutRow row) {
        return metric(row).goodWhen() == Metric.GoodWhen.HIGHER;
    }

    /** What the arms of a metric have so many of: units, or cases where it is made of these. */
    String counted(ReadoutRow row) {
        return isOfCases(row) ? "cases" : units();
    }

    /** What the value of an arm rests on, as in: 312 users had any messages. */
    String basis(ReadoutRow row, ReadoutRow.Arm arm) {
        String units = Format.count(arm.units()) + " " + counted(row);
        if (arm.counted() == null) {
            return "of " + units + (view(row).isOverDenominator() ? " in the arm" : "");
        }
        return view(row)
                .denominator()
                .map(things -> "%s %s had any %s".formatted(Format.count(arm.counted()), counted(row), things))
                .orElseGet(() -> arm.counted() == arm.units()
                        ? "counted in all " + units
                        : "counted in %s of %s".formatted(Format.count(arm.counted()), units));
    }

    /** What an arm must have enough of before its numbers are shown. */
    String asked(ReadoutRow row) {
        if (isOfCases(row)) {
            return "cases";
        }
        return units()
                + (row.control().counted() == null
                        ? " with a value"
                        : view(row).denominator().map(" with any "::concat).orElse(" that count in it"));
    }

    boolean isOfCases(ReadoutRow row) {
        return metric(row).statistic().isOfCases();
    }

    /** Whether what the row shows may be told. */
    boolean isShown(ReadoutRow row) {
        return view(row).isShown(row);
    }

    /** The verdict in words; none of numbers that are hidden. */
    String words(ReadoutRow row) {
        if (!isShown(row)) {
            return "too few " + few(row);
        }
        return row.isUnknown() ? "not known so far" : row.words();
    }

    /** What there are too few of, where numbers are hidden. */
    private String few(ReadoutRow row) {
        return row.leastUnits() < view(row).least() ? counted(row) : units();
    }

    /** The lift from which a guardrail is worse by its margin; null of others. */
    Double limit(ReadoutRow row) {
        return row.margin() == null ? null : isHigherBetter(row) ? -row.margin() : row.margin();
    }

    /** Rows of the metrics by which the test is decided. */
    List<ReadoutRow> primary() {
        return rows.stream().filter(row -> role(row) == Metric.Role.PRIMARY).toList();
    }

    /** Units below which no count of them is told; channels are no people. */
    long leastCounted() {
        return spec.unit() == Unit.CHANNEL
                ? 0
                : rows.stream().mapToLong(row -> view(row).least()).max().orElse(0);
    }
}
