package dev.vitals.job.compare;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.experiment.PanelSpec;
import dev.vitals.contract.experiment.PanelSpec.PanelMetric;
import dev.vitals.job.compare.Panel.Amount;
import dev.vitals.job.compare.Panel.Member;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Rows of the clusters of a change become a panel of each metric; what does not fit together is an error. */
public final class Panels {
    private static final int LEAST_CLUSTERS = 2;

    private Panels() {}

    /**
     * Rows of a cluster and a day, added up.
     *
     * @param changedOn the earliest of the days that the rows name for the change; empty where one names none
     * @param lastChangedOn the latest of them
     * @param amounts of each metric, in the order of the file; null where it has none
     */
    public record ClusterDay(
            String cluster,
            LocalDate day,
            Optional<LocalDate> changedOn,
            Optional<LocalDate> lastChangedOn,
            List<Optional<Amount>> amounts) {
        public ClusterDay {
            amounts = List.copyOf(amounts);
        }
    }

    /**
     * The panel of each metric by its id.
     *
     * @throws DefinitionException where a cluster changed twice, none did or all did on the first day, or a side has less
     *     than two
     */
    public static Map<String, Panel> of(PanelSpec spec, List<ClusterDay> unordered) {
        List<ClusterDay> rows = unordered.stream()
                .sorted(Comparator.comparing(ClusterDay::cluster).thenComparing(ClusterDay::day))
                .toList();
        if (rows.isEmpty()) {
            throw spec.source().error("has no row; bring the days before the change and those since.");
        }
        SortedMap<String, Optional<LocalDate>> starts = starts(spec, rows);
        LocalDate first =
                rows.stream().map(ClusterDay::day).min(LocalDate::compareTo).orElseThrow();
        LocalDate last =
                rows.stream().map(ClusterDay::day).max(LocalDate::compareTo).orElseThrow();
        Map<String, Panel> panels = new LinkedHashMap<>();
        for (int i = 0; i < spec.metrics().size(); i++) {
            panels.put(spec.metrics().get(i).id(), new Panel(first, last, members(spec, i, starts, rows)));
        }
        requireStarts(spec, panels.values().iterator().next());
        return panels;
    }

    private static SortedMap<String, Optional<LocalDate>> starts(PanelSpec spec, List<ClusterDay> rows) {
        SortedMap<String, Optional<LocalDate>> starts = new TreeMap<>();
        for (ClusterDay row : rows) {
            Optional<LocalDate> known = starts.computeIfAbsent(row.cluster(), cluster -> row.changedOn());
            for (Optional<LocalDate> other : List.of(row.changedOn(), row.lastChangedOn())) {
                if (!other.equals(known)) {
                    throw spec.source()
                            .start()
                            .error(
                                    "of %s is %s in one row and %s in another, of %s; a cluster changes once or never, so write the same day, or leave it empty, in all its rows."
                                            .formatted(name(row.cluster()), words(known), words(other), row.day()));
                }
            }
        }
        return starts;
    }

    private static String name(String cluster) {
        return cluster.isEmpty() ? "the file" : "cluster " + cluster;
    }

    private static String words(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("empty");
    }

    private static List<Member> members(
            PanelSpec spec, int metric, Map<String, Optional<LocalDate>> starts, List<ClusterDay> rows) {
        PanelMetric measured = spec.metrics().get(metric);
        Map<String, SortedMap<LocalDate, Amount>> days = new HashMap<>();
        for (ClusterDay row : rows) {
            row.amounts().get(metric).ifPresent(amount -> {
                if (!Double.isFinite(amount.sum() + amount.count())) {
                    throw measured.value()
                            .error("of %s on %s is not finite; leave a cell empty where there is no value."
                                    .formatted(name(row.cluster()), row.day()));
                }
                if (amount.count() < 0) {
                    throw measured.denominator()
                            .orElseThrow()
                            .error("of %s on %s is %s; what is divided by must be 0 or more, so correct the rows."
                                    .formatted(name(row.cluster()), row.day(), amount.count()));
                }
                days.computeIfAbsent(row.cluster(), cluster -> new TreeMap<>()).merge(row.day(), amount, Amount::plus);
            });
        }
        List<Member> members = new ArrayList<>();
        starts.forEach((cluster, start) ->
                members.add(new Member(cluster, start, days.getOrDefault(cluster, new TreeMap<>()))));
        return members;
    }

    private static void requireStarts(PanelSpec spec, Panel panel) {
        for (Member member : panel.members()) {
            if (member.changedOn().filter(day -> !day.isAfter(panel.first())).isPresent()) {
                throw spec.source()
                        .start()
                        .error(
                                "of %s is %s, and the first day is %s: nothing is known of it before; bring earlier days, or leave its rows out."
                                        .formatted(
                                                name(member.cluster()),
                                                member.changedOn().get(),
                                                panel.first()));
            }
        }
        SortedSet<LocalDate> starts = panel.starts();
        if (starts.isEmpty()) {
            throw spec.source()
                    .start()
                    .error(
                            "names no day up to the last one, %s: nothing has changed yet; write the days, or wait for rows since."
                                    .formatted(panel.last()));
        }
        if (isForEveryone(panel)) {
            return;
        }
        if (starts.size() == 1 && panel.never() < LEAST_CLUSTERS) {
            throw spec.source()
                    .start()
                    .error(
                            "leaves %d cluster without the change; two are needed to tell how such clusters vary: bring more, or leave it out to look at the days alone."
                                    .formatted(panel.never()));
        }
        for (LocalDate start : starts) {
            if (panel.startedOn(start) < LEAST_CLUSTERS) {
                throw spec.source()
                        .start()
                        .error(
                                "is %s of a single cluster, which does not tell how such clusters vary: bring another that changed on that day, or leave it out."
                                        .formatted(start));
            }
        }
    }

    /** Whether the change came for all clusters on one day, so that there are but the days before to hold it against. */
    public static boolean isForEveryone(Panel panel) {
        return panel.never() == 0 && panel.starts().size() == 1;
    }

    /** The first day on which a cluster had the change. */
    public static LocalDate day(Panel panel) {
        return panel.starts().first();
    }
}
