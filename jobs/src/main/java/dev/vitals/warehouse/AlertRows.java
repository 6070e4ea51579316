package dev.vitals.warehouse;

import dev.vitals.job.alert.Alert;
import dev.vitals.stats.Deviation;
import dev.vitals.stats.LevelShift;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Alerts as rows of {@code gold.alert}, and back; columns in the order of the contract. */
final class AlertRows {
    private AlertRows() {}

    static Row row(Alert alert, Instant computedAt) {
        Deviation found = alert.deviation();
        return RowFactory.create(
                Date.valueOf(alert.night()),
                Date.valueOf(alert.date()),
                alert.kpi(),
                alert.kpiVersion(),
                alert.sliceKey(),
                new TreeMap<>(alert.slice()),
                alert.estimate(),
                alert.run().kind().name().toLowerCase(Locale.ROOT),
                Date.valueOf(alert.run().since()),
                found.value(),
                found.expected(),
                found.lower(),
                found.upper(),
                found.score(),
                found.pValue(),
                alert.adjustedP(),
                alert.tests(),
                alert.n(),
                alert.isSmall(),
                alert.context().stream()
                        .map(around -> RowFactory.create(around.kind(), around.detail()))
                        .toList(),
                Timestamp.from(computedAt));
    }

    static Alert read(Row row) {
        LocalDate date = day(row, "date");
        double score = row.getAs("score");
        List<Row> context = row.getList(row.fieldIndex("context"));
        return new Alert(
                day(row, "as_of_date"),
                row.getAs("kpi"),
                row.getAs("kpi_version"),
                new TreeMap<>(row.getJavaMap(row.fieldIndex("slice"))),
                row.getAs("estimate"),
                new Deviation(
                        date,
                        row.getAs("observed"),
                        row.getAs("expected"),
                        row.getAs("expected_low"),
                        row.getAs("expected_high"),
                        score,
                        row.getAs("p_value")),
                new LevelShift(
                        LevelShift.Kind.valueOf(row.<String>getAs("kind").toUpperCase(Locale.ROOT)),
                        day(row, "since_date"),
                        score),
                row.getAs("adjusted_p_value"),
                row.getAs("tests"),
                row.getAs("n"),
                row.getAs("is_small"),
                context.stream()
                        .map(around -> new Alert.Context(around.getString(0), around.getString(1)))
                        .toList());
    }

    private static LocalDate day(Row row, String column) {
        return row.<Date>getAs(column).toLocalDate();
    }
}
