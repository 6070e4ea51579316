package dev.vitals.cli;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.Contracts;
import dev.vitals.report.DataQuality;
import dev.vitals.report.Period;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDataTest {
    /** Night by night: nothing is late before anything was published, and a night that failed has published nothing. */
    @Test
    void aFileIsLateWhenADayOfItsEventsHadBeenPublished(@TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        for (String empty : List.of("ops.quarantine", "ops.restatement", "ops.check_result")) {
            write(folder, empty);
        }
        write(
                folder,
                "gold.kpi_period",
                row(
                        "period",
                        "week",
                        "date",
                        "2026-01-05",
                        "end_date",
                        "2026-01-11",
                        "as_of_date",
                        "2026-01-07",
                        "slice",
                        Map.of()));
        write(
                folder,
                "ops.job_run",
                night("2026-01-05", "succeeded", "2026-01-06 03:00"),
                night("2026-01-06", "failed", "2026-01-07 03:00"),
                night("2026-01-07", "succeeded", "2026-01-08 03:00"),
                row(
                        "job", "refine.report_case",
                        "as_of_date", "2026-01-30",
                        "status", "succeeded",
                        "finished_at", "2026-01-06 02:00"));
        write(
                folder,
                "ops.ingest_file",
                file("before the first night", "landed", "2025-12-01", "2026-01-06 01:00"),
                file("of a published day", "landed", "2026-01-05", "2026-01-07 01:00"),
                file("of the next day, delivered the night after", "landed", "2026-01-06", "2026-01-07 01:00"),
                file("of the day whose night failed", "landed", "2026-01-06", "2026-01-08 01:00"),
                file("of that day, when the night after had published it", "landed", "2026-01-06", "2026-01-09 01:00"),
                file("refused", "refused", "2026-01-05", "2026-01-09 01:00"));

        DataQuality quality = new ReportData(warehouse)
                .read(Period.weekOf(LocalDate.of(2026, 1, 5)))
                .quality();

        assertThat(quality.intakes()).singleElement().satisfies(intake -> {
            assertThat(intake.files()).isEqualTo(6);
            assertThat(intake.refusedFiles()).isEqualTo(1);
            assertThat(intake.lateFiles()).isEqualTo(2);
        });
    }

    @Test
    void aWarehouseWithoutANumberHasNothingToReport(@TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        write(folder, "ops.job_run", night("2026-01-05", "succeeded", "2026-01-06 03:00"));

        assertThatThrownBy(() -> new ReportData(warehouse).read(Period.weekOf(LocalDate.of(2026, 1, 5))))
                .isInstanceOf(NothingToDoException.class)
                .hasMessageContaining("no day of the warehouse has one");
    }

    private static Map<String, Object> night(String day, String status, String finished) {
        return row("job", "night", "as_of_date", day, "status", status, "finished_at", finished);
    }

    /** Every file is of the same night, so that the night says nothing. */
    private static Map<String, Object> file(String id, String status, String firstEvent, String landed) {
        return row(
                "file_id", id,
                "source", "vitals",
                "status", status,
                "first_event_date", firstEvent,
                "run_date", "2026-01-09",
                "landed_at", landed);
    }

    @SafeVarargs
    private static void write(Path folder, String table, Map<String, Object>... rows) {
        Fixtures.rows(table, rows)
                .write()
                .format("delta")
                .mode("append")
                .save(folder.resolve(table.replace('.', '/')).toString());
    }
}
