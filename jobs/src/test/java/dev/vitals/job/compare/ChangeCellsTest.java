package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.ChangeSpec.Rollout;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.job.compare.Panel.Amount;
import dev.vitals.job.compare.Panel.Member;
import dev.vitals.job.compare.RolloutReadout.RolloutEffect;
import dev.vitals.job.compare.RolloutReadouts.Daily;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers of gold by channel, and what a rollout makes of them. */
class ChangeCellsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final KpiCatalogue KPIS = KpiCatalogue.load();
    private static final KpiDefinition SHARE = KPIS.find("report_action_rate").orElseThrow();
    private static final KpiDefinition COUNT = KPIS.find("reports_received").orElseThrow();
    private static final ChangeSpec SPEC = spec(
            new Rollout(List.of("a", "b"), FIRST.plusDays(2), "c.yaml:5"),
            new Rollout(List.of("c", "d"), FIRST.plusDays(3), "c.yaml:6"));

    private static ChangeSpec spec(Rollout... rollout) {
        return new ChangeSpec(
                "c",
                "h",
                "o",
                rollout[0].on(),
                List.of(rollout),
                .05,
                List.of(new ChangedMetric("k", Role.PRIMARY, GoodWhen.HIGHER)));
    }

    private static Cell cell(Map<String, String> slice, int day, Double value, Double denominator, boolean isMature) {
        KpiEstimate estimate = new KpiEstimate("value", value, null, null, "none", null, denominator, 1, null);
        return new Cell("k", 1, FIRST.plusDays(day), slice, estimate, false, isMature, FIRST, null, null, null);
    }

    private static Cell of(String channel, int day, double value, Double denominator) {
        return cell(Map.of("channel_id", channel), day, value, denominator, true);
    }

    private static Cell all(int day, boolean isMature) {
        return cell(Map.of(), day, 1.0, 10.0, isMature);
    }

    private static Member member(Panel panel, String channel) {
        return panel.members().stream()
                .filter(one -> one.cluster().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void slicesByChannelAreClusters() {
        Daily daily = ChangeCells.byChannel(
                SPEC,
                SHARE,
                List.of(
                        all(0, true),
                        all(4, true),
                        all(5, false),
                        of("a", 0, .5, 10.0),
                        of("x", 1, .25, 4.0),
                        cell(Map.of("channel_id", "x", "category", "spam"), 2, .9, 1.0, true),
                        cell(Map.of("channel_id", "unknown"), 2, .9, 1.0, true),
                        cell(Map.of("category", "spam"), 2, .9, 1.0, true),
                        cell(Map.of("channel_id", "x"), 2, null, 0.0, true),
                        cell(Map.of("channel_id", "x"), 5, .25, 4.0, false),
                        cell(Map.of("channel_id", "a"), 5, .25, 4.0, false)));

        Panel panel = daily.panel();
        assertThat(panel.first()).isEqualTo(FIRST);
        assertThat(panel.last()).isEqualTo(FIRST.plusDays(4));
        assertThat(daily.toCome()).isEqualTo(1);
        assertThat(panel.members()).extracting(Member::cluster).containsExactly("a", "b", "c", "d", "x");
        assertThat(member(panel, "a").changedOn()).contains(FIRST.plusDays(2));
        assertThat(member(panel, "d").changedOn()).contains(FIRST.plusDays(3));
        assertThat(member(panel, "x").changedOn()).isEmpty();
        assertThat(member(panel, "a").days()).containsExactly(Map.entry(FIRST, new Amount(5, 10)));
        assertThat(member(panel, "x").days()).containsExactly(Map.entry(FIRST.plusDays(1), new Amount(1, 4)));
    }

    /** A share is unknown where nothing was seen; of a count that is 0. */
    @Test
    void ofACountADayWithoutAChannelIsZero() {
        Panel panel = ChangeCells.byChannel(SPEC, COUNT, List.of(all(0, true), all(1, true), of("a", 1, 3, null)))
                .panel();

        assertThat(member(panel, "a").days())
                .containsExactly(Map.entry(FIRST, new Amount(0, 1)), Map.entry(FIRST.plusDays(1), new Amount(3, 1)));
    }

    @Test
    void beforeTheFirstFinalDayThereIsNothingToSay() {
        Daily daily = ChangeCells.byChannel(SPEC, SHARE, List.of(all(3, false)));
        RolloutEffect effect = RolloutReadouts.of("c", .05, SPEC.metrics(), id -> daily)
                .effects()
                .get(0);

        assertThat(effect.verdict()).isEqualTo("few_days");
        assertThat(effect.firstDay()).isNull();
    }

    @Test
    void aChannelThatNobodyKnowsIsASlip() {
        List<Cell> cells = List.of(of("a", 0, 1, null), of("b", 0, 1, null), of("c", 0, 1, null), of("dd", 0, 1, null));
        assertThatThrownBy(() -> ChangeCells.requireKnown(SPEC, cells))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("c.yaml:6: channels name d, of which no KPI of the change has a number.");
    }

    /** 40 channels, of which 20 act on a tenth more of their reports from day 28 on. */
    @Test
    void aRolloutIsFoundInGold() {
        Random random = new Random(2);
        List<String> first = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        for (int channel = 0; channel < 40; channel++) {
            String id = "ch" + channel;
            if (channel % 2 == 0) {
                first.add(id);
            }
            double level = .3 + .2 * random.nextDouble();
            for (int day = 0; day < 60; day++) {
                int reports = 5 + random.nextInt(40);
                double share = level + (channel % 2 == 0 && day >= 28 ? .1 : 0);
                long acted =
                        random.doubles(reports).filter(draw -> draw < share).count();
                cells.add(of(id, day, acted / (double) reports, (double) reports));
            }
        }
        for (int day = 0; day < 60; day++) {
            cells.add(all(day, day < 56));
        }
        ChangeSpec spec = spec(new Rollout(first, FIRST.plusDays(28), "c.yaml:5"));
        RolloutEffect effect = RolloutReadouts.of(
                        "c", .05, spec.metrics(), id -> ChangeCells.byChannel(spec, SHARE, cells))
                .effects()
                .get(0);

        assertThat(effect.method()).isEqualTo("difference_in_differences");
        assertThat(effect.effect().value()).isCloseTo(.1, within(.02));
        assertThat(effect.verdict()).isEqualTo("better");
        assertThat(effect.lastDay()).isEqualTo(FIRST.plusDays(55));
    }
}
