package dev.vitals.job.measure;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.Contracts;
import dev.vitals.job.Days;
import dev.vitals.kpi.DistinctSketch;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiState;
import dev.vitals.kpi.Moments;
import dev.vitals.testing.Fixtures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What is collected from rows does not depend on how they come, and sums are those of SQL. */
class FactMeasureTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final Days DAYS = new Days(MONDAY, MONDAY.plusDays(2), MONDAY.plusDays(9));
    private static final List<String> LANGUAGES = Arrays.asList("en", "de", "unknown", null);
    private static final String CHANNELS = "silver.channel_day";
    private static final String REPORTS = "silver.report_case";
    private static final List<KpiDefinition> KPIS = KpiCatalogue.load().kpis();

    @Test
    void oneTaskOrManyInAnyOrderCollectTheSame() {
        for (Dataset<Row> rows : List.of(channels(200), reports(300))) {
            String table = List.of(rows.columns()).contains("report_id") ? REPORTS : CHANNELS;
            List<KpiDefinition> kpis = of(table);
            TreeMap<Cell.Address, Cell> one = cells(kpis, rows.coalesce(1));
            TreeMap<Cell.Address, Cell> many =
                    cells(kpis, rows.orderBy(col("channel_id").desc()).repartition(5));

            assertThat(one).hasSizeGreaterThan(100);
            assertThat(many.keySet()).isEqualTo(one.keySet());
            assertThat(many.values())
                    .allSatisfy(cell -> assertThat(cell.saysTheSameAs(one.get(cell.address())))
                            .as("%s", cell.address())
                            .isTrue());
        }
    }

    /** A day's numbers are the same whichever other KPIs are measured beside. */
    @Test
    void aKpiAloneCollectsWhatItCollectsAmongOthers() {
        Dataset<Row> rows = reports(100);
        TreeMap<Cell.Address, Cell> together = cells(of(REPORTS), rows);
        TreeMap<Cell.Address, Cell> alone = new TreeMap<>();
        of(REPORTS).forEach(kpi -> alone.putAll(cells(List.of(kpi), rows)));

        assertThat(alone.keySet()).isEqualTo(together.keySet());
        assertThat(alone.values())
                .allSatisfy(cell -> assertThat(cell.saysTheSameAs(together.get(cell.address())))
                        .as("%s", cell.address())
                        .isTrue());
    }

    @Test
    void theSumsAreThoseOfSql() {
        Dataset<Row> rows = channels(200);
        Map<String, Cell> whole = wholeMonday(cells(of(CHANNELS), rows));
        for (KpiDefinition kpi : of(CHANNELS)) {
            if (kpi.statistic() instanceof Moments moments) {
                String[] sums = moments.sums().stream()
                        .map(sum -> "CAST(sum(" + sum + ") AS DECIMAL(38, 12))")
                        .toArray(String[]::new);
                Row expected = rows.filter(col("activity_date").equalTo(java.sql.Date.valueOf(MONDAY)))
                        .selectExpr(sums)
                        .first();
                KpiState state = KpiState.Sums.of(IntStream.range(0, sums.length)
                        .mapToObj(expected::getDecimal)
                        .toList());

                assertThat(KpiState.decode(moments, whole.get(kpi.id()).state()))
                        .as(kpi.id())
                        .isEqualTo(state);
                assertThat(whole.get(kpi.id()).state()).as(kpi.id()).isEqualTo(state.encode());
            }
        }
    }

    @Test
    void wholeAmountsAndDecimalsMakeTheSameStates() {
        Dataset<Row> rows = channels(50);
        Dataset<Row> decimals = rows;
        for (String amount : List.of("reports", "viewer_seconds", "negative_messages", "scored_messages")) {
            decimals = decimals.withColumn(amount, col(amount).cast("decimal(24,4)"));
        }
        TreeMap<Cell.Address, Cell> expected = cells(of(CHANNELS), rows);

        assertThat(cells(of(CHANNELS), decimals).values())
                .hasSize(expected.size())
                .allSatisfy(cell -> assertThat(cell.saysTheSameAs(expected.get(cell.address())))
                        .as("%s", cell.address())
                        .isTrue());
    }

    /** 101 times the square of 999,999,999,999 has 27 digits before the point. */
    @Test
    void aSumBeyondWhatGoldAddsUpIsToldWithItsKpi() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            rows.add(channel(MONDAY, i, 999_999_999_999L, 1));
        }
        List<KpiDefinition> kpis = List.of(KpiCatalogue.load().kpi("reports_per_1k_viewer_hours"));

        assertThat(cells(kpis, Fixtures.rows(CHANNELS, rows.subList(0, 99)))).isNotEmpty();
        assertThatThrownBy(() -> cells(kpis, Fixtures.rows(CHANNELS, rows)))
                .hasStackTraceContaining("reports_per_1k_viewer_hours adds up to 100999999999798")
                .hasStackTraceContaining("more than 26 digits");
    }

    private static List<KpiDefinition> of(String table) {
        return KPIS.stream().filter(kpi -> kpi.from().equals(table)).toList();
    }

    private static TreeMap<Cell.Address, Cell> cells(List<KpiDefinition> kpis, Dataset<Row> rows) {
        TreeSet<LocalDate> days = new TreeSet<>(List.of(MONDAY, MONDAY.plusDays(1), MONDAY.plusDays(2)));
        TreeMap<Cell.Address, Cell> cells = new TreeMap<>();
        new FactMeasure(Contracts.load().table(kpis.get(0).from()), kpis)
                .cells(table -> rows, DAYS, days)
                .forEach(cell -> assertThat(cells.put(cell.address(), cell)).isNull());
        return cells;
    }

    private static Map<String, Cell> wholeMonday(TreeMap<Cell.Address, Cell> cells) {
        Map<String, Cell> whole = new TreeMap<>();
        cells.values().stream()
                .filter(cell -> cell.date().equals(MONDAY) && cell.slice().isEmpty() && cell.state() != null)
                .forEach(cell -> whole.put(cell.kpi(), cell));
        return whole;
    }

    private static Dataset<Row> channels(int n) {
        Random random = new Random(2);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows.add(channel(MONDAY.plusDays(i % 3), i, random.nextInt(2_000_000_000), random.nextInt(50)));
        }
        return Fixtures.rows(CHANNELS, rows);
    }

    private static Map<String, Object> channel(LocalDate day, int i, long viewerSeconds, long messages) {
        return Fixtures.row(
                "activity_date",
                day,
                "channel_id",
                "c" + i % 40,
                "language",
                LANGUAGES.get(i % 4),
                "channel_tier",
                i % 5 == 0 ? "partner" : "affiliate",
                "messages",
                messages,
                "scored_messages",
                messages / 2,
                "negative_messages",
                messages / 5,
                "sentiment_millis",
                -37 * messages,
                "sentiment_squares",
                11_001 * messages,
                "chatters",
                DistinctSketch.of(List.of("u" + i % 7, "u" + i)).toBytes(),
                "reports",
                messages % 3,
                "viewer_seconds",
                viewerSeconds);
    }

    private static Dataset<Row> reports(int n) {
        Random random = new Random(3);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Instant created = Instant.parse("2026-03-02T00:00:00Z").plusSeconds(random.nextInt(3 * 86_400));
            LocalDate day = LocalDate.ofInstant(created, java.time.ZoneOffset.UTC);
            rows.add(Fixtures.row(
                    "report_id",
                    "r" + i,
                    "channel_id",
                    "c" + i % 9,
                    "category",
                    LANGUAGES.get(i % 3),
                    "language",
                    LANGUAGES.get(i % 4),
                    "created_date",
                    day,
                    "created_at",
                    created,
                    "sla_due_date",
                    day.plusDays(i % 2),
                    "first_closed_at",
                    i % 4 == 0 ? null : created.plusSeconds(random.nextInt(100_000)),
                    "has_negative_lag",
                    false));
        }
        return Fixtures.rows(REPORTS, rows);
    }
}
