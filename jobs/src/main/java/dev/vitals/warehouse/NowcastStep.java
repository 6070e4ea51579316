package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import dev.vitals.contract.TableContract;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Foreseen;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.LateLabels;
import dev.vitals.stats.Estimate;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Writes what the night foresees of shares whose numerators come late, and how they came by age before. */
final class NowcastStep {
    static final String NOWCAST = "gold.nowcast";
    static final String TRIANGLE = "gold.label_triangle";

    private final Warehouse warehouse;
    private final RunLog log;

    NowcastStep(Warehouse warehouse, RunLog log) {
        this.warehouse = warehouse;
        this.log = log;
    }

    /** Replaces this night's expectations, and the triangles of all days that still teach. */
    void run(List<KpiDefinition> kpis) {
        List<Row> expectations = new ArrayList<>();
        List<Row> ages = new ArrayList<>();
        for (KpiDefinition kpi : kpis) {
            if (LateLabels.concern(kpi)) {
                Foreseen foreseen = new Foreseen(kpi, log.asOf());
                List<Cell> cells = cells(kpi, foreseen.firstDay());
                foreseen.expectations(cells).forEach(expected -> expectations.add(row(kpi, expected)));
                foreseen.ages(cells).forEach(age -> ages.add(row(kpi, age)));
            }
        }
        TableContract nowcast = warehouse.contracts().table(NOWCAST);
        String night = log.asOf().toString();
        new Replacement(warehouse)
                .partitions(
                        nowcast,
                        new CheckedRows(warehouse, log).of(nowcast, expectations),
                        partition -> night.equals(partition.get("as_of_date")),
                        "as_of_date = DATE'" + night + "'");
        TableContract triangle = warehouse.contracts().table(TRIANGLE);
        new Replacement(warehouse).whole(triangle, new CheckedRows(warehouse, log).of(triangle, ages));
    }

    private List<Cell> cells(KpiDefinition kpi, LocalDate from) {
        return warehouse
                .read(Gold.DAILY)
                .filter(col("kpi").equalTo(kpi.id()))
                .filter(col("state").isNotNull())
                .filter(size(col("slice")).leq(1))
                .filter(col("date").between(Date.valueOf(from), Date.valueOf(log.asOf())))
                .collectAsList()
                .stream()
                .map(row -> GoldRows.read(row).number())
                .toList();
    }

    private Row row(KpiDefinition kpi, Foreseen.Expectation e) {
        Estimate share = e.expected();
        boolean isForeseen = share.value().isPresent();
        Instant now = log.now();
        return RowFactory.create(
                kpi.id(),
                kpi.version(),
                e.period(),
                Date.valueOf(e.from()),
                Date.valueOf(e.to()),
                e.sliceKey(),
                e.within(),
                e.labels(),
                e.cases(),
                (double) e.labels() / e.cases(),
                orNull(e.maturedShare().value()),
                orNull(share.value()),
                isForeseen ? orNull(share.lower()) : null,
                isForeseen ? orNull(share.upper()) : null,
                share.method(),
                Date.valueOf(log.asOf()),
                Timestamp.from(now));
    }

    private Row row(KpiDefinition kpi, Foreseen.Age age) {
        return RowFactory.create(
                kpi.id(),
                kpi.version(),
                Date.valueOf(age.date()),
                age.age(),
                age.cases(),
                age.labels(),
                Optional.of(age.cases())
                        .filter(cases -> cases > 0)
                        .map(cases -> (double) age.labels() / cases)
                        .orElse(null),
                age.cases() < kpi.minDenominator(),
                Date.valueOf(log.asOf()));
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
