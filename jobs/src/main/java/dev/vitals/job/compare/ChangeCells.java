package dev.vitals.job.compare;

import dev.vitals.contract.Nearest;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.ChangeSpec.Rollout;
import dev.vitals.job.compare.ChangeReadouts.Series;
import dev.vitals.job.compare.ChannelFacts.ChannelAmount;
import dev.vitals.job.compare.Panel.Amount;
import dev.vitals.job.compare.Panel.Member;
import dev.vitals.job.compare.RolloutReadouts.Daily;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.KpiSlice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The daily numbers of a KPI, as gold has them, or as channels add up to them, become what a change is judged by. Only days count that are final, so that
 * labels that come late are no effect.
 */
public final class ChangeCells {
    /**
     * Days before the first change that the channels are compared on: four stretches of two weeks show whether they moved
     * alike, and what lies further back says little of what would have happened now.
     */
    private static final int DAYS_BEFORE = 56;

    private ChangeCells() {}

    /** The first estimate of a KPI over all rows, or over those of the slice that is judged. */
    public static Series series(ChangeSpec spec, ChangedMetric metric, Collection<Cell> cells) {
        TreeMap<LocalDate, Double> mature = new TreeMap<>();
        int toCome = 0;
        for (Cell cell : cells) {
            if (isOf(metric, cell) && isKnown(cell)) {
                if (cell.isMature()) {
                    mature.put(cell.date(), cell.estimate().value());
                } else if (!cell.date().isBefore(spec.changeOn())) {
                    toCome++;
                }
            }
        }
        return new Series(mature, toCome);
    }

    /** Whether a cell is of the slice that a metric is judged by. */
    public static boolean isOf(ChangedMetric metric, Cell cell) {
        return KpiSlice.key(cell.slice()).equals(metric.slice().orElse(KpiSlice.ALL));
    }

    /** The first day that a change for some channels looks at. */
    public static LocalDate firstDay(ChangeSpec spec) {
        return spec.changeOn().minusDays(DAYS_BEFORE);
    }

    /**
     * A KPI by channel, of no day before the first final one. Of a count a day without a row is one with 0 of it, for every
     * channel that any KPI of the change has a row of.
     *
     * @param cells of the KPI, which say what days are measured and final
     * @param amounts of all KPIs of the change
     */
    public static Daily byChannel(
            ChangeSpec spec, KpiDefinition kpi, Collection<Cell> cells, Collection<ChannelAmount> amounts) {
        SortedSet<LocalDate> days = new TreeSet<>();
        Set<LocalDate> toCome = new TreeSet<>();
        for (Cell cell : cells) {
            if (cell.slice().isEmpty() && cell.isMature() && !cell.date().isBefore(firstDay(spec))) {
                days.add(cell.date());
            } else if (cell.slice().isEmpty() && !cell.date().isBefore(spec.changeOn())) {
                toCome.add(cell.date());
            }
        }
        boolean isCount = kpi.statistic().word().equals("count");
        SortedMap<String, SortedMap<LocalDate, Amount>> channels = new TreeMap<>();
        spec.rollout().forEach(wave -> wave.channels().forEach(channel -> channels.put(channel, new TreeMap<>())));
        for (ChannelAmount one : amounts) {
            boolean isOfKpi = one.kpi().equals(kpi.id());
            if (isOfKpi || isCount) {
                SortedMap<LocalDate, Amount> own = channels.computeIfAbsent(one.channel(), id -> new TreeMap<>());
                if (isOfKpi && days.contains(one.day())) {
                    own.put(one.day(), one.amount());
                }
            }
        }
        List<Member> members = new ArrayList<>();
        channels.forEach((channel, own) -> {
            if (isCount) {
                days.forEach(day -> own.putIfAbsent(day, new Amount(0, 1)));
            }
            members.add(new Member(channel, changedOn(spec, channel), own));
        });
        LocalDate none = spec.changeOn().minusDays(1);
        Panel panel = days.isEmpty() ? new Panel(none, none, members) : new Panel(days.first(), days.last(), members);
        return new Daily(panel, toCome.size());
    }

    /**
     * Refuses a channel of which no KPI has a row: a slip of the pen would put the one that is meant among those without
     * the change.
     */
    public static void requireKnown(ChangeSpec spec, Collection<ChannelAmount> amounts) {
        SortedSet<String> known = new TreeSet<>();
        amounts.forEach(amount -> known.add(amount.channel()));
        for (Rollout wave : spec.rollout()) {
            for (String channel : wave.channels()) {
                if (!known.contains(channel)) {
                    throw wave.error(
                            "name %s, of which no KPI of the change has a row from %s on.%s Write ids as silver has them, or leave it out."
                                    .formatted(channel, firstDay(spec), Nearest.hint(channel, known)));
                }
            }
        }
    }

    private static boolean isKnown(Cell cell) {
        return cell.estimate().name().equals(KpiEstimate.VALUE)
                && cell.estimate().value() != null;
    }

    private static Optional<LocalDate> changedOn(ChangeSpec spec, String channel) {
        return spec.rollout().stream()
                .filter(wave -> wave.channels().contains(channel))
                .map(Rollout::on)
                .findFirst();
    }
}
