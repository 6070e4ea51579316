package dev.vitals.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A week of plausible numbers for every KPI, drawn from a fixed seed; slow reports and a raid are planted in it. */
final class Sample {
    static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    static final LocalDate AS_OF = LocalDate.of(2026, 1, 12);

    private static final List<String> CATEGORIES =
            List.of("harassment", "spam", "hate_speech", "sexual_content", "violence", "impersonation", "self_harm");
    private static final double[] CATEGORY_SHARES = {0.34, 0.27, 0.18, 0.12, 0.06, 0.028, 0.002};
    private static final List<String> LANGUAGES = List.of("en", "es", "de", "pt", "ko", "fr", "unknown");
    private static final double[] LANGUAGE_SHARES = {0.55, 0.16, 0.11, 0.08, 0.06, 0.038, 0.002};
    private static final List<String> SEVERITIES = List.of("medium", "high", "low", "critical");
    private static final double[] SEVERITY_SHARES = {0.5, 0.25, 0.2, 0.05};
    private static final List<String> TEAMS = List.of("berlin", "austin", "manila", "night");
    private static final double[] TEAM_SHARES = {0.4, 0.35, 0.2, 0.05};

    private final Random random = new Random(7);
    private final List<Cell> daily = new ArrayList<>();
    private final List<Cell> periods = new ArrayList<>();

    private Sample() {}

    /** The whole input of a weekly report. */
    static ReportInput week() {
        return new Sample().input();
    }

    private ReportInput input() {
        List<KpiView> kpis = SampleKpis.all();
        for (KpiView kpi : kpis) {
            fill(kpi, SampleKpis.level(kpi.id()), SampleKpis.size(kpi.id()));
        }
        return new ReportInput(
                Period.weekOf(MONDAY),
                AS_OF,
                kpis,
                daily,
                periods,
                Given.gate(kpis, daily, periods),
                SampleQuality.quality(),
                context(),
                List.of(),
                Maturing.NONE,
                List.of());
    }

    private static List<ContextDay> context() {
        return MONDAY.minusWeeks(1)
                .datesUntil(MONDAY.plusWeeks(1))
                .map(day -> day.equals(MONDAY.plusDays(2))
                        ? new ContextDay(day, 58, 4, 15_500, 50_000, 2)
                        : new ContextDay(day, 55, 1, 1_000, 50_000, 0))
                .toList();
    }

    private void fill(KpiView kpi, double level, double perDay) {
        for (int day = -56; day < 7; day++) {
            LocalDate date = MONDAY.plusDays(day);
            double weekend = date.getDayOfWeek().getValue() > 5 ? 1.12 : 1.0;
            double trend = trend(kpi, day >= 0 ? 1 : 0) * (1 + 0.03 * random.nextGaussian());
            double raid = kpi.id().equals("negative_share") && day == 2 ? 2.4 : 1;
            double isCount = kpi.statistic().equals("count") || kpi.statistic().equals("distinct") ? weekend : 1;
            add(daily, kpi, date, date, 1, Map.of(), level * trend * raid * isCount, perDay * weekend);
        }
        for (int week = 0; week < 2; week++) {
            LocalDate start = MONDAY.minusWeeks(1 - week);
            double trend = trend(kpi, week) * (kpi.id().equals("negative_share") && week == 1 ? 1.22 : 1);
            double sum = kpi.statistic().equals("count") ? 7.2 : kpi.statistic().equals("distinct") ? 2.6 : 1;
            period(kpi, start, Map.of(), level * trend * sum, 7.2 * perDay);
            slices(kpi, start, "category", CATEGORIES, CATEGORY_SHARES, level * trend * sum, 7.2 * perDay, week);
            slices(kpi, start, "language", LANGUAGES, LANGUAGE_SHARES, level * trend * sum, 7.2 * perDay, week);
            slices(kpi, start, "severity", SEVERITIES, SEVERITY_SHARES, level * trend * sum, 7.2 * perDay, week);
            slices(kpi, start, "moderator_team", TEAMS, TEAM_SHARES, level * trend * sum, 7.2 * perDay, week);
        }
    }

