package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import dev.vitals.contract.TableContract;
import dev.vitals.contract.dsa.DsaPeriod;
import dev.vitals.contract.dsa.DsaSection;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import dev.vitals.contract.dsa.DsaValue;
import dev.vitals.job.dsa.DsaNumbers;
import dev.vitals.kpi.KpiDefinition;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Publishes transparency reports: a version whenever a number moved, each in one commit, none ever changed. */
public final class DsaReports {
    static final String TABLE = "gold.dsa_report";

    private final Warehouse warehouse;
    private final Clock clock;

    public DsaReports(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /**
     * A version of a report.
     *
     * @param version its number, from 1
     * @param supersedes the version before; null for the first
     * @param asOf last day whose events it takes in
     * @param isNew whether it was written just now
     * @param values its numbers
     */
    public record Published(int version, Integer supersedes, LocalDate asOf, boolean isNew, List<DsaValue> values) {
        public Published {
            values = List.copyOf(values);
        }
    }

    /**
     * Computes the report of a period and writes it as the next version, unless its numbers are those of the last one.
     *
     * @param asOf last day that was measured, not before the period begins
     */
    public Published publish(
            DsaPeriod period,
            LocalDate asOf,
            DsaTemplate template,
            DsaTaxonomy taxonomy,
            Map<String, KpiDefinition> kpis) {
        try (RunLock lock = RunLock.take(warehouse, "dsa " + period.name())) {
            List<DsaValue> fresh =
                    new DsaNumbers(template, taxonomy, warehouse.contracts(), kpis).of(warehouse::read, period, asOf);
            int last = lastVersion(period);
            if (last > 0) {
                Published before = version(period, last);
                if (new HashSet<>(before.values()).equals(new HashSet<>(fresh))) {
                    return before;
                }
            }
            Published next = new Published(last + 1, last == 0 ? null : last, asOf, true, fresh);
            write(period, next);
            return next;
        }
    }

    private int lastVersion(DsaPeriod period) {
        Row row = warehouse
                .read(TABLE)
                .filter(col("period").equalTo(period.name()))
                .agg(max("version"))
                .first();
        return row.isNullAt(0) ? 0 : row.getInt(0);
    }

    private Published version(DsaPeriod period, int version) {
        List<Row> rows = warehouse
                .read(TABLE)
                .filter(col("period").equalTo(period.name()).and(col("version").equalTo(version)))
                .collectAsList();
        Row any = rows.get(0);
        return new Published(
                version,
                any.getAs("supersedes"),
                any.<Date>getAs("as_of_date").toLocalDate(),
                false,
                rows.stream().map(DsaReports::value).toList());
    }

    private static DsaValue value(Row row) {
        String section = row.getAs("section");
        Long n = row.getAs("n");
        DsaValue.Basis basis = n == null
                ? null
                : new DsaValue.Basis(
                        row.getAs("ci_low"),
                        row.getAs("ci_high"),
                        row.getAs("ci_method"),
                        row.getAs("numerator"),
                        row.getAs("denominator"),
                        n);
        return new DsaValue(
                Arrays.stream(DsaSection.values())
                        .filter(each -> each.word().equals(section))
                        .findFirst()
                        .orElseThrow(() -> new WarehouseException(
                                "%s holds a section %s that no template has; restore the table (./vitals history %s)."
                                        .formatted(TABLE, section, TABLE))),
                row.<Integer>getAs("line"),
                row.getAs("indicator"),
                row.getAs("scope"),
                row.getAs("value"),
                row.getAs("unit"),
                basis);
    }

    private void write(DsaPeriod period, Published version) {
        TableContract contract = warehouse.contracts().table(TABLE);
        warehouse.ensure(TABLE);
        Timestamp now = Timestamp.from(clock.instant());
        List<Row> rows = new ArrayList<>();
        version.values().forEach(value -> rows.add(row(period, version, value, now)));
        Dataset<Row> frame = warehouse.spark().createDataFrame(rows, Warehouse.schema(contract));
        RowChecks.stopOnFailure(contract, new Checks(warehouse).results(contract, frame));
        RunLock.requireHeld(warehouse.state());
        frame.repartition(1).write().format("delta").mode("append").save(warehouse.path(TABLE));
    }

    private static Row row(DsaPeriod period, Published version, DsaValue value, Timestamp now) {
        DsaValue.Basis basis = value.basis();
        return RowFactory.create(
                period.name(),
                version.version(),
                version.supersedes(),
                Date.valueOf(period.from()),
                Date.valueOf(period.to()),
                Date.valueOf(version.asOf()),
                value.section().word(),
                value.line(),
                value.indicator(),
                value.scope(),
                value.value(),
                value.unit(),
                basis == null ? null : basis.ciLow(),
                basis == null ? null : basis.ciHigh(),
                basis == null ? null : basis.ciMethod(),
                basis == null ? null : basis.numerator(),
                basis == null ? null : basis.denominator(),
                basis == null ? null : basis.observations(),
                now);
    }
}
