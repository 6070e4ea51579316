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
import dev.vitals.job.compare.ChannelFacts.ChannelAmount;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What channels add to KPIs on days that gold knows, and what a rollout makes of it. */
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
                List.of(new ChangedMetric("k", "number", Role.PRIMARY, GoodWhen.HIGHER)));
    }

    private static ChannelAmount of(String channel, int day, double sum, double count) {
        return new ChannelAmount("report_action_rate", channel, FIRST.plusDays(day), new Amount(sum, count));
    }

    private static ChannelAmount reports(String channel, int day, double reports) {
        return new ChannelAmount("reports_received", channel, FIRST.plusDays(day), new Amount(reports, 1));
    }

    private static Cell day(int day, boolean isMature) {
        KpiEstimate estimate = new KpiEstimate("value", 1.0, null, null, "none", null, 10.0, 1, null);
        return new Cell("k", 1, FIRST.plusDays(day), Map.of(), estimate, false, isMature, FIRST, null, null, null);
    }

    /** Days with a raid are told apart, and those of all rows are not judged. */
    @Test
    void aSliceIsJudgedAlone() {
        ChangedMetric calm = new ChangedMetric(
                "k",
                "number",
                Role.PRIMARY,
                GoodWhen.HIGHER,
                OptionalInt.empty(),
                Optional.of("has_hostile_raid=false"));
        KpiEstimate estimate = new KpiEstimate("value", 4.0, null, null, "none", null, 10.0, 1, null);
        Cell slice = new Cell(
                "k", 1, FIRST, Map.of("has_hostile_raid", "false"), estimate, false, true, FIRST, null, null, null);
        Cell other = new Cell(
                "k", 1, FIRST, Map.of("has_hostile_raid", "true"), estimate, false, true, FIRST, null, null, null);

        assertThat(ChangeCells.series(SPEC, calm, List.of(slice, other, day(0, true)))
                        .mature())
                .containsExactly(Map.entry(FIRST, 4.0));
        assertThat(ChangeCells.series(SPEC, SPEC.metrics().get(0), List.of(slice, other, day(0, true)))
                        .mature())
                .containsExactly(Map.entry(FIRST, 1.0));
    }

    private static Member member(Panel panel, String channel) {
        return panel.members().stream()
                .filter(one -> one.cluster().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void channelsAreClusters() {
        Daily daily = ChangeCells.byChannel(
                SPEC,
                SHARE,
                List.of(day(-55, true), day(0, true), day(4, true), day(5, false), day(1, false)),
                List.of(of("a", 0, 5, 10), of("x", 4, 1, 4), of("x", 5, 9, 9), reports("y", 4, 2)));

        Panel panel = daily.panel();
        assertThat(panel.first()).as("not 57 days before the change").isEqualTo(FIRST);
        assertThat(panel.last()).isEqualTo(FIRST.plusDays(4));
        assertThat(daily.toCome()).as("that of day 1 came before the change").isEqualTo(1);
        assertThat(panel.members()).extracting(Member::cluster).containsExactly("a", "b", "c", "d", "x");
        assertThat(member(panel, "a").changedOn()).contains(FIRST.plusDays(2));
        assertThat(member(panel, "d").changedOn()).contains(FIRST.plusDays(3));
        assertThat(member(panel, "x").changedOn()).isEmpty();
        assertThat(member(panel, "a").days()).containsExactly(Map.entry(FIRST, new Amount(5, 10)));
        assertThat(member(panel, "x").days()).containsExactly(Map.entry(FIRST.plusDays(4), new Amount(1, 4)));
    }

    /** A share is unknown where nothing was seen; of a count that is 0, of channels too that only another KPI knows. */
    @Test
    void ofACountADayWithoutAChannelIsZero() {
        Panel panel = ChangeCells.byChannel(
                        SPEC, COUNT, List.of(day(0, true), day(1, true)), List.of(reports("a", 1, 3), of("x", 0, 1, 2)))
                .panel();

        assertThat(member(panel, "a").days())
                .containsExactly(Map.entry(FIRST, new Amount(0, 1)), Map.entry(FIRST.plusDays(1), new Amount(3, 1)));
        assertThat(member(panel, "x").days().values()).containsExactly(new Amount(0, 1), new Amount(0, 1));
    }

    @Test
    void beforeTheFirstFinalDayThereIsNothingToSay() {
        Daily daily = ChangeCells.byChannel(SPEC, SHARE, List.of(day(3, false)), List.of(of("a", 3, 1, 1)));
        RolloutEffect effect = RolloutReadouts.of("c", .05, SPEC.metrics(), id -> daily)
                .effects()
                .get(0);

        assertThat(effect.verdict()).isEqualTo("few_days");
        assertThat(effect.firstDay()).isNull();
    }

    @Test
    void aChannelThatNobodyKnowsIsASlip() {
        List<ChannelAmount> amounts = List.of(of("a", 0, 1, 1), of("b", 0, 1, 1), of("c", 0, 1, 1), of("dd", 0, 1, 1));
        assertThatThrownBy(() -> ChangeCells.requireKnown(SPEC, amounts))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(
                        "c.yaml:6: channels name d, of which no KPI of the change has a row from 2025-11-12 on.");
    }

    /** 40 channels, of which 20 act on a tenth more of their reports from day 28 on. */
    @Test
    void aRolloutIsFound() {
        Random random = new Random(2);
        List<String> first = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        List<ChannelAmount> amounts = new ArrayList<>();
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
                amounts.add(of(id, day, acted, reports));
            }
        }
        for (int day = 0; day < 60; day++) {
            cells.add(day(day, day < 56));
        }
        ChangeSpec spec = spec(new Rollout(first, FIRST.plusDays(28), "c.yaml:5"));
        RolloutEffect effect = RolloutReadouts.of(
                        "c", .05, spec.metrics(), id -> ChangeCells.byChannel(spec, SHARE, cells, amounts))
                .effects()
                .get(0);

        assertThat(effect.method()).isEqualTo("difference_in_differences");
        assertThat(effect.effect().value()).isCloseTo(.1, within(.02));
        assertThat(effect.verdict()).isEqualTo("better");
        assertThat(effect.lastDay()).isEqualTo(FIRST.plusDays(55));
    }
}