    private static double trend(KpiView kpi, int week) {
        return week == 0
                ? 1
                : switch (kpi.id()) {
                    case "time_to_resolution" -> 1.24;
                    case "sla_attainment" -> 0.945;
                    case "proactive_rate" -> 1.09;
                    case "reports_received" -> 1.08;
                    default -> 1.004;
                };
    }

    private void slices(
            KpiView kpi,
            LocalDate start,
            String dimension,
            List<String> values,
            double[] shares,
            double level,
            double size,
            int week) {
        if (!SampleKpis.sliceBy(kpi.id()).contains(dimension)) {
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            boolean isSum = kpi.statistic().equals("count") || kpi.statistic().equals("distinct");
            double skew = isSum ? shares[i] : 0.8 + 0.07 * i + (i == 0 && week == 1 ? 0.12 : 0);
            period(kpi, start, Map.of(dimension, values.get(i)), level * skew, size * shares[i]);
        }
    }

    private void period(KpiView kpi, LocalDate start, Map<String, String> slice, double level, double size) {
        add(periods, kpi, start, start.plusDays(6), 7, slice, level, size);
    }

    private void add(
            List<Cell> cells,
            KpiView kpi,
            LocalDate start,
            LocalDate end,
            int days,
            Map<String, String> slice,
            double level,
            double size) {
        boolean isMature = !end.plusDays(kpi.matureAfterDays()).isAfter(AS_OF);
        for (String estimate : kpi.estimates()) {
            double factor = switch (estimate) {
                case "p90" -> 9;
                case "p95" -> 15;
                case "mean_72h" -> 3;
                case "max" -> 40;
                default -> 1;
            };
            double value =
                    estimate.startsWith("share_") ? (estimate.equals("share_closed") ? 0.81 : 0.06) : level * factor;
            cells.add(cell(kpi, start, end, days, slice, estimate, value, Math.round(size), isMature));
        }
    }

    private static Cell cell(
            KpiView kpi,
            LocalDate start,
            LocalDate end,
            int days,
            Map<String, String> slice,
            String estimate,
            double level,
            long n,
            boolean isMature) {
        String unit = kpi.unitOf(estimate);
        double value = unit.equals("share") ? Math.min(level, 0.99) : level;
        Double numerator = null;
        Double denominator = null;
        Long censored = null;
        double half = 1.96 * Math.abs(value) * 1.1 / Math.sqrt(Math.max(n, 1));
        switch (kpi.statistic()) {
            case "count", "distinct" -> {
                value = Math.round(value);
                n = (long) value;
                half = 0;
            }
            case "share" -> {
                numerator = (double) Math.round(value * n);
                denominator = (double) n;
                value = n == 0 ? 0 : numerator / n;
                half = 1.96 * Math.sqrt(value * (1 - value) / Math.max(n, 1));
            }
            case "rate" -> {
                numerator = (double) n;
                denominator = (double) Math.round(n * 1000 / value);
            }
            case "time_to_event" -> censored = isMature ? 0L : n / 11;
            default -> denominator = (double) n;
        }
        boolean isEmpty = n == 0;
        boolean hasInterval = half > 0 && !isEmpty && !estimate.equals("max");
        Double high = unit.equals("share") ? Math.min(1, value + half) : Double.valueOf(value + half);
        double low = Format.isScore(unit) ? value - half : Math.max(0, value - half);
        return new Cell(
                kpi.id(),
                kpi.version(),
                start,
                end,
                days,
                slice,
                estimate,
                isEmpty ? null : Double.valueOf(value),
                hasInterval ? low : null,
                hasInterval ? high : null,
                hasInterval ? "sample" : "none",
                numerator,
                denominator,
                n,
                censored,
                n < kpi.minDenominator(),
                isMature,
                AS_OF);
    }
}
