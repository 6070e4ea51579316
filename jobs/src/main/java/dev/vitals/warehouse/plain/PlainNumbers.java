package dev.vitals.warehouse.plain;

import dev.vitals.kpi.Distinct;
import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.KpiState;
import dev.vitals.kpi.Moments;
import dev.vitals.kpi.Quantile;
import dev.vitals.kpi.Statistic;
import dev.vitals.kpi.TimeToEvent;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Makes the numbers of a KPI of an aggregated row, or of none, without intervals.
 *
 * <p>Times to an event, where some have not ended and others ended otherwise, take a library; it is the one that Vitals has.
 */
final class PlainNumbers {
    private final KpiDefinition kpi;

    PlainNumbers(KpiDefinition kpi) {
        this.kpi = kpi;
    }

    /** @param row null when there is none */
    List<PlainCell> of(LocalDate day, String slice, Row row) {
        Statistic statistic = kpi.statistic();
        if (statistic instanceof Moments.Count || statistic instanceof Distinct) {
            double total = amount(row, "a");
            Double numerator = statistic instanceof Moments.Count ? (Double) total : null;
            return List.of(cell(day, slice, numerator, null, total));
        }
        if (statistic instanceof Moments) {
            return List.of(quotient(day, slice, amount(row, "a"), amount(row, "b")));
        }
        Evidence durations = Evidence.of(new KpiState.Durations(histogram(row)));
        return Estimates.of(kpi, durations).stream()
                .map(estimate -> cell(day, slice, estimate))
                .toList();
    }

    private PlainCell quotient(LocalDate day, String slice, double a, double b) {
        Statistic statistic = kpi.statistic();
        double per = 1;
        double scale = 1;
        if (statistic instanceof Moments.Rate rate) {
            per = rate.per().doubleValue();
        } else if (statistic instanceof Moments.Ratio ratio) {
            per = ratio.per().doubleValue();
        } else if (statistic instanceof Moments.Mean mean) {
            scale = mean.scale().doubleValue();
        } else if (statistic instanceof Moments.MeanOfSums mean) {
            scale = mean.scale().doubleValue();
        }
        Double value = b == 0 ? null : (Double) (a / scale / b * per);
        return cell(day, slice, a / scale, b, value);
    }

    private TimeHistogram histogram(Row row) {
        TimeHistogram.Builder histogram = TimeHistogram.builder();
        if (row != null) {
            for (Row each : row.<Row>getList(row.fieldIndex("a"))) {
                histogram.add(TimeBins.bin(each.<Long>getAs("seconds")), code(each.getAs("kind")), 1);
            }
        }
        return histogram.build();
    }

    private int code(String kind) {
        if (kpi.statistic() instanceof Quantile) {
            return TimeToEvent.EVENT;
        }
        TimeToEvent times = (TimeToEvent) kpi.statistic();
        return kind == null ? TimeHistogram.CENSORED : times.code(kind);
    }

    private PlainCell cell(LocalDate day, String slice, Double numerator, Double denominator, Double value) {
        return new PlainCell(kpi.id(), day, slice, KpiEstimate.VALUE, numerator, denominator, value);
    }

    private PlainCell cell(LocalDate day, String slice, KpiEstimate estimate) {
        return new PlainCell(
                kpi.id(), day, slice, estimate.name(), estimate.numerator(), estimate.denominator(), estimate.value());
    }

    private static double amount(Row row, String column) {
        if (row == null) {
            return 0;
        }
        Object amount = row.getAs(column);
        return amount instanceof BigDecimal decimal ? decimal.doubleValue() : ((Number) amount).doubleValue();
    }
}
