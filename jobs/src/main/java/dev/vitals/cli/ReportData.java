package dev.vitals.cli;

import dev.vitals.job.alert.Alert;
import dev.vitals.job.measure.Periods;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.report.Alarm;
import dev.vitals.report.Cell;
import dev.vitals.report.ContextDay;
import dev.vitals.report.DataQuality;
import dev.vitals.report.Experiment;
import dev.vitals.report.Gate;
import dev.vitals.report.KpiView;
import dev.vitals.report.Maturing;
import dev.vitals.report.Period;
import dev.vitals.report.ReportInput;
import dev.vitals.report.SiteInput;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.PastGold;
import dev.vitals.warehouse.SqlQueries;
import dev.vitals.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a report shows out of gold and ops. */
final class ReportData {
    /** Days before the period that the trend charts show. */
    private static final int TREND_DAYS = 56;

    /** For each file the last day that had been published when it landed; none before the first night. */
    private static final String PUBLISHED_BEFORE = "SELECT file_id, max(as_of_date) AS published_date "
            + "FROM ops.ingest_file JOIN ops.job_run ON finished_at < landed_at "
            + "WHERE job = 'night' AND ops.job_run.status = 'succeeded' GROUP BY file_id";

    private final GoldReader gold;
    private final SqlQueries sql;
    private final Optional<PastGold> past;

    ReportData(Warehouse warehouse) {
        this(new GoldReader(warehouse), new SqlQueries(warehouse), Optional.empty());
    }

    private ReportData(GoldReader gold, SqlQueries sql, Optional<PastGold> past) {
        this.gold = gold;
        this.sql = sql;
        this.past = past;
    }

    /** What a report showed after a past night, or shows now. */
    static ReportData of(Warehouse warehouse, Optional<PastGold> past) {
        return past.map(then -> new ReportData(new GoldReader(then), new SqlQueries(warehouse, then), past))
                .orElseGet(() -> new ReportData(warehouse));
    }

    /** Day on which the report's data end. */
    LocalDate asOf() {
        return gold.asOf()
                .orElseThrow(
                        () -> new NothingToDoException(
                                "There is nothing to report yet: no night has been measured. Run ./vitals run --date DAY first."));
    }

    /**
     * What the report of a period shows.
     *
     * @throws NothingToDoException when no number falls into the period
     */
    ReportInput read(Period period) {
        LocalDate asOf = asOf();
        List<Cell> own = cells(period);
        if (own.isEmpty()) {
            throw new NothingToDoException(
                    "There is no number from %s to %s to report; %s. Name a day of those with --date, or compute the days with ./vitals run or backfill first."
                            .formatted(period.start(), period.end(), measured(asOf)));
        }
        List<Cell> periods = new ArrayList<>(own);
        periods.addAll(cells(period.compared()));
        List<Cell> daily = ReportCells.days(gold.daily(period.start().minusDays(TREND_DAYS), period.end()));
        List<KpiView> kpis =
                KpiCatalogue.load().kpis().stream().map(KpiView::of).toList();
        LocalDate known = past.isPresent() && period.end().isAfter(asOf) ? asOf : period.end();
        return new ReportInput(
                period,
                asOf,
                kpis,
                daily,
                periods,
                gate(kpis),
                quality(period.start(), known),
                context(period.compared().start(), period.end()),
                alarms(period.start(), known),
                maturing(),
                experiments());
    }

    /** Decided over all that anybody can read of the KPIs, as for site and export, and not over this report alone. */
    private Gate gate(List<KpiView> kpis) {
        Gate gate = new Gate(ReportCells.all(gold, "active_moderators"));
        try {
            new KpiBatches(gold, kpis).forEach(gate::decide);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the numbers of gold", e);
        }
        return gate;
    }

    /** What the nights from a day to another found unusual. */
    List<Alarm> alarms(LocalDate from, LocalDate to) {
        return gold.alerts(from, to).stream()
                .map(alert -> new Alarm(
                        alert.night(),
                        alert.kpi(),
                        alert.date(),
                        alert.slice(),
                        alert.estimate(),
                        alert.run().kind().name().toLowerCase(Locale.ROOT),
                        alert.run().since(),
                        alert.deviation().value(),
                        alert.deviation().lower(),
                        alert.deviation().upper(),
                        alert.deviation().score(),
                        alert.n(),
                        alert.isSmall(),
                        alert.context().stream().map(Alert.Context::detail).toList()))
                .toList();
    }

