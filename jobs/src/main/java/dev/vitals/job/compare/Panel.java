package dev.vitals.job.compare;

import dev.vitals.stats.change.PanelCluster;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What clusters did each day, of one metric, and from when on they had a change.
 *
 * @param first the first day
 * @param last the last day, which is no earlier
 * @param members the clusters
 */
public record Panel(LocalDate first, LocalDate last, List<Member> members) {
    public Panel {
        members = List.copyOf(members);
    }

    /**
     * A cluster.
     *
     * @param changedOn the first day on which it had the change; empty if it never had it
     * @param days what it has of each day on which it has anything
     */
    public record Member(String cluster, Optional<LocalDate> changedOn, SortedMap<LocalDate, Amount> days) {}

    /**
     * What a cluster has of a day: a sum, and what it is over.
     *
     * @param count 0 or more; 1 of a metric without a denominator
     */
    public record Amount(double sum, double count) {
        static final Amount NONE = new Amount(0, 0);

        /** Both together. */
        Amount plus(Amount other) {
            return new Amount(sum + other.sum, count + other.count);
        }
    }

    /** How many days it spans. */
    int days() {
        return index(last) + 1;
    }

    /** The number of a day, counted from 0. */
    int index(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(first, day);
    }

    /** The day on which a cluster had the change, if that is no later than the last one: who comes later never had it. */
    OptionalInt start(Member member) {
        return member.changedOn()
                .filter(day -> !day.isAfter(last))
                .map(day -> OptionalInt.of(index(day)))
                .orElse(OptionalInt.empty());
    }

    /** The days on which clusters got the change. */
    SortedSet<LocalDate> starts() {
        SortedSet<LocalDate> starts = new TreeSet<>();
        members.forEach(
                member -> member.changedOn().filter(day -> !day.isAfter(last)).ifPresent(starts::add));
        return starts;
    }

    /** How many clusters got the change on a day. */
    long startedOn(LocalDate day) {
        return members.stream()
                .filter(member -> member.changedOn().equals(Optional.of(day)))
                .count();
    }

    /** How many clusters do not have the change by the last day. */
    long never() {
        return members.stream().filter(member -> start(member).isEmpty()).count();
    }

    /** The same up to a day; clusters that got the change later never did. */
    Panel until(LocalDate day) {
        return new Panel(
                first,
                day,
                members.stream()
                        .map(member -> new Member(
                                member.cluster(),
                                member.changedOn().filter(start -> !start.isAfter(day)),
                                member.days().headMap(day.plusDays(1))))
                        .toList());
    }

    /** The clusters as periods of a day each. */
    List<PanelCluster> clusters() {
        return members.stream().map(this::cluster).toList();
    }

    private PanelCluster cluster(Member member) {
        Double[] sums = new Double[days()];
        Double[] counts = new Double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            Amount amount = member.days().getOrDefault(first.plusDays(i), Amount.NONE);
            sums[i] = amount.sum();
            counts[i] = amount.count();
        }
        return new PanelCluster(start(member), List.of(sums), List.of(counts));
    }

    /** The value of each day, all clusters together: the sum over the count. */
    public SortedMap<LocalDate, Double> series() {
        SortedMap<LocalDate, Amount> totals = new TreeMap<>();
        members.forEach(member -> member.days().forEach((day, amount) -> totals.merge(day, amount, Amount::plus)));
        SortedMap<LocalDate, Double> series = new TreeMap<>();
        totals.forEach((day, amount) -> {
            if (amount.count() > 0) {
                series.put(day, amount.sum() / amount.count());
            }
        });
        return series;
    }
}
