package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.sum;

import dev.vitals.contract.CheckContract;
import dev.vitals.contract.Completeness;
import dev.vitals.contract.Rule;
import dev.vitals.contract.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether a night has about as many events of each segment, a source and a bronze table, as days like it had: so that a log that
 * was not delivered is no quiet day. Looks at the catalogue of files alone.
 */
final class SegmentChecks {
    private static final int WEEKS = 4;
    private static final int LEAST_WEEKS = 2;
    private static final int DAYS_A_WEEK = 7;

    private final Completeness rules;

    SegmentChecks(Completeness rules) {
        this.rules = rules;
    }

    /** A source and a bronze table. */
    record Segment(String source, String table) implements Comparable<Segment> {
        @Override
        public int compareTo(Segment other) {
            return (table + "/" + source).compareTo(other.table + "/" + other.source);
        }
    }

    /**
     * Checks a night, and notes how each segment did.
     *
     * @param files rows of {@code ops.ingest_file}
     * @throws CheckFailedException naming every segment whose check has severity fail
     */
    void require(Dataset<Row> files, RunLog log) {
        List<CheckResult> results = of(events(files, log.asOf()), log.asOf());
        log.checked(results);
        String failed = results.stream()
                .filter(result -> !result.isPassed() && result.check().severity() == Severity.FAIL)
                .map(result -> "%s has %,d events of %s, and %,d at least were to be expected"
                        .formatted(
                                result.table(),
                                result.rows(),
                                result.check().name().replaceAll("events_of_|_as_usual", ""),
                                result.rows() + result.brokenRows()))
                .collect(Collectors.joining("; "));
        if (!failed.isEmpty()) {
            throw new CheckFailedException(
                    "The night %s is not whole: %s. Readers see the night before. Deliver the rest and run the night again, or, if that is all there is, set warn in schemas/taxonomies/completeness.yaml."
                            .formatted(log.asOf(), failed));
        }
    }

    private static Map<Segment, Map<LocalDate, Long>> events(Dataset<Row> files, LocalDate night) {
        List<String> days = IntStream.rangeClosed(0, WEEKS)
                .mapToObj(week -> night.minusDays((long) DAYS_A_WEEK * week).toString())
                .toList();
        Map<Segment, Map<LocalDate, Long>> events = new TreeMap<>();
        files.filter(col("status").equalTo("landed"))
                .select(col("source"), explode(col("landed_by_table_and_day")).as(new String[] {"place", "events"}))
                .filter(col("place").substr(-10, 10).isInCollection(days))
                .groupBy("source", "place")
                .agg(sum("events"))
                .collectAsList()
                .forEach(row -> {
                    String[] tableAndDay = row.getString(1).split("/", 2);
                    events.computeIfAbsent(new Segment(row.getString(0), tableAndDay[0]), segment -> new TreeMap<>())
                            .put(LocalDate.parse(tableAndDay[1]), row.getLong(2));
                });
        return events;
    }

    /** How each segment of which enough is known did on a night. */
    List<CheckResult> of(Map<Segment, Map<LocalDate, Long>> events, LocalDate night) {
        List<CheckResult> results = new ArrayList<>();
        events.forEach((segment, byDay) -> {
            long came = byDay.getOrDefault(night, 0L);
            Optional<CheckContract> check = rules.check(segment.source(), usual(byDay, night), came);
            check.ifPresent(found -> {
                long least = ((Rule.RowCountAtLeast) found.rule()).rows();
                results.add(new CheckResult(segment.table(), found, Math.max(0, least - came), came));
            });
        });
        return results;
    }

    /** Median of the same day of the weeks before; weeks of no event are before the segment began, or known to be bad. */
    private static OptionalDouble usual(Map<LocalDate, Long> byDay, LocalDate night) {
        long[] before = IntStream.rangeClosed(1, WEEKS)
                .mapToLong(week -> byDay.getOrDefault(night.minusDays((long) DAYS_A_WEEK * week), 0L))
                .filter(count -> count > 0)
                .sorted()
                .toArray();
        if (before.length < LEAST_WEEKS) {
            return OptionalDouble.empty();
        }
        int half = before.length / 2;
        return OptionalDouble.of(before.length % 2 == 1 ? before[half] : (before[half - 1] + before[half]) / 2.0);
    }
}
