package dev.vitals.report;

import dev.vitals.kpi.KpiDefinition.GoodWhen;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small inputs for tests: a KPI by what matters of it, cells by their numbers, and a report of one week. */
final class Given {
    static final Period WEEK = Period.weekOf(LocalDate.of(2026, 1, 5));
    static final LocalDate AS_OF = LocalDate.of(2026, 1, 12);

    private Given() {}

    static KpiView kpi(String id, String statistic, String unit, GoodWhen goodWhen) {
        return kpi(id, statistic, unit, goodWhen, Map.of(), 20, 0);
    }

    static KpiView kpi(
            String id,
            String statistic,
            String unit,
            GoodWhen goodWhen,
            Map<String, Double> targets,
            long minimum,
            int matureAfterDays) {
        return kpi(id, Map.of("statistic", statistic), unit, goodWhen, targets, minimum, matureAfterDays);
    }

    /** A quantity of which a period has its last day. */
    static KpiView stock(String id) {
        Map<String, String> definition = Map.of("statistic", "quantile", KpiView.PERIOD, KpiView.LAST);
        return kpi(id, definition, "seconds", GoodWhen.LOWER, Map.of(), 20, 0);
    }

    static KpiView kpi(
            String id,
            Map<String, String> definition,
            String unit,
            GoodWhen goodWhen,
            Map<String, Double> targets,
            long minimum,
            int matureAfterDays) {
        return new KpiView(
                id,
                1,
                id.replace('_', ' '),
                "How much?",
                definition,
                definition.get("statistic"),
                unit,
                goodWhen,
                List.of("value"),
                targets,
                minimum,
                matureAfterDays,
                "somebody",
                List.of("Read with care."));
    }

    /** A share that is better when lower, hidden below 20, final at once. */
    static KpiView share(String id) {
        return kpi(id, "share", "share", GoodWhen.LOWER);
    }

    /** A cell that tests bend: an interval of a tenth around the value, 1,000 observations, final. */
    static Change cell(KpiView kpi, Period period, double value) {
        return new Change(kpi, period).value(value, value * 0.9, value * 1.1);
    }

    static Change empty(KpiView kpi, Period period) {
        return new Change(kpi, period);
    }

    static ReportInput report(List<KpiView> kpis, List<Cell> daily, List<Cell> periods) {
        return report(kpis, daily, periods, DataQuality.none());
    }

    static ReportInput report(List<KpiView> kpis, List<Cell> daily, List<Cell> periods, DataQuality quality) {
        return new ReportInput(
                WEEK,
                AS_OF,
                kpis,
                daily,
                periods,
                gate(kpis, daily, periods),
                quality,
                List.of(),
                List.of(),
                Maturing.NONE,
                List.of());
    }

    /** A report on nothing but tests. */
    static ReportInput report(List<KpiView> kpis, Experiment... tests) {
        return new ReportInput(
                WEEK,
                AS_OF,
                kpis,
                List.of(),
                List.of(),
                gate(kpis, List.of(), List.of()),
                DataQuality.none(),
                List.of(),
                List.of(),
                Maturing.NONE,
                List.of(tests));
    }

    /** What would decide if nothing else were published. */
    static Gate gate(List<KpiView> kpis, List<Cell> daily, List<Cell> periods) {
        Gate gate = new Gate(Stream.concat(daily.stream(), periods.stream()).toList());
        kpis.forEach(kpi -> gate.decide(
                kpi,
                Stream.concat(daily.stream(), periods.stream())
                        .filter(cell -> cell.kpi().equals(kpi.id()))
                        .toList()));
        return gate;
    }

    /** Cells of the days of a period with these values. */
    static List<Cell> days(KpiView kpi, Period period, double... values) {
        List<Cell> cells = new ArrayList<>();
        for (int day = 0; day < values.length; day++) {
            cells.add(cell(kpi, Period.day(period.start().plusDays(day)), values[day])
                    .build());
        }
        return cells;
    }

    /** A cell in the making. */
    static final class Change {
        private final KpiView kpi;
        private final Period period;
        private int version = 1;
        private int days;
        private Map<String, String> slice = Map.of();
        private Double value;
        private Double low;
        private Double high;
        private Double numerator;
        private Double denominator;
        private long n = 1000;
        private Long censored;
        private boolean isMature = true;

        private Change(KpiView kpi, Period period) {
            this.kpi = kpi;
            this.period = period;
            this.days = period.length();
        }

        Change value(Double value, Double low, Double high) {
            this.value = value;
            this.low = low;
            this.high = high;
            return this;
        }

        Change fraction(double numerator, double denominator) {
            this.numerator = numerator;
            this.denominator = denominator;
            return this;
        }

        Change slice(String dimension, String of) {
            slice = Map.of(dimension, of);
            return this;
        }

        Change n(long observations) {
            n = observations;
            return this;
        }

        Change censored(long open) {
            censored = open;
            return this;
        }

        Change provisional() {
            isMature = false;
            return this;
        }

        Change version(int of) {
            version = of;
            return this;
        }

        Change days(int measured) {
            days = measured;
            return this;
        }

        Cell build() {
            return new Cell(
                    kpi.id(),
                    version,
                    period.start(),
                    period.end(),
                    days,
                    slice,
                    "value",
                    value,
                    low,
                    high,
                    low == null && high == null ? "none" : "test",
                    numerator,
                    denominator,
                    n,
                    censored,
                    n < kpi.minDenominator(),
                    isMature,
                    AS_OF);
        }
    }
}
