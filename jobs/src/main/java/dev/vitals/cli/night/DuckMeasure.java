package dev.vitals.cli.night;

import dev.vitals.kpi.Distinct;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.Moments;
import dev.vitals.kpi.Statistic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The KPIs of one fact table that count by the same day: one aggregation over grouping sets for all sums of all of them.
 *
 * <p>The SQL is made from the definitions of the KPIs, as one would write it by hand, so that both contestants compute the
 * same. Where a definition calls for the first instant that is not followed any more, its expression is put in its place.
 */
final class DuckMeasure {
    /** What the fact tables of this store lack: nothing here tells of raids. */
    private static final String UNKNOWN_DIMENSION = "has_hostile_raid";

    private static final Map<String, String> DAYS = Map.of(
            "silver.channel_day", "activity_date",
            "silver.chatter_day", "activity_date",
            "silver.report_case", "created_date",
            "silver.enforcement_action", "action_date",
            "silver.appeal", "submitted_date");

    private final String table;
    private final String anchor;
    private final List<KpiDefinition> kpis;
    private final List<List<String>> groupings;
    private final DuckSlices slices;

    private DuckMeasure(List<KpiDefinition> kpis) {
        this.kpis = kpis;
        this.table = kpis.get(0).from().substring("silver.".length());
        this.anchor = kpis.get(0).anchorDate();
        this.groupings =
                kpis.stream().flatMap(kpi -> groupings(kpi).stream()).distinct().toList();
        this.slices = new DuckSlices(groupings);
    }

    /** The KPIs that this contestant computes. */
    static List<KpiDefinition> kpis() {
        return KpiCatalogue.load().kpis().stream()
                .filter(kpi -> DAYS.containsKey(kpi.from()))
                .toList();
    }

    /** Whether this contestant has a slice. */
    static boolean hasSlice(String sliceKey) {
        return !sliceKey.contains(UNKNOWN_DIMENSION + "=");
    }

