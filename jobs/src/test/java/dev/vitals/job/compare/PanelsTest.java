package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.contract.experiment.PanelSpec;
import dev.vitals.contract.experiment.PanelSpec.Column;
import dev.vitals.contract.experiment.PanelSpec.PanelMetric;
import dev.vitals.contract.experiment.PanelSpec.PanelSource;
import dev.vitals.contract.experiment.PanelSpec.Start;
import dev.vitals.job.compare.Panel.Amount;
import dev.vitals.job.compare.Panels.ClusterDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PanelsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final PanelSpec SPEC = new PanelSpec(
            "c",
            "h",
            "o",
            .05,
            new PanelSource(
                    "p.csv",
                    Optional.of(column("cluster", 5)),
                    column("day", 6),
                    new Start(Optional.of(column("changed_on", 7)), Optional.empty(), "c.yaml:7"),
                    "c.yaml:4"),
            List.of(new PanelMetric(
                    "m", Role.PRIMARY, GoodWhen.HIGHER, column("value", 9), Optional.of(column("denominator", 9)))));

    private static Column column(String key, int line) {
        return new Column(key, key, "c.yaml:" + line);
    }

    private static ClusterDay row(String cluster, int day, Integer start) {
        return row(cluster, day, start, new Amount(day, 2));
    }

    private static ClusterDay row(String cluster, int day, Integer start, Amount amount) {
        Optional<LocalDate> changedOn = Optional.ofNullable(start).map(FIRST::plusDays);
        return new ClusterDay(cluster, FIRST.plusDays(day), changedOn, changedOn, List.of(Optional.of(amount)));
    }

    /** Clusters a, b, ... over four days; null never changed. */
    private static List<ClusterDay> rows(Integer... starts) {
        List<ClusterDay> rows = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            for (int day = 0; day < 4; day++) {
                rows.add(row(String.valueOf((char) ('a' + i)), day, starts[i]));
            }
        }
        return rows;
    }

    private static void refused(List<ClusterDay> rows, String message) {
        assertThatThrownBy(() -> Panels.of(SPEC, rows))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void rowsAreClustersByDay() {
        Panel panel = Panels.of(SPEC, rows(2, 2, null, null)).get("m");

        assertThat(panel.days()).isEqualTo(4);
        assertThat(panel.members()).hasSize(4);
        assertThat(panel.starts()).containsExactly(FIRST.plusDays(2));
        assertThat(panel.never()).isEqualTo(2);
        assertThat(panel.series()).containsEntry(FIRST.plusDays(3), 1.5);
        assertThat(Panels.isForEveryone(panel)).isFalse();
        assertThat(Panels.isForEveryone(Panels.of(SPEC, rows(2, 2)).get("m"))).isTrue();
    }

    /** Who changes after the last day has not changed yet. */
    @Test
    void aLaterChangeIsNoneYet() {
        assertThat(Panels.of(SPEC, rows(2, 2, 9, 9)).get("m").never()).isEqualTo(2);
    }

    @Test
    void whatDoesNotFitIsToldWithItsLine() {
        refused(List.of(), "c.yaml:4: source has no row");
        List<ClusterDay> twice = rows(2, 2, null, null);
        twice.add(row("a", 3, 3));
        refused(
                twice,
                "c.yaml:7: changed_on of cluster a is 2026-03-04 in one row and 2026-03-05 in another, of 2026-03-05");
        List<ClusterDay> never = rows(2, 2, null, null);
        never.add(row("d", 3, 3));
        refused(never, "changed_on of cluster d is empty in one row and 2026-03-05 in another");
        refused(rows(2, 0, null, null), "changed_on of cluster b is 2026-03-02, and the first day is 2026-03-02");
        refused(rows(7, null, null), "changed_on names no day up to the last one, 2026-03-05");
        refused(rows(2, 2, null), "changed_on leaves 1 cluster without the change");
        refused(rows(2, null, null), "changed_on is 2026-03-04 of a single cluster");
        refused(rows(2, 2, 3, null, null), "changed_on is 2026-03-05 of a single cluster");
        List<ClusterDay> negative = rows(2, 2, null, null);
        negative.add(row("a", 1, 2, new Amount(1, -4)));
        refused(negative, "c.yaml:9: denominator of cluster a on 2026-03-03 is -4.0");
        List<ClusterDay> infinite = rows(2, 2, null, null);
        infinite.add(row("a", 1, 2, new Amount(Double.POSITIVE_INFINITY, 4)));
        refused(infinite, "c.yaml:9: value of cluster a on 2026-03-03 is not finite");
    }
}