    /** What is known of shares whose numerators come late; of a past night only what it foresaw. */
    Maturing maturing() {
        return new Maturing(
                gold.foreseen(asOf()).stream()
                        .map(row -> new Maturing.Expected(
                                row.kpi(),
                                new Period(
                                        Period.Kind.valueOf(row.period().toUpperCase(Locale.ROOT)),
                                        row.from(),
                                        row.to()),
                                row.within(),
                                row.labels(),
                                row.cases(),
                                row.maturedShare(),
                                row.expected(),
                                row.low(),
                                row.high()))
                        .toList(),
                past.isPresent()
                        ? List.of()
                        : gold.labelsByAge().stream()
                                .map(row ->
                                        new Maturing.Age(row.kpi(), row.date(), row.age(), row.cases(), row.labels()))
                                .toList());
    }

    /** What happened around the chat, by day; of a past night nothing, because facts are kept as they are now. */
    List<ContextDay> context(LocalDate from, LocalDate to) {
        if (past.isPresent()) {
            return List.of();
        }
        return rows("SELECT activity_date, count(*), count_if(has_raid), "
                        + "sum(if(has_raid, messages, 0)), sum(messages), count_if(has_shield_mode) "
                        + "FROM silver.channel_day WHERE channel_id <> 'none' AND activity_date BETWEEN DATE'%s' AND DATE'%s'"
                                .formatted(from, to)
                        + " GROUP BY activity_date ORDER BY activity_date")
                .map(r -> new ContextDay(r.day(0), r.whole(1), r.whole(2), r.whole(3), r.whole(4), r.whole(5)))
                .toList();
    }

    /** The tests of changes, with what the nights have shown. */
    List<Experiment> experiments() {
        return ReportExperiments.read(gold, ExperimentCatalogue.load(), asOf());
    }

    /** Which days have numbers, in words. */
    private String measured(LocalDate asOf) {
        return rows("SELECT date FROM gold.kpi_daily ORDER BY date LIMIT 1")
                .map(r -> r.day(0))
                .findFirst()
                .map(first -> "the warehouse is measured from %s to %s".formatted(first, asOf))
                .orElse("no day of the warehouse has one");
    }

    private List<Cell> cells(Period period) {
        if (period.kind() == Period.Kind.DAY) {
            return ReportCells.days(gold.dailySlices(period.start(), period.end()));
        }
        Periods.Kind kind = period.kind() == Period.Kind.WEEK ? Periods.Kind.WEEK : Periods.Kind.MONTH;
        return ReportCells.periods(gold.period(new Periods.Period(kind, period.start(), period.end())));
    }

