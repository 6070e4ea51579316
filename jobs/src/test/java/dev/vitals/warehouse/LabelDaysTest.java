package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.job.compare.ChangeReadouts.Series;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.testing.SparkSessions;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class LabelDaysTest {
    private static final StructType COLUMNS =
            StructType.fromDDL("action_date DATE, is_appealable BOOLEAN, appealed_at TIMESTAMP");
    private static final LocalDate NIGHT = LocalDate.of(2026, 1, 20);
    private static final LocalDate CHANGE = LocalDate.of(2026, 1, 10);

    private static Row action(int day, String appealedAt) {
        return RowFactory.create(
                Date.valueOf(LocalDate.of(2026, 1, day)),
                true,
                appealedAt == null ? null : Timestamp.from(Instant.parse(appealedAt)));
    }

    /** Of the 5th one of two appeals came by the seventh day after; the 14th is not seven days old; of the 30th nothing is known. */
    @Test
    void labelsCountThatCameByTheAgeOfDaysThatAreSoOld() {
        List<Row> actions = List.of(
                action(5, "2026-01-12T23:59:59Z"),
                action(5, "2026-01-13T00:00:00Z"),
                action(5, null),
                action(5, null),
                action(13, "2026-01-13T10:00:00Z"),
                action(14, "2026-01-14T10:00:00Z"),
                action(30, null));
        ChangeSpec spec = ChangeSpec.forEveryone("c", "h", "o", CHANGE, .05, List.of());

        Series series = LabelDays.series(
                SparkSessions.shared().createDataFrame(actions, COLUMNS),
                spec,
                KpiCatalogue.load().kpi("appeal_rate"),
                7,
                NIGHT);

        assertThat(series.mature())
                .containsExactly(Map.entry(LocalDate.of(2026, 1, 5), .25), Map.entry(LocalDate.of(2026, 1, 13), 1.0));
        assertThat(series.toCome()).isEqualTo(1);
    }

    /** A KPI whose numerator knows no end of its own: both sanctions were reversed, one of them too late to count. */
    @Test
    void anyLabelThatCameLaterDoesNotCount() {
        StructType columns = StructType.fromDDL("action_date DATE, appeal_outcome STRING, appeal_decided_at TIMESTAMP");
        Date day = Date.valueOf(LocalDate.of(2026, 1, 5));
        List<Row> actions = List.of(
                RowFactory.create(day, "reversed", Timestamp.from(Instant.parse("2026-01-12T23:59:59Z"))),
                RowFactory.create(day, "reversed", Timestamp.from(Instant.parse("2026-01-13T00:00:00Z"))));

        Series series = LabelDays.series(
                SparkSessions.shared().createDataFrame(actions, columns),
                ChangeSpec.forEveryone("c", "h", "o", CHANGE, .05, List.of()),
                KpiCatalogue.load().kpi("false_positive_lower_bound"),
                7,
                NIGHT);

        assertThat(series.mature()).containsExactly(Map.entry(LocalDate.of(2026, 1, 5), .5));
    }
}
