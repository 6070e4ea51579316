package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.at;
import static dev.vitals.testing.Fixtures.row;
import static dev.vitals.testing.Fixtures.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ReportBacklogTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @Test
    void aReportIsInTheStockOnEachDayAtWhoseEndItWasOpen() {
        TestTables tables = new TestTables()
                .with(
                        "silver.report_case",
                        // Open over two midnights, closed, and open again over one.
                        report(
                                "r1",
                                "2026-03-02 10:00",
                                struct(at("2026-03-02 10:00"), at("2026-03-04 00:00")),
                                struct(at("2026-03-04 08:00"), at("2026-03-05 07:00"))),
                        report("r2", "2026-03-02 10:00", struct(at("2026-03-02 10:00"), at("2026-03-02 23:59"))),
                        report("r3", "2026-03-03 10:00", struct(at("2026-03-03 10:00"), null)));

        List<Row> stock = tables.run(new ReportBacklog(), new Days(DAY, DAY.plusDays(3), DAY.plusDays(3)))
                .collectAsList();

        assertThat(stock)
                .extracting(row -> row.get(0) + " " + row.getString(1) + " " + row.getAs("age_seconds"))
                .containsExactlyInAnyOrder(
                        "2026-03-02 r1 50400",
                        "2026-03-03 r1 136800",
                        "2026-03-03 r3 50400",
                        "2026-03-04 r1 223200",
                        "2026-03-04 r3 136800",
                        "2026-03-05 r3 223200");
    }

    @Test
    void aReportIsInTheStockOfTheQueueThatHeldItWhenTheDayEnded() {
        Map<String, Object> report = report("r1", "2026-03-02 10:00", struct(at("2026-03-02 10:00"), null));
        report.put(
                "queues",
                List.of(
                        struct(at("2026-03-02 10:01"), "general"),
                        struct(at("2026-03-03 09:00"), "urgent"),
                        struct(at("2026-03-05 00:00"), "appeals")));
        TestTables tables = new TestTables().with("silver.report_case", report);

        List<Row> stock = tables.run(new ReportBacklog(), new Days(DAY, DAY.plusDays(3), DAY.plusDays(3)))
                .collectAsList();

        assertThat(stock)
                .extracting(row -> row.get(0) + " " + row.getAs("queue"))
                .containsExactlyInAnyOrder(
                        "2026-03-02 general", "2026-03-03 urgent", "2026-03-04 urgent", "2026-03-05 appeals");
    }

    @Test
    void aReportIsAtRiskWhenOverFourFifthsOfItsAllowanceAreGone() {
        // At the end of the day 80% of 10 hours are gone from 16:00, and a second more from one second before.
        TestTables tables = new TestTables()
                .with(
                        "silver.report_case",
                        due("exactly", "2026-03-02 16:00", "2026-03-03 02:00"),
                        due("over", "2026-03-02 15:59:59", "2026-03-03 02:00"),
                        due("just_due", "2026-03-02 14:00", "2026-03-03 00:00"),
                        due("without", "2026-03-02 14:00", null));

        List<Row> stock = tables.run(new ReportBacklog(), Days.one(DAY, DAY)).collectAsList();

        assertThat(stock)
                .extracting(row -> row.getString(1) + " " + row.getAs("is_at_risk") + " " + row.getAs("is_overdue"))
                .containsExactlyInAnyOrder(
                        "exactly false false", "over true false", "just_due false true", "without false false");
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

    private static Map<String, Object> due(String id, String created, String due) {
        Map<String, Object> report = report(id, created, struct(at(created), null));
        report.put("sla_due_at", due);
        return report;
    }
}
