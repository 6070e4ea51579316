package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.at;
import static dev.vitals.testing.Fixtures.row;
import static dev.vitals.testing.Fixtures.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.TestTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class BacklogFlowTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @Test
    void theStockOfADayIsThatOfTheDayBeforeAndWhatCameAndWent() {
        List<Map<String, Object>> reports = List.of(
                report("old", "2026-02-20 10:00", struct(at("2026-02-20 10:00"), null)),
                report(
                        "back",
                        "2026-02-20 10:00",
                        struct(at("2026-02-20 10:00"), at("2026-02-21 10:00")),
                        struct(at("2026-03-02 08:00"), null)),
                report("new", "2026-03-02 10:00", struct(at("2026-03-02 10:00"), null)),
                report("quick", "2026-03-02 10:00", struct(at("2026-03-02 10:00"), at("2026-03-02 10:05"))),
                report("done", "2026-03-01 10:00", struct(at("2026-03-01 10:00"), at("2026-03-02 09:00"))),
                // Its sixtieth day was 1 March; that it is closed on 2 March is no flow any more.
                report("outgrown", "2025-12-31 10:00", struct(at("2025-12-31 10:00"), at("2026-03-02 12:00"))));

        assertThat(flow(reports, stock(reports)))
                // before: old, done, outgrown; received: new, quick; closed: quick, done; open: old, back, new.
                .containsExactly("2026-03-02 before 3 received 2 reopened 1 closed 2 outgrown 1 open 3 gap 0");
    }

    @Test
    void anEndAtMidnightBelongsToTheDayThatBegins() {
        List<Map<String, Object>> reports =
                List.of(report("midnight", "2026-03-01 10:00", struct(at("2026-03-01 10:00"), at("2026-03-02 00:00"))));

        assertThat(flow(reports, stock(reports)))
                .containsExactly("2026-03-02 before 1 received 0 reopened 0 closed 1 outgrown 0 open 0 gap 0");
    }

    @Test
    void aBacklogThatWasNotComputedAgainLeavesAGap() {
        Map<String, Object> open = report("r1", "2026-03-01 10:00", struct(at("2026-03-01 10:00"), null));
        Map<String, Object> closedLate =
                report("r1", "2026-03-01 10:00", struct(at("2026-03-01 10:00"), at("2026-03-02 09:00")));

        assertThat(flow(List.of(closedLate), stock(List.of(open))))
                .containsExactly("2026-03-02 before 1 received 0 reopened 0 closed 1 outgrown 0 open 1 gap 1");
    }

    @Test
    void aReportThatVanishesFromTheBacklogLeavesAGap() {
        List<Map<String, Object>> reports = List.of(
                report("r1", "2026-03-01 10:00", struct(at("2026-03-01 10:00"), null)),
                report("r2", "2026-03-01 10:00", struct(at("2026-03-01 10:00"), null)));

        assertThat(flow(reports, stock(reports).filter("backlog_date = DATE'2026-03-01' OR report_id = 'r1'")))
                .containsExactly("2026-03-02 before 2 received 0 reopened 0 closed 0 outgrown 0 open 1 gap -1");
    }

    /** Whatever becomes of reports, for however long: the books balance on every day. */
    @Test
    void theBooksBalance() {
        Random random = new Random(11);
        List<Map<String, Object>> reports = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Instant time = at("2026-01-01 00:00").plusSeconds(3600L * random.nextInt(24 * 60));
            String created = time.toString().substring(0, 16).replace('T', ' ');
            List<Row> periods = new ArrayList<>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                Instant opened = time;
                time = time.plusSeconds(3600L * random.nextInt(24 * 40));
                periods.add(struct(opened, n == 0 && random.nextBoolean() ? null : time));
                time = time.plusSeconds(3600L * random.nextInt(24 * 10));
            }
            reports.add(report("r" + i, created, periods.toArray(Row[]::new)));
        }
        Days days = new Days(DAY.minusDays(10), DAY.plusDays(60), DAY.plusDays(90));
        TestTables tables = new TestTables().with("silver.report_case", reports);
        Dataset<Row> stock = tables.run(new ReportBacklog(), new Days(DAY.minusDays(11), days.to(), days.asOf()));

        List<Row> flow = tables.with("silver.report_backlog", stock)
                .run(new BacklogFlow(), days)
                .collectAsList();

        assertThat(flow)
                .hasSize(71)
                .allSatisfy(day ->
                        assertThat((long) day.getAs("gap")).as(day.toString()).isZero());
        assertThat(flow)
                .anySatisfy(day -> assertThat((long) day.getAs("outgrown")).isPositive());
        assertThat(flow)
                .anySatisfy(day -> assertThat((long) day.getAs("reopened")).isPositive());
    }

    private static Dataset<Row> stock(List<Map<String, Object>> reports) {
        return new TestTables()
                .with("silver.report_case", reports)
                .run(new ReportBacklog(), new Days(DAY.minusDays(1), DAY, DAY));
    }

    private static List<String> flow(List<Map<String, Object>> reports, Dataset<Row> stock) {
        TestTables tables = new TestTables().with("silver.report_case", reports).with("silver.report_backlog", stock);
        return tables.run(new BacklogFlow(), Days.one(DAY, DAY)).collectAsList().stream()
                .map(row -> "%s before %s received %s reopened %s closed %s outgrown %s open %s gap %s"
                        .formatted(
                                row.get(0),
                                row.getAs("open_before"),
                                row.getAs("received"),
                                row.getAs("reopened"),
                                row.getAs("closed"),
                                row.getAs("outgrown"),
                                row.getAs("open"),
                                row.getAs("gap")))
                .toList();
    }

    private static Map<String, Object> report(String id, String created, Row... periods) {
        return row(
                "report_id",
                id,
                "created_at",
                created,
                "created_date",
                created.substring(0, 10),
                "open_periods",
                List.of(periods));
    }
}
