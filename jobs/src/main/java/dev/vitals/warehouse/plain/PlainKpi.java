package dev.vitals.warehouse.plain;

import dev.vitals.kpi.Distinct;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.Moments;
import dev.vitals.kpi.Quantile;
import dev.vitals.kpi.Statistic;
import dev.vitals.kpi.TimeToEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One KPI as one query over its facts: an aggregation with a grouping set for each of its slices.
 *
 * <p>The query gives {@code day}, {@code grouping} (the place of the slice's dimensions among {@link #groupings}), the
 * dimensions as {@code slice_0}, {@code slice_1}, ... and what {@link PlainNumbers} makes the numbers of.
 */
record PlainKpi(KpiDefinition definition, List<List<String>> groupings) {
    /** Made of other facts. */
    private static final Set<String> LACKING = Set.of("has_hostile_raid");

    static PlainKpi of(KpiDefinition definition) {
        return new PlainKpi(
                definition,
                definition.groupings().stream()
                        .filter(dimensions -> dimensions.stream().noneMatch(LACKING::contains))
                        .toList());
    }

    List<String> dimensions() {
        return groupings.stream().flatMap(List::stream).distinct().toList();
    }

    String query(String facts, LocalDate from, LocalDate night) {
        List<String> dimensions = dimensions();
        String slices = IntStream.range(0, dimensions.size())
                .mapToObj(i -> ", coalesce(CAST(%s AS STRING), 'unknown') AS slice_%d".formatted(dimensions.get(i), i))
                .collect(Collectors.joining());
        String names = IntStream.range(0, dimensions.size())
                .mapToObj(i -> ", slice_" + i)
                .collect(Collectors.joining());
        String sets = groupings.stream()
                .map(grouping -> grouping.stream()
                        .map(dimension -> ", slice_" + dimensions.indexOf(dimension))
                        .collect(Collectors.joining("", "(day", ")")))
                .collect(Collectors.joining(", "));
        String anchor = definition.anchorDate();
        return """
                SELECT day, grouping_id() AS grouping%s, %s
                FROM (SELECT *, %s AS day%s FROM %s WHERE %s BETWEEN DATE'%s' AND DATE'%s')
                GROUP BY GROUPING SETS (%s)""".formatted(names, aggregates(night), anchor, slices, facts, anchor, from, night, sets);
    }

    /** The dimensions of a row by Spark's grouping id: a bit for each column that is left out, day first. */
    List<String> grouping(long id) {
        List<String> dimensions = dimensions();
        return IntStream.range(0, dimensions.size())
                .filter(i -> (id >> (dimensions.size() - 1 - i) & 1) == 0)
                .mapToObj(dimensions::get)
                .toList();
    }

    private String aggregates(LocalDate night) {
        String followed = "least(TIMESTAMP'%s 00:00:00', CAST(date_add(day, %d) AS TIMESTAMP))"
                .formatted(night.plusDays(1), definition.matureAfterDays() + 1);
        Statistic statistic = definition.statistic().withFollowUpEnd(followed);
        String where = "(" + statistic.where() + ")";
        if (statistic instanceof Moments.Count count) {
            return sum(count.events(), where) + " AS a";
        }
        if (statistic instanceof Moments.Share share) {
            return "count_if(%1$s AND (%2$s)) AS a, count_if(%1$s) AS b".formatted(where, share.numerator());
        }
        if (statistic instanceof Moments.Rate rate) {
            return pair(rate.events(), rate.exposure(), where);
        }
        if (statistic instanceof Moments.Ratio ratio) {
            return pair(ratio.numerator(), ratio.denominator(), where);
        }
        if (statistic instanceof Moments.Mean mean) {
            // To a millionth, as the definition has it.
            String value = "CAST(%s AS DECIMAL(18, 6))".formatted(mean.value());
            return "%s AS a, count(IF(%s, %s, NULL)) AS b".formatted(sum(value, where), where, value);
        }
        if (statistic instanceof Moments.MeanOfSums mean) {
            return sum(mean.sum(), where) + " AS a, " + sum(mean.count(), where) + " AS b";
        }
        if (statistic instanceof Distinct.Sketches) {
            return "count(DISTINCT user_id) AS a";
        }
        if (statistic instanceof Quantile quantile) {
            return durations("(" + quantile.seconds() + ")", "'event'", where);
        }
        TimeToEvent times = (TimeToEvent) statistic;
        String ended = "(%1$s IS NOT NULL AND %1$s < %2$s)".formatted(times.end(), followed);
        String seconds = "floor((unix_micros(IF(%s, %s, %s)) - unix_micros(%s)) / 1000000)"
                .formatted(ended, times.end(), followed, times.start());
        String kind = "IF(%s, %s, NULL)".formatted(ended, times.endKind().orElse("'event'"));
        return durations(seconds, kind, "(" + times.observed() + ")");
    }

    private static String durations(String seconds, String kind, String where) {
        return "collect_list(named_struct('seconds', CAST(%1$s AS BIGINT), 'kind', %2$s)) FILTER (WHERE %3$s AND %1$s >= 0) AS a"
                .formatted(seconds, kind, where);
    }

    /** Totals of two amounts, over rows that have both. */
    private static String pair(String a, String b, String where) {
        String both = "(%s AND (%s) IS NOT NULL AND (%s) IS NOT NULL)".formatted(where, a, b);
        return sum(a, both) + " AS a, " + sum(b, both) + " AS b";
    }

    private static String sum(String amount, String where) {
        return "coalesce(sum(IF(%s, %s, 0)), 0)".formatted(where, amount);
    }
}
