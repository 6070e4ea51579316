package dev.vitals.cli;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.job.compare.Course;
import dev.vitals.job.compare.Readout;
import dev.vitals.job.compare.Readout.Belief;
import dev.vitals.job.compare.Readout.Clusters;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.Readout.Labels;
import dev.vitals.job.compare.Readout.MetricEffect;
import dev.vitals.job.compare.Readout.Past;
import dev.vitals.job.compare.Readout.Times;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.report.Experiment;
import dev.vitals.report.KpiView;
import dev.vitals.report.ReadoutPage;
import dev.vitals.warehouse.GoldReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the last night has published of a test, as a readout. Gold holds what is shown; what it does not hold of a readout, such
 * as the prior's part of a belief, is null.
 *
 * @param test the same for a page, which hides numbers of few people
 */
record GoldReadout(Readout readout, Experiment test, List<KpiView> kpis) {
    /**
     * Reads the rows of the last night that has any of the test.
     *
     * @throws NothingToDoException where no night has
     */
    static GoldReadout read(GoldReader gold, ExperimentCatalogue tests, ExperimentSpec spec) {
        List<Map<String, Object>> all = gold.readouts().stream()
                .filter(row -> row.get("experiment").equals(spec.id()))
                .toList();
        if (all.isEmpty()) {
            throw new NothingToDoException(
                    gold.asOf()
                            .map(last -> none(spec, last))
                            .orElse(
                                    "There is nothing to show yet: no night has been measured. Run ./vitals run --date DAY first."));
        }
        LocalDate night = LocalDate.parse(all.get(0).get("as_of_date").toString());
        ExperimentCatalogue alone = tests.only(spec);
        return new GoldReadout(
                readout(tests, Course.at(spec, night), night, all),
                ReportExperiments.read(gold, alone, night).get(0),
                spec.metrics().stream()
                        .map(tests::kpi)
                        .distinct()
                        .map(KpiView::of)
                        .toList());
    }

    String page() {
        return ReadoutPage.ofLastNight(test, kpis);
    }

    private static String none(ExperimentSpec spec, LocalDate last) {
        Schedule days = spec.schedule().orElseThrow();
        return last.isBefore(days.start())
                ? "%s starts on %s, and the last night is %s: nothing is known of it yet. What it can find says ./vitals experiment check %s."
                        .formatted(spec.id(), days.start(), last, spec.id())
                : "gold.experiment_readout has nothing of %s, which started on %s; the last night is %s. It has rows once units of every variant (%s) are in silver.experiment_unit: see that experiment.exposure events land, and name the test and its variants as its file does."
                        .formatted(
                                spec.id(),
                                days.start(),
                                last,
                                String.join(
                                        ", ",
                                        spec.variants().stream()
                                                .map(Variant::name)
                                                .toList()));
    }

    private static Readout readout(
            ExperimentCatalogue tests, ExperimentSpec spec, LocalDate night, List<Map<String, Object>> all) {
        List<MetricEffect> effects = new ArrayList<>();
        Map<String, Long> assigned = new LinkedHashMap<>();
        for (Metric metric : spec.metrics()) {
            for (Variant variant : spec.variants()) {
                all.stream()
                        .filter(row -> row.get("metric").equals(metric.id())
                                && row.get("variant").equals(variant.name()))
                        .forEach(row -> {
                            assigned.put(spec.control().name(), (Long) row.get("control_assigned"));
                            assigned.put(variant.name(), (Long) row.get("treatment_assigned"));
                            effects.add(new Values(row).effect(tests, spec, metric));
                        });
            }
        }
        Map<String, Object> any = all.get(0);
        return new Readout(
                spec.id(),
                spec.unit().name().toLowerCase(Locale.ROOT),
                night,
                spec.analysis().alpha(),
                spec.analysis().design().words(),
                spec.analysis().correction().name().toLowerCase(Locale.ROOT),
                (Double) any.get("sample_ratio_p_value"),
                (Boolean) any.get("is_split_as_planned"),
                assigned,
                (Long) any.get("crossover_units"),
                (Long) any.get("crossover_clusters"),
                effects);
    }

    /** A row of gold by the names of its columns. */
    private record Values(Map<String, Object> row) {
        MetricEffect effect(ExperimentCatalogue tests, ExperimentSpec spec, Metric metric) {
            return new MetricEffect(
                    text("metric"),
                    text("role"),
                    text("variant"),
                    whole("control_units"),
                    whole("treatment_units"),
                    whole("control_counted"),
                    whole("treatment_counted"),
                    real("counted_p_value"),
                    real("control"),
                    real("treatment"),
                    interval(spec, "difference", real("standard_error")),
                    interval(spec, "lift", null),
                    real("chance_to_win") == null ? null : new Belief(null, null, real("chance_to_win"), null, null),
                    real("p_value"),
                    real("adjusted_p_value"),
                    real("margin"),
                    text("method"),
                    real("past_correlation") == null
                            ? null
                            : new Past(real("past_correlation"), real("variance_ratio"), real("imbalance_p_value")),
                    (Integer) row.get("strata"),
                    clusters(),
                    real("dispersion"),
                    times(tests, metric),
                    row.get("label_age") == null ? null : new Labels((Integer) row.get("label_age"), null, null),
                    text("verdict"),
                    text("verdict_in_words"));
        }

        private Interval interval(ExperimentSpec spec, String column, Double standardError) {
            Double confidence = real("confidence");
            return real(column) == null
                    ? null
                    : new Interval(
                            real(column),
                            real(column + "_low"),
                            real(column + "_high"),
                            standardError,
                            confidence == null ? 1 - spec.analysis().alpha() : confidence);
        }

        private Clusters clusters() {
            return row.get("control_clusters") == null || real("degrees_of_freedom") == null
                    ? null
                    : new Clusters(
                            whole("control_clusters"),
                            whole("treatment_clusters"),
                            real("degrees_of_freedom"),
                            real("design_effect"),
                            null,
                            real("permutation_p_value"));
        }

        private Times times(ExperimentCatalogue tests, Metric metric) {
            return row.get("control_open") == null || metric.statistic() != Statistic.TIME_TO_EVENT
                    ? null
                    : new Times(
                            tests.horizonSeconds(metric) / 3600.0,
                            whole("control_open"),
                            whole("treatment_open"),
                            real("speed_ratio"),
                            real("log_rank_p_value"));
        }

        private String text(String column) {
            return (String) row.get(column);
        }

        private Long whole(String column) {
            return (Long) row.get(column);
        }

        private Double real(String column) {
            return (Double) row.get(column);
        }
    }
}
