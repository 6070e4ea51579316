package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.job.alert.Alert;
import dev.vitals.job.alert.Happening;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Reads what happened around alerts: incidents, shield mode in more channels than a week before, and numbers that late
 * events moved.
 */
final class Happenings {
    private static final int A_WEEK = 7;

    private final Warehouse warehouse;

    Happenings(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The same alerts, each with what happened on its days in its slice; at least one. */
    List<Alert> explain(List<Alert> alerts) {
        LocalDate from = alerts.stream()
                .map(alert -> alert.run().since())
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate to =
                alerts.stream().map(Alert::date).max(LocalDate::compareTo).orElseThrow();
        List<Happening> happenings = new ArrayList<>(incidents(from, to));
        happenings.addAll(shieldMode(from, to));
        happenings.addAll(restatements(from, to));
        return alerts.stream().map(alert -> alert.among(happenings)).toList();
    }

    private List<Happening> incidents(LocalDate from, LocalDate to) {
        List<Happening> incidents = new ArrayList<>();
        for (Row row : warehouse
                .read("silver.incident")
                .filter(between("incident_date", from, to))
                .orderBy("started_at", "incident_id")
                .collectAsList()) {
            boolean isRaid = row.<String>getAs("kind").equals("raid");
            String size = isRaid
                    ? "%,d accounts new to a channel wrote %,d messages"
                    : "%,d people filed %,d reports on one subject";
            incidents.add(new Happening(
                    row.<Date>getAs("incident_date").toLocalDate(),
                    row.getAs("kind"),
                    where(row, "language", "region", "channel_tier", "category"),
                    "",
                    size.formatted(row.<Long>getAs("accounts"), row.<Long>getAs("events")) + " on "
                            + row.<Date>getAs("incident_date")));
        }
        return incidents;
    }

    /** Switched on in a kind of channels (language, region, tier) in which it was on in fewer a week before. */
    private List<Happening> shieldMode(LocalDate from, LocalDate to) {
        Map<Map<String, String>, TreeMap<LocalDate, Long>> channels = new HashMap<>();
        for (Row row : warehouse
                .read("silver.channel_day")
                .filter(between("activity_date", from.minusDays(A_WEEK), to))
                .filter("has_shield_mode")
                .groupBy("activity_date", "language", "region", "channel_tier")
                .count()
                .collectAsList()) {
            channels.computeIfAbsent(where(row, "language", "region", "channel_tier"), any -> new TreeMap<>())
                    .put(row.getDate(0).toLocalDate(), row.getAs("count"));
        }
        List<Happening> more = new ArrayList<>();
        channels.forEach((where, byDay) -> byDay.forEach((day, now) -> {
            long before = byDay.getOrDefault(day.minusDays(A_WEEK), 0L);
            if (!day.isBefore(from) && now > before) {
                more.add(new Happening(
                        day,
                        "shield_mode",
                        where,
                        "",
                        "channels with shield mode on %s: %,d, against %,d a week before (%s)"
                                .formatted(day, now, before, String.join(", ", where.values()))));
            }
        }));
        more.sort(Comparator.comparing(Happening::day).thenComparing(Happening::detail));
        return more;
    }

    private List<Happening> restatements(LocalDate from, LocalDate to) {
        return warehouse
                .read("ops.restatement")
                .filter(between("date", from, to).and(col("slice_key").equalTo("all")))
                .filter(col("was_mature").or(col("reason").isin("late_event", "definition")))
                .select("date", "kpi", "as_of_date", "reason")
                .distinct()
                .orderBy("date", "kpi", "as_of_date", "reason")
                .collectAsList()
                .stream()
                .map(row -> new Happening(
                        row.getDate(0).toLocalDate(),
                        "restatement",
                        Map.of(),
                        row.getString(1),
                        "the number of %s was restated on %s: %s"
                                .formatted(
                                        row.getDate(0),
                                        row.getDate(2),
                                        row.getString(3).replace('_', ' '))))
                .toList();
    }

    private static Column between(String column, LocalDate from, LocalDate to) {
        return col(column).between(Date.valueOf(from), Date.valueOf(to));
    }

    /** What is known of these dimensions. */
    private static Map<String, String> where(Row row, String... dimensions) {
        Map<String, String> where = new TreeMap<>();
        for (String dimension : dimensions) {
            if (row.getAs(dimension) != null) {
                where.put(dimension, row.getAs(dimension));
            }
        }
        return where;
    }
}