    /** How the data of some nights came in, and what moved in them. */
    DataQuality quality(LocalDate from, LocalDate to) {
        String nights = "BETWEEN DATE'%s' AND DATE'%s'".formatted(from, to);
        return new DataQuality(
                rows(intakes("source", nights)).map(r -> intake(r, 0)).toList(),
                rows("SELECT q.source, q.reason, count(*) FROM ops.quarantine q JOIN ops.ingest_file f "
                                + "ON q.file_id = f.file_id WHERE f.run_date " + nights
                                + " GROUP BY q.source, q.reason ORDER BY 3 DESC, 1, 2")
                        .map(r -> new DataQuality.Quarantined(r.text(0), r.text(1), r.whole(2)))
                        .toList(),
                rows("SELECT source, type, sum(n) FROM (SELECT source, explode(ignored_by_type) AS (type, n) "
                                + "FROM ops.ingest_file WHERE run_date " + nights
                                + ") GROUP BY source, type ORDER BY 3 DESC, 1, 2")
                        .map(r -> new DataQuality.Ignored(r.text(0), r.text(1), r.whole(2)))
                        .toList(),
                rows("SELECT source, field, sum(n) FROM (SELECT source, explode(unread_fields) AS (field, n) "
                                + "FROM ops.ingest_file WHERE run_date " + nights
                                + ") GROUP BY source, field ORDER BY 3 DESC, 1, 2")
                        .map(r -> new DataQuality.Unread(r.text(0), r.text(1), r.whole(2)))
                        .toList(),
                rows("SELECT kpi, reason, count(*), count_if(was_mature) FROM ops.restatement WHERE as_of_date "
                                + nights + " GROUP BY kpi, reason ORDER BY 3 DESC, 1, 2")
                        .map(r -> new DataQuality.Restated(r.text(0), r.text(1), r.whole(2), r.whole(3)))
                        .toList(),
                gold.moved(from, to).stream()
                        .map(move -> new DataQuality.Restatement(
                                move.night(),
                                move.kpi(),
                                move.date(),
                                move.sliceKey(),
                                move.estimate(),
                                move.oldValue(),
                                move.newValue(),
                                move.oldN(),
                                move.newN(),
                                move.wasMature(),
                                move.reason(),
                                Optional.ofNullable(move.isBeyondInterval())))
                        .toList(),
                rows("SELECT count(*) FROM ops.check_result WHERE as_of_date " + nights)
                        .map(r -> r.whole(0))
                        .findFirst()
                        .orElse(0L),
                rows("SELECT table, check, severity, broken_rows, rows, as_of_date FROM ops.check_result "
                                + "WHERE NOT is_passed AND as_of_date " + nights + " ORDER BY as_of_date, table, check")
                        .map(r -> new DataQuality.BrokenCheck(
                                r.text(0), r.text(1), r.text(2), r.whole(3), r.whole(4), r.day(5)))
                        .toList());
    }

    /** What each night landed, by source, newest first. */
    List<SiteInput.Night> nights(LocalDate from, LocalDate to) {
        return rows(intakes("run_date, source", "BETWEEN DATE'%s' AND DATE'%s'".formatted(from, to)))
                .map(r -> new SiteInput.Night(r.day(0), intake(r, 1)))
                .sorted(Comparator.comparing(SiteInput.Night::night).reversed())
                .toList();
    }

    /** Files and lines by some columns, in their order. */
    private static String intakes(String columns, String nights) {
        return "WITH published AS (" + PUBLISHED_BEFORE + ") SELECT " + columns
                + ", count(*), count_if(status = 'refused'), "
                + "count_if(status = 'landed' AND first_event_date <= published_date), "
                + "sum(if(status = 'landed', lines, 0)), sum(if(status = 'landed', landed, 0)), "
                + "sum(if(status = 'landed', quarantined, 0)), sum(if(status = 'landed', duplicates, 0)), "
                + "sum(if(status = 'landed', ignored, 0)) "
                + "FROM ops.ingest_file LEFT JOIN published USING (file_id) WHERE run_date " + nights + " GROUP BY "
                + columns + " ORDER BY " + columns;
    }

    private static DataQuality.Intake intake(SqlRow row, int source) {
        return new DataQuality.Intake(
                row.text(source),
                row.whole(source + 1),
                row.whole(source + 2),
                row.whole(source + 3),
                row.whole(source + 4),
                row.whole(source + 5),
                row.whole(source + 6),
                row.whole(source + 7),
                row.whole(source + 8));
    }

    /** Every check that was run, up to the past night if that is read, with its outcomes. */
    List<SiteInput.Check> checks() {
        return rows("SELECT table, check, max_by(severity, checked_at), count(*), count_if(NOT is_passed), "
                        + "max_by(broken_rows, checked_at), max_by(rows, checked_at), max(as_of_date) "
                        + "FROM ops.check_result "
                        + past.map(then -> "WHERE as_of_date <= DATE'%s' ".formatted(then.night()))
                                .orElse("")
                        + "GROUP BY table, check ORDER BY table, check")
                .map(r -> new SiteInput.Check(
                        r.text(0), r.text(1), r.text(2), r.whole(3), r.whole(4), r.whole(5), r.whole(6), r.day(7)))
                .toList();
    }

    private Stream<SqlRow> rows(String query) {
        return SqlRow.of(sql, query);
    }
}
