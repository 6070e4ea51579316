package dev.vitals.job.compare;

import dev.vitals.contract.Nearest;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.Rollout;
import dev.vitals.job.compare.ChangeReadouts.Series;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The daily numbers of a KPI, as gold has them, become what a change is judged by. Only days count that are final, so that
 * labels that come late are no effect.
 */
public final class ChangeCells {
    private static final Set<String> BY_CHANNEL = Set.of(ChangeSpec.CHANNEL);

    private ChangeCells() {}

    /** The first estimate of a KPI over all rows. */
    public static Series series(ChangeSpec spec, Collection<Cell> cells) {
        TreeMap<LocalDate, Double> mature = new TreeMap<>();
        int toCome = 0;
        for (Cell cell : cells) {
            if (cell.slice().isEmpty() && isKnown(cell)) {
                if (cell.isMature()) {
                    mature.put(cell.date(), cell.estimate().value());
                } else if (!cell.date().isBefore(spec.changeOn())) {
                    toCome++;
                }
            }
        }
        return new Series(mature, toCome);
    }

    /**
     * The first estimate of a KPI by channel, of no day before the first final one. Values of several days weigh by their
     * denominators, where there are any; of a count a day without a channel is one with 0 of it.
     */
    public static Daily byChannel(ChangeSpec spec, KpiDefinition kpi, Collection<Cell> cells) {
        boolean isCount = kpi.statistic().word().equals("count");
        Map<String, SortedMap<LocalDate, Amount>> channels = new HashMap<>();
        spec.rollout().forEach(wave -> wave.channels().forEach(channel -> channels.put(channel, new TreeMap<>())));
        SortedSet<LocalDate> days = new TreeSet<>();
        Set<LocalDate> toCome = new TreeSet<>();
        for (Cell cell : cells) {
            if (cell.slice().isEmpty() && cell.isMature()) {
                days.add(cell.date());
            }
            if (isOfChannel(cell)) {
                SortedMap<LocalDate, Amount> own = channels.computeIfAbsent(channel(cell), id -> new TreeMap<>());
                if (cell.isMature()) {
                    own.put(cell.date(), amount(cell.estimate()));
                } else if (!cell.date().isBefore(spec.changeOn())) {
                    toCome.add(cell.date());
                }
            }
        }
        List<Member> members = new ArrayList<>();
        new TreeMap<>(channels).forEach((channel, own) -> {
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
     * Refuses a channel of which no KPI has a number: a slip of the pen would put the one that is meant among those without
     * the change.
     */
    public static void requireKnown(ChangeSpec spec, Collection<Cell> cells) {
        SortedSet<String> known = new TreeSet<>();
        cells.stream().filter(ChangeCells::isOfChannel).forEach(cell -> known.add(channel(cell)));
        for (Rollout wave : spec.rollout()) {
            for (String channel : wave.channels()) {
                if (!known.contains(channel)) {
                    throw wave.error(
                            "name %s, of which no KPI of the change has a number.%s Write ids as gold has them, or leave it out."
                                    .formatted(channel, Nearest.hint(channel, known)));
                }
            }
        }
    }

    private static boolean isKnown(Cell cell) {
        return cell.estimate().name().equals(KpiEstimate.VALUE)
                && cell.estimate().value() != null;
    }

    private static boolean isOfChannel(Cell cell) {
        return cell.slice().keySet().equals(BY_CHANNEL)
                && isKnown(cell)
                && !channel(cell).equals(KpiSlice.UNKNOWN);
    }

    private static String channel(Cell cell) {
        return cell.slice().get(ChangeSpec.CHANNEL);
    }

    private static Amount amount(KpiEstimate estimate) {
        Double denominator = estimate.denominator();
        return denominator == null
                ? new Amount(estimate.value(), 1)
                : new Amount(estimate.value() * denominator, denominator);
    }

    private static Optional<LocalDate> changedOn(ChangeSpec spec, String channel) {
        return spec.rollout().stream()
                .filter(wave -> wave.channels().contains(channel))
                .map(Rollout::on)
                .findFirst();
    }
}
