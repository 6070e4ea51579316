package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.testing.Fixtures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What rows add up to does not depend on how they are parted, and is what counting them one by one gives. */
class RowLookTest {
    private static final TableContract APPEALS = Contracts.load().table("silver.appeal");
    private static final LocalDate DAY = LocalDate.of(2026, 1, 7);
    private static final List<Column> KEY = List.of(col("appeal_id"));

    /** A rule that holds, one that every third row breaks, and one that is null for some. */
    private static final List<Column> RULES = List.of(
            lit(false),
            col("appeal_id").endsWith("3"),
            when(col("appeal_id").endsWith("5"), lit(true)).otherwise(lit(null)));

    private static Map<String, Object> appeal(String id, LocalDate day) {
        return Fixtures.row("appeal_id", id, "submitted_date", day, "submitted_at", Fixtures.at(day + " 10:00"));
    }

    @Test
    void countsAsOneWouldByHand() {
        Random random = new Random(7);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add(appeal("a" + random.nextInt(1_500), DAY.plusDays(random.nextInt(4))));
        }
        List<String> ids =
                rows.stream().map(row -> row.get("appeal_id").toString()).toList();
        Map<LocalDate, Long> perDay = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> (LocalDate) row.get("submitted_date"), TreeMap::new, Collectors.counting()));

        Dataset<Row> frame = Fixtures.rows("silver.appeal", rows);
        for (Dataset<Row> parted : List.of(frame, frame.repartition(1), frame.repartition(7))) {
            RowTotals totals = RowLook.at(APPEALS, parted, RULES, KEY);
            assertThat(totals.rows()).isEqualTo(2_000);
            assertThat(totals.repeated()).isEqualTo(2_000 - new HashSet<>(ids).size());
            assertThat(totals.brokenRows(0)).isZero();
            assertThat(totals.brokenRows(1))
                    .isEqualTo(ids.stream().filter(id -> id.endsWith("3")).count());
            assertThat(totals.brokenRows(2))
                    .isEqualTo(ids.stream().filter(id -> id.endsWith("5")).count());
            Map<LocalDate, DayHash> days = DayHash.of(totals);
            assertThat(days.keySet()).isEqualTo(perDay.keySet());
            days.forEach((day, hash) -> assertThat(hash.rows()).isEqualTo(perDay.get(day)));
            assertThat(days).isEqualTo(DayHash.of(APPEALS, frame));
        }
    }

    @Test
    void aRowThatChangesChangesItsDayAlone() {
        List<Map<String, Object>> rows =
                Arrays.asList(appeal("a", DAY), appeal("b", DAY), appeal("a", DAY.plusDays(1)));
        Map<LocalDate, DayHash> before = DayHash.of(APPEALS, Fixtures.rows("silver.appeal", rows));
        rows.set(1, appeal("c", DAY));
        Map<LocalDate, DayHash> after = DayHash.of(APPEALS, Fixtures.rows("silver.appeal", rows));
        assertThat(after.get(DAY)).isNotEqualTo(before.get(DAY));
        assertThat(after.get(DAY.plusDays(1))).isEqualTo(before.get(DAY.plusDays(1)));
    }

    @Test
    void noRowsAddUpToNothing() {
        Dataset<Row> none = Fixtures.rows("silver.appeal", List.of(appeal("a", DAY)))
                .repartition(3)
                .filter(col("appeal_id").equalTo("b"));
        RowTotals totals = RowLook.at(APPEALS, none, RULES, KEY);
        assertThat(totals.rows()).isZero();
        assertThat(totals.repeated()).isZero();
        assertThat(DayHash.of(totals)).isEmpty();
    }
}
