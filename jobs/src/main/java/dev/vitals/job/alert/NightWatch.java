package dev.vitals.job.alert;

import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.stats.DailyValue;
import dev.vitals.stats.Deviation;
import dev.vitals.stats.FalseDiscovery;
import dev.vitals.stats.LevelShift;
import dev.vitals.stats.RobustBaseline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges the numbers of a night against their own past.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Each KPI is judged once a night, on the day that becomes final with it: {@code matureAfterDays} before the night.
 *       So every day is compared with days of the same age. For most KPIs that is three days; a KPI that takes four weeks
 *       is judged after four weeks, and its early signs are KPIs of their own, such as the share within the SLA.
 *   <li>The first number of a KPI is watched, and those with a target. The others tell the same story with more noise.
 *   <li>All numbers of the night are adjusted together, so that on a quiet night anything at all is called with
 *       probability 0.01 at most. Slices of one community move together, which the adjustment allows.
 * </ul>
 *
 * <p>Ruled out: judging a number before it is final. Its past would have to be kept as it was at that age; and judging
 * every day again each night, which would multiply the tests and call the same news once more.
 */
public final class NightWatch {
    /** Adjusted p-value up to which a number is called. */
    public static final double FALSE_SHARE = 0.01;

    /** Days before a judged day that it is compared with: eight weeks, and the week that it may be part of. */
    public static final int PAST_DAYS = 62;

    private final List<Series> series;

    private NightWatch(List<Series> series) {
        this.series = series;
    }

    /**
     * A watch over numbers.
     *
     * @param kpis definitions
     * @param cells what gold holds; cells of other numbers than the watched ones, and of other KPIs, do not count
     */
    public static NightWatch over(Collection<KpiDefinition> kpis, Collection<Cell> cells) {
        Map<String, KpiDefinition> byId = new HashMap<>();
        kpis.forEach(kpi -> byId.put(kpi.id(), kpi));
        Map<String, NavigableSet<LocalDate>> measured = new HashMap<>();
        Map<String, Series> series = new TreeMap<>();
        for (Cell cell : cells) {
            KpiDefinition kpi = byId.get(cell.kpi());
            if (kpi == null || !watched(kpi).contains(cell.estimate().name())) {
                continue;
            }
            NavigableSet<LocalDate> days = measured.computeIfAbsent(kpi.id(), id -> new TreeSet<>());
            if (cell.slice().isEmpty() && cell.kpiVersion() == kpi.version()) {
                days.add(cell.date());
            }
            String name =
                    String.join("\n", kpi.id(), cell.sliceKey(), cell.estimate().name());
            series.computeIfAbsent(
                            name,
                            any -> new Series(kpi, cell.slice(), cell.estimate().name(), new TreeMap<>(), days))
                    .cells()
                    .put(cell.date(), cell);
        }
        return new NightWatch(List.copyOf(series.values()));
    }

    /** The numbers of a KPI that are watched. */
    static Collection<String> watched(KpiDefinition kpi) {
        TreeSet<String> watched = new TreeSet<>(kpi.targets().keySet());
        watched.add(kpi.estimates().get(0));
        return watched;
    }

    /** The day of a KPI that a night judges. */
    public static LocalDate judged(KpiDefinition kpi, LocalDate night) {
        return night.minusDays(kpi.matureAfterDays());
    }

    /** A number that was judged. */
    private record Test(Series series, List<DailyValue> values, Deviation deviation) {}

    /** What a night calls, in order of KPI, slice and estimate; without what happened around. */
    public List<Alert> alerts(LocalDate night) {
        List<Test> tests = series.stream()
                .map(one -> test(one, night))
                .flatMap(Optional::stream)
                .toList();
        double[] adjusted = FalseDiscovery.withDefaults()
                .adjust(tests.stream()
                        .mapToDouble(test -> test.deviation().pValue())
                        .toArray());
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            if (adjusted[i] <= FALSE_SHARE) {
                alerts.add(alert(tests.get(i), night, adjusted[i], tests.size()));
            }
        }
        return alerts;
    }

    private static Optional<Test> test(Series series, LocalDate night) {
        LocalDate day = judged(series.kpi(), night);
        return series.value(day).flatMap(today -> {
            List<DailyValue> values = series.values(day.minusDays(PAST_DAYS), day);
            return RobustBaseline.withDefaults()
                    .judge(values, today)
                    .filter(found -> series.isLargeEnough(found.value(), found.expected()))
                    .map(found -> new Test(series, values, found));
        });
    }

    private static Alert alert(Test test, LocalDate night, double adjusted, int tests) {
        Series series = test.series();
        LocalDate day = test.deviation().day();
        return new Alert(
                night,
                series.kpi().id(),
                series.kpi().version(),
                series.slice(),
                series.estimate(),
                test.deviation(),
                run(test, day),
                adjusted,
                tests,
                series.observations(day),
                series.isSmall(day),
                List.of());
    }

    /** The days up to this one, all judged against the weeks before the first of them. */
    private static LevelShift run(Test test, LocalDate day) {
        List<Deviation> week = RobustBaseline.withDefaults().judgeWeek(test.values(), day);
        LevelShift run = LevelShift.of(week.isEmpty() ? List.of(test.deviation()) : week);
        // The week's days can be as far out; the day itself was called, so it is a day out at least.
        return run.kind() == LevelShift.Kind.NONE
                ? new LevelShift(LevelShift.Kind.SPIKE, day, test.deviation().score())
                : run;
    }
}