    /** One for each fact table and day that KPIs count by. */
    static List<DuckMeasure> all() {
        return kpis().stream()
                .collect(Collectors.groupingBy(
                        kpi -> kpi.from() + " " + kpi.anchorDate(), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(DuckMeasure::new)
                .toList();
    }

    /** Whether what happens later can change what the facts of a day say. */
    boolean isFollowed() {
        return !table.equals("channel_day") && !table.equals("chatter_day");
    }

    /** The groupings of a KPI without those that this store can't tell apart. */
    static List<List<String>> groupings(KpiDefinition kpi) {
        return kpi.groupings().stream()
                .filter(grouping -> !grouping.contains(UNKNOWN_DIMENSION))
                .toList();
    }

    /** The statistic with the end of what its KPI sees of a row. */
    static Statistic statistic(KpiDefinition kpi) {
        return kpi.statistic().withFollowUpEnd(followUpEnd(kpi));
    }

    static String followUpEnd(KpiDefinition kpi) {
        return "least(night_end(), CAST(_date + " + (kpi.matureAfterDays() + 1) + " AS TIMESTAMP))";
    }

    /** The numbers of the days from one to another that have any. */
    List<NightCell> cells(DuckStore store, LocalDate from, LocalDate night) {
        store.set("from_day", from);
        store.run(DuckStore.script("measure/days"));
        int lag = kpis.stream().mapToInt(KpiDefinition::anchorLagDays).max().orElse(0);
        String day = DAYS.get(kpis.get(0).from());
        store.run(
                "CREATE OR REPLACE TEMP TABLE fact AS SELECT %s, %s AS _date FROM %s WHERE %s >= %s AND _date IN (FROM measured_day)"
                        .formatted(columns(), anchor, table, day, DuckStore.date(from.minusDays(lag))));
        aggregate(store);
        List<String> selects = new ArrayList<>();
        List<KpiDefinition> durations = new ArrayList<>();
        for (int i = 0; i < kpis.size(); i++) {
            KpiDefinition kpi = kpis.get(i);
            if (kpi.statistic() instanceof Moments) {
                selects.add(select(kpi, DuckMoments.numbers(kpi, "m" + i + "_"), "summed"));
            } else if (kpi.statistic() instanceof Distinct) {
                countChatters(store);
                String counted = "summed LEFT JOIN counted USING (_date, slice_key)";
                selects.add(select(kpi, new DuckMoments.Numbers("NULL", "NULL", "coalesce(chatters, 0)"), counted));
            } else {
                durations.add(kpi);
            }
        }
        if (!durations.isEmpty()) {
            DuckCurves curves = new DuckCurves(durations);
            curves.draw(store, "fact");
            for (KpiDefinition kpi : durations) {
                String joined = "summed LEFT JOIN (FROM curve WHERE kpi = %s) USING (_date, slice_key)"
                        .formatted(DuckStore.text(kpi.id()));
                curves.numbers(kpi).forEach((name, numbers) -> selects.add(select(kpi, name, numbers, joined)));
            }
        }
        return store.query(String.join("\nUNION ALL ", selects), DuckMeasure::cell);
    }

    private String columns() {
        TreeSet<String> columns = new TreeSet<>();
        groupings.forEach(columns::addAll);
        kpis.stream()
                .filter(kpi -> !(kpi.statistic() instanceof Distinct))
                .forEach(kpi -> columns.addAll(kpi.statistic().columns()));
        return String.join(", ", columns);
    }

    /** One row for each day and slice with the sums of all KPIs; of all rows together one every day. */
    private void aggregate(DuckStore store) {
        List<String> amounts = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < kpis.size(); i++) {
            if (statistic(kpis.get(i)) instanceof Moments moments) {
                List<String> ofKpi = DuckMoments.amounts(moments);
                for (int j = 0; j < ofKpi.size(); j++) {
                    String name = "m" + i + "_" + j;
                    amounts.add(", " + ofKpi.get(j) + " AS " + name);
                    sums.add(", sum(" + name + ") AS " + name);
                }
            }
        }
        store.run(
                "CREATE OR REPLACE TEMP TABLE summed AS SELECT _date, %s AS slice_key, %s AS grouping_key%s FROM (SELECT _date, %s%s FROM fact) GROUP BY %s"
                        .formatted(
                                slices.key(),
                                slices.names(),
                                String.join("", sums),
                                slices.values(),
                                String.join("", amounts),
                                slices.sets("_date")));
        store.run(
                "INSERT INTO summed BY NAME SELECT day AS _date, 'all' AS slice_key, '' AS grouping_key FROM measured_day"
                        + " WHERE day NOT IN (SELECT _date FROM summed WHERE slice_key = 'all')");
    }

    /** Everybody once for each slice; people are no sum of their channels, so that they are counted from the rows below. */
    private void countChatters(DuckStore store) {
        store.run(
                ("CREATE OR REPLACE TEMP TABLE counted AS SELECT _date, %s AS slice_key, count(DISTINCT user_id) AS chatters"
                                + " FROM (SELECT c.activity_date AS _date, c.user_id, %s FROM channel_chatter c"
                                + " JOIN (FROM channel_day WHERE activity_date >= getvariable('from_day')) d"
                                + " ON d.activity_date = c.activity_date AND d.channel_id = c.channel_id"
                                + " WHERE c.activity_date >= getvariable('from_day') AND c.activity_date IN (FROM measured_day)) GROUP BY %s")
                        .formatted(slices.key(), slices.values(), slices.sets("_date")));
    }

    private static String select(KpiDefinition kpi, DuckMoments.Numbers numbers, String from) {
        return select(kpi, "value", numbers, from);
    }

    private static String select(KpiDefinition kpi, String estimate, DuckMoments.Numbers numbers, String from) {
        String wanted = groupings(kpi).stream()
                .map(grouping -> DuckStore.text(
                        String.join("|", grouping.stream().sorted().toList())))
                .collect(Collectors.joining(", "));
        return ("SELECT %s AS kpi, _date, slice_key, %s AS estimate, CAST(%s AS DOUBLE) AS numerator,"
                        + " CAST(%s AS DOUBLE) AS denominator, CAST(%s AS DOUBLE) AS value FROM %s WHERE grouping_key IN (%s)")
                .formatted(
                        DuckStore.text(kpi.id()),
                        DuckStore.text(estimate),
                        numbers.numerator(),
                        numbers.denominator(),
                        numbers.value(),
                        from,
                        wanted);
    }

    private static NightCell cell(ResultSet row) throws SQLException {
        return new NightCell(
                row.getString(1),
                row.getObject(2, LocalDate.class),
                row.getString(3),
                row.getString(4),
                row.getObject(5, Double.class),
                row.getObject(6, Double.class),
                row.getObject(7, Double.class));
    }
}
