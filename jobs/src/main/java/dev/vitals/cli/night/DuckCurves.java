package dev.vitals.cli.night;

import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.Quantile;
import dev.vitals.kpi.Statistic;
import dev.vitals.kpi.TimeToEvent;
import dev.vitals.stats.TimeBins;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The SQL of KPIs of durations: counts by time cell and kind of end, then curves by windows over the cells.
 *
 * <p>The cells are those of {@link TimeBins}, because both contestants shall show the same percentiles; one would else take
 * exact ones, which can't be added up.
 */
final class DuckCurves {
    /** Kinds of end that the script knows: the event and those that compete with it. */
    private static final int MOST_CODES = 5;

    private final List<KpiDefinition> kpis;
    private final List<Double> shares;

    /** @param kpis all of one fact table and day */
    DuckCurves(List<KpiDefinition> kpis) {
        this.kpis = kpis;
        this.shares = kpis.stream()
                .flatMap(kpi -> quantiles(kpi).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Double> quantiles(KpiDefinition kpi) {
        return kpi.statistic() instanceof TimeToEvent time
                ? time.quantiles()
                : ((Quantile) kpi.statistic()).quantiles();
    }

    /** Makes the table {@code curve}: one row for each KPI, day and slice with an observation. */
    void draw(DuckStore store, String fact) {
        String counts = kpis.stream().map(kpi -> counts(kpi, fact)).collect(Collectors.joining("\nUNION ALL "));
        store.run("CREATE OR REPLACE TEMP TABLE cell_count AS " + counts);
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            columns.add("min(seconds) FILTER (reached >= %s - 1e-12) AS q%d".formatted(shares.get(i), i));
            columns.add("min(seconds) FILTER (gone_by >= greatest(1, ceil(total * (%s - 1e-12)))) AS r%d"
                    .formatted(shares.get(i), i));
        }
        store.run(DuckStore.script("measure/curves").replace("${quantiles}", String.join(", ", columns)));
    }

    private static String counts(KpiDefinition kpi, String fact) {
        DuckSlices slices = new DuckSlices(DuckMeasure.groupings(kpi));
        Statistic statistic = DuckMeasure.statistic(kpi);
        String observations =
                statistic instanceof TimeToEvent time ? observations(time, kpi) : observations((Quantile) statistic);
        long horizon = statistic instanceof TimeToEvent time ? time.restrictedMeanSeconds() : 1;
        return ("SELECT %s AS kpi, _date, %s AS slice_key, %d AS horizon, %d AS horizon_bin, bin, seconds, code, count(*) AS n"
                        + " FROM (SELECT _date, b.bin, b.seconds, o.code, %s"
                        + " FROM (SELECT *, %s FROM %s) o ASOF JOIN time_bin b ON o._seconds >= b.lower_seconds) GROUP BY %s")
                .formatted(
                        DuckStore.text(kpi.id()),
                        slices.key(),
                        horizon,
                        TimeBins.bin(horizon),
                        slices.values(),
                        observations,
                        fact,
                        slices.sets("_date, bin, seconds, code"));
    }

    private static String observations(Quantile quantile) {
        return "CASE WHEN (%1$s) AND (%2$s) >= 0 THEN CAST((%2$s) AS BIGINT) END AS _seconds, 0 AS code"
                .formatted(quantile.where(), quantile.seconds());
    }

    private static String observations(TimeToEvent time, KpiDefinition kpi) {
        String seen = DuckMeasure.followUpEnd(kpi);
        String end = "(" + time.end() + ")";
        String start = "(" + time.start() + ")";
        String hasEnded = "coalesce(" + end + " < " + seen + ", false)";
        String micros =
                "epoch_us(CASE WHEN %s THEN %s ELSE %s END) - epoch_us(%s)".formatted(hasEnded, end, seen, start);
        return ("CASE WHEN (%1$s) AND %2$s IS NOT NULL AND coalesce(%3$s >= %2$s, true) AND %4$s >= 0"
                        + " THEN (%4$s) // 1000000 END AS _seconds, CASE WHEN %5$s THEN %6$s ELSE -1 END AS code")
                .formatted(time.where(), start, end, micros, hasEnded, code(time));
    }

    private static String code(TimeToEvent time) {
        if (time.endKind().isEmpty()) {
            return "0";
        }
        if (time.competing().size() >= MOST_CODES) {
            throw new IllegalArgumentException("More than " + (MOST_CODES - 1)
                    + " kinds compete; measure/curves.sql has" + " no columns for them");
        }
        StringBuilder code = new StringBuilder("CASE (" + time.endKind().get() + ")");
        time.events().forEach(kind -> code.append(" WHEN " + DuckStore.text(kind) + " THEN 0"));
        time.competing().forEach(kind -> code.append(" WHEN " + DuckStore.text(kind) + " THEN " + time.code(kind)));
        return code.append(" ELSE -1 END").toString();
    }

    /** The numbers of a KPI by name, from the columns of {@code curve}. */
    Map<String, DuckMoments.Numbers> numbers(KpiDefinition kpi) {
        List<String> names = kpi.estimates();
        Map<String, DuckMoments.Numbers> numbers = new LinkedHashMap<>();
        int at = 0;
        String ends = kpi.statistic() instanceof TimeToEvent ? "coalesce(ends_0, 0)" : "NULL";
        String column = kpi.statistic() instanceof TimeToEvent ? "q" : "r";
        for (double share : quantiles(kpi)) {
            numbers.put(names.get(at++), ofCases(ends, column + shares.indexOf(share)));
        }
        if (kpi.statistic() instanceof TimeToEvent time) {
            numbers.put(names.get(at++), ofCases(ends, "restricted_mean"));
            for (int code = 0; at < names.size() && code <= time.competing().size(); code++) {
                numbers.put(names.get(at++), ofCases("coalesce(ends_%d, 0)".formatted(code), "share_" + code));
            }
        }
        return numbers;
    }

    private static DuckMoments.Numbers ofCases(String ended, String value) {
        return new DuckMoments.Numbers(ended, "coalesce(total, 0)", value);
    }
}
