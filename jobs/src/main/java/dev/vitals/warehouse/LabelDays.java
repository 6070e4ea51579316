package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.job.compare.ChangeReadouts.Series;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.UnitAmounts;
import java.sql.Date;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A KPI by day with the labels that came by one age, straight from the facts: gold has them as long as the KPI waits, and of no
 * day sooner.
 */
public final class LabelDays {
    private final Warehouse warehouse;

    /** Reads the facts of a warehouse. */
    public LabelDays(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Days that are as old as the labels may be; days with nothing to count have no value.
     *
     * @param labelAge in days
     */
    public Series series(ChangeSpec spec, KpiDefinition kpi, int labelAge) {
        return LastNight.of(warehouse)
                .asOf()
                .map(night -> series(warehouse.read(kpi.from()), spec, kpi, labelAge, night))
                .orElseGet(() -> new Series(new TreeMap<>(), 0));
    }

    /** The same of these facts, as of a night. */
    static Series series(Dataset<Row> facts, ChangeSpec spec, KpiDefinition kpi, int labelAge, LocalDate night) {
        SortedMap<LocalDate, Double> values = new TreeMap<>();
        LocalDate last = night.minusDays(labelAge);
        int toCome = 0;
        for (Row row : perDay(facts, kpi, labelAge, night).collectAsList()) {
            LocalDate day = row.<Date>getAs("day").toLocalDate();
            Double denominator = row.getAs("denominator");
            if (denominator == null || denominator == 0) {
                continue;
            }
            if (!day.isAfter(last)) {
                values.put(day, row.<Double>getAs("numerator") / denominator);
            } else if (!day.isBefore(spec.changeOn())) {
                toCome++;
            }
        }
        return new Series(values, toCome);
    }

    private static Dataset<Row> perDay(Dataset<Row> facts, KpiDefinition kpi, int labelAge, LocalDate night) {
        UnitAmounts amounts = UnitAmounts.atAge(kpi, labelAge);
        Column day = col(kpi.anchorDate());
        return facts.filter(day.leq(Date.valueOf(night)))
                .groupBy(day.as("day"))
                .agg(
                        sum(expr(amounts.numerator()))
                                .multiply(amounts.numeratorFactor())
                                .as("numerator"),
                        sum(expr(amounts.denominator().orElse("1L")))
                                .multiply(amounts.denominatorFactor())
                                .as("denominator"));
    }
}
