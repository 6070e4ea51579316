package dev.vitals.cli;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.report.Experiment;
import dev.vitals.report.ReadoutRow;
import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Chances;
import dev.vitals.report.ReadoutRow.Health;
import dev.vitals.report.ReadoutRow.Labels;
import dev.vitals.report.ReadoutRow.Range;
import dev.vitals.report.ReadoutRow.Split;
import dev.vitals.report.ReadoutRow.Times;
import dev.vitals.warehouse.GoldReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the tests of changes: their files, and what the nights have shown of them. */
final class ReportExperiments {
    private static final List<String> COLUMNS = List.of(("as_of_date experiment metric kpi variant "
                    + "control_assigned control_units control control_clusters "
                    + "treatment_assigned treatment_units treatment treatment_clusters "
                    + "difference difference_low difference_high lift lift_low lift_high confidence "
                    + "p_value adjusted_p_value chance_to_win margin "
                    + "past_correlation variance_ratio imbalance_p_value strata degrees_of_freedom design_effect "
                    + "permutation_p_value dispersion control_open treatment_open speed_ratio log_rank_p_value label_age "
                    + "matured_share "
                    + "sample_ratio_p_value is_split_as_planned crossover_units crossover_clusters "
                    + "verdict verdict_in_words control_counted treatment_counted counted_p_value")
            .split(" "));

    private ReportExperiments() {}

    /** All tests that have a file, with the nights up to one. */
    static List<Experiment> read(GoldReader gold, ExperimentCatalogue catalogue, LocalDate night) {
        Map<String, List<ReadoutRow>> rows = gold.readouts(COLUMNS, night).stream()
                .map(values -> row(new SqlRow(values)))
                .collect(Collectors.groupingBy(ReadoutRow::experiment));
        return catalogue.specs().stream()
                .map(spec -> experiment(catalogue, spec, rows.getOrDefault(spec.id(), List.of())))
                .toList();
    }

    private static Experiment experiment(ExperimentCatalogue catalogue, ExperimentSpec spec, List<ReadoutRow> rows) {
        return new Experiment(
                spec,
                spec.metrics().stream()
                        .collect(Collectors.toMap(Metric::id, metric -> catalogue.finalDay(spec, metric))),
                spec.metrics().stream()
                        .filter(catalogue::isPerUnit)
                        .map(Metric::id)
                        .collect(Collectors.toSet()),
                rows);
    }

    private static ReadoutRow row(SqlRow r) {
        return new ReadoutRow(
                r.day(0),
                r.text(1),
                r.text(2),
                r.text(3),
                r.text(4),
                new Arm(r.whole(5), r.whole(6), r.wholeOrNull(44), r.real(7), r.wholeOrNull(8)),
                new Arm(r.whole(9), r.whole(10), r.wholeOrNull(45), r.real(11), r.wholeOrNull(12)),
                new Range(r.real(13), r.real(14), r.real(15)),
                new Range(r.real(16), r.real(17), r.real(18)),
                r.real(19),
                new Chances(r.real(20), r.real(21), r.real(22)),
                r.real(23),
                new Health(
                        r.real(24),
                        r.real(25),
                        r.real(26),
                        r.real(46),
                        r.wholeOrNull(27),
                        r.real(28),
                        r.real(29),
                        r.real(30),
                        r.real(31),
                        times(r),
                        labels(r),
                        r.real(37)),
                new Split(r.real(38), r.flag(39), r.whole(40), r.whole(41)),
                r.text(42),
                r.text(43));
    }

    private static Times times(SqlRow r) {
        return r.wholeOrNull(32) == null ? null : new Times(r.whole(32), r.whole(33), r.real(34), r.real(35));
    }

    /** What share of them has come is told of all unit days together, not by arm. */
    private static Labels labels(SqlRow r) {
        return r.wholeOrNull(36) == null ? null : new Labels(r.wholeOrNull(36), null, null);
    }
}
