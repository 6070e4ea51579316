package dev.vitals.job.measure;

import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.LateLabels;
import dev.vitals.stats.ClusterTotals;
import dev.vitals.stats.DelayTriangle;
import dev.vitals.stats.DelayedLabels;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.Nowcast;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Foresees a share whose numerator comes late, such as appeals, from the daily cells of the KPI: what days, weeks and
 * months that are not mature yet will show in the end, and how labels came by age before.
 */
public final class Foreseen {
    /** Days that are looked back, in times of the days to maturity: old ones teach how late labels come. */
    private static final int LOOK_BACK = 3;

    /** Slices with fewer labels than this say too little of how late labels come. */
    private static final long LEAST_LABELS = 20;

    /** Ages within which labels are foreseen while nothing is known of how late they can be, the oldest first. */
    private static final List<Integer> YOUNGER = List.of(28, 14, 7, 3);

    private final KpiDefinition kpi;
    private final LocalDate asOf;

    /** @param asOf the last day whose labels are all known */
    public Foreseen(KpiDefinition kpi, LocalDate asOf) {
        this.kpi = kpi;
        this.asOf = asOf;
    }

    /** The first day that teaches anything. */
    public LocalDate firstDay() {
        return asOf.minusDays((long) LOOK_BACK * kpi.matureAfterDays());
    }

    /**
     * What is expected of a period.
     *
     * @param period {@code day}, {@code week} or {@code month}
     * @param within days after their own within which labels count: those to maturity, or fewer while no day is so old
     * @param maturedShare share of all labels that has come at the age of the youngest day
     * @param expected share in the end, with its prediction interval
     */
    public record Expectation(
            String period,
            LocalDate from,
            LocalDate to,
            String sliceKey,
            int within,
            long labels,
            long cases,
            Estimate maturedShare,
            Estimate expected) {}

    /** How many rows of a day were positive at an age. */
    public record Age(LocalDate date, int age, long cases, long labels) {}

    /**
     * Expectations of all that is not mature yet.
     *
     * @param cells daily cells of the KPI since {@link #firstDay}
     */
    public List<Expectation> expectations(List<Cell> cells) {
        return bySlice(cells).entrySet().parallelStream()
                .flatMap(slice -> expectations(slice.getKey(), slice.getValue()).stream())
                .toList();
    }

    private List<Expectation> expectations(String slice, TreeMap<LocalDate, ClusterTotals> totals) {
        boolean isKnown = slice.equals("all") || labels(totals, firstDay(), asOf, Integer.MAX_VALUE) >= LEAST_LABELS;
        return isKnown ? expectations(slice, totals, LateLabels.triangle(totals)) : List.of();
    }

    private List<Expectation> expectations(
            String slice, TreeMap<LocalDate, ClusterTotals> totals, DelayTriangle triangle) {
        int within = within(totals.firstKey());
        Nowcast nowcast = DelayedLabels.within(within).estimate(triangle, asOf);
        List<Expectation> all = new ArrayList<>();
        for (Stretch stretch : immature(totals.firstKey())) {
            LocalDate last = stretch.to.isAfter(asOf) ? asOf : stretch.to;
            long cases = totals.subMap(stretch.from, true, last, true).values().stream()
                    .mapToLong(Foreseen::cases)
                    .sum();
            if (cases > 0) {
                int age = (int) ChronoUnit.DAYS.between(last, asOf);
                all.add(new Expectation(
                        stretch.period,
                        stretch.from,
                        stretch.to,
                        slice,
                        within,
                        labels(totals, stretch.from, last, within),
                        cases,
                        nowcast.maturedShare(Math.min(age, within)),
                        nowcast.share(stretch.from, last)));
            }
        }
        return all;
    }

    /** The days to maturity, or the oldest age that is known where the first day is younger. */
    private int within(LocalDate first) {
        long known = ChronoUnit.DAYS.between(first, asOf);
        int mature = kpi.matureAfterDays();
        return known >= mature
                ? mature
                : YOUNGER.stream()
                        .filter(age -> age <= known && age < mature)
                        .findFirst()
                        .orElse(mature);
    }

    /** Of all rows together, the labels of each day by age, as far as the day has come. */
    public List<Age> ages(List<Cell> cells) {
        List<Age> ages = new ArrayList<>();
        bySlice(cells).getOrDefault("all", new TreeMap<>()).forEach((day, totals) -> {
            long cases = cases(totals);
            int oldest = (int) Math.min(kpi.matureAfterDays(), ChronoUnit.DAYS.between(day, asOf));
            long[] byAge = new long[oldest + 1];
            LateLabels.byDelay(totals).forEach((delay, labels) -> byAge[Math.min(delay, oldest)] += labels);
            long soFar = 0;
            for (int age = 0; age <= oldest; age++) {
                soFar += byAge[age];
                ages.add(new Age(day, age, cases, soFar));
            }
        });
        return ages;
    }

    private Map<String, TreeMap<LocalDate, ClusterTotals>> bySlice(List<Cell> cells) {
        Map<String, TreeMap<LocalDate, ClusterTotals>> slices = new TreeMap<>();
        for (Cell cell : cells) {
            boolean isKnown = cell.clusters() != null && cell.kpiVersion() == kpi.version();
            if (isKnown && !cell.date().isBefore(firstDay()) && !cell.date().isAfter(asOf)) {
                ClusterTotals totals = Evidence.decode(kpi, cell.state(), null, cell.clusters())
                        .clusters();
                slices.computeIfAbsent(cell.sliceKey(), key -> new TreeMap<>()).put(cell.date(), totals);
            }
        }
        return slices;
    }

    /** Days that are not mature, and the weeks and months that hold one and do not begin before what is known. */
    private List<Stretch> immature(LocalDate known) {
        List<Stretch> stretches = new ArrayList<>();
        TreeSet<LocalDate> weeks = new TreeSet<>();
        TreeSet<LocalDate> months = new TreeSet<>();
        LocalDate first = asOf.minusDays(kpi.matureAfterDays() - 1L);
        first.datesUntil(asOf.plusDays(1)).forEach(day -> {
            stretches.add(new Stretch("day", day, day));
            weeks.add(Periods.Period.weekOf(day).from());
            months.add(Periods.Period.monthOf(day).from());
        });
        weeks.tailSet(known).forEach(day -> stretches.add(Stretch.of("week", Periods.Period.weekOf(day))));
        months.tailSet(known).forEach(day -> stretches.add(Stretch.of("month", Periods.Period.monthOf(day))));
        return stretches;
    }

    /** Labels of some days that came within so many days. */
    private static long labels(TreeMap<LocalDate, ClusterTotals> totals, LocalDate from, LocalDate to, int within) {
        return totals.subMap(from, true, to, true).values().stream()
                .flatMap(day -> LateLabels.byDelay(day).entrySet().stream())
                .filter(labels -> labels.getKey() <= within)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static long cases(ClusterTotals totals) {
        return totals.byGroup().values().stream()
                .flatMap(clusters -> clusters.values().stream())
                .mapToLong(lanes -> lanes[1])
                .sum();
    }

    private record Stretch(String period, LocalDate from, LocalDate to) {
        static Stretch of(String word, Periods.Period period) {
            return new Stretch(word, period.from(), period.to());
        }
    }
}
