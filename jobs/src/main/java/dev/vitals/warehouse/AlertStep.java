package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.vitals.contract.TableContract;
import dev.vitals.job.alert.Alert;
import dev.vitals.job.alert.NightWatch;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiDefinition;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Writes what nights find far from what was expected.
 *
 * <p>A night judges itself and the nights since the last one, so that a night that was left out is made up for; a backfill
 * judges the nights of its days again. Nights before keep what they raised.
 */
final class AlertStep {
    static final String TABLE = "gold.alert";

    /** Nights judged in one go; bounds what the driver holds. */
    private static final int JUDGED_AT_ONCE = 31;
    /** No weekday has four days before, and no number is final earlier. */
    private static final int DAYS_BEFORE_THE_FIRST = 28 + KpiDefinition.LATE_DAYS;

    private final Warehouse warehouse;
    private final RunLog log;
    private final List<KpiDefinition> kpis;

    AlertStep(Warehouse warehouse, RunLog log, List<KpiDefinition> kpis) {
        this.warehouse = warehouse;
        this.log = log;
        this.kpis = kpis;
    }

    /** The nights that a run judges, of those whose days can be compared with any. */
    static TreeSet<LocalDate> nights(
            Optional<LocalDate> last, LocalDate asOf, SortedSet<LocalDate> forced, LocalDate earliest) {
        return new TreeSet<>(
                DayRanges.nights(last, asOf, forced, earliest).tailSet(earliest.plusDays(DAYS_BEFORE_THE_FIRST)));
    }

    /** Judges the nights and replaces what they had raised; returns how many alerts there are. */
    int run(SortedSet<LocalDate> nights) {
        if (nights.isEmpty()) {
            return 0;
        }
        Instant startedAt = log.now();
        List<Alert> alerts = new ArrayList<>();
        List<LocalDate> all = List.copyOf(nights);
        for (int i = 0; i < all.size(); i += JUDGED_AT_ONCE) {
            alerts.addAll(judge(all.subList(i, Math.min(i + JUDGED_AT_ONCE, all.size()))));
        }
        List<Alert> explained = alerts.isEmpty() ? alerts : new Happenings(warehouse).explain(alerts);
        TableContract contract = warehouse.contracts().table(TABLE);
        TreeSet<LocalDate> stored = DayWriter.stored(warehouse, contract, nights);
        if (!explained.isEmpty() || !stored.isEmpty()) {
            List<Row> rows = explained.stream()
                    .map(alert -> AlertRows.row(alert, log.now()))
                    .toList();
            new Replacement(warehouse)
                    .days(contract, new CheckedRows(warehouse, log).of(contract, rows), nights, stored);
        }
        log.jobSucceeded("alert", TABLE, nights.first(), nights.last(), nights.size(), explained.size(), startedAt);
        return explained.size();
    }

    private List<Alert> judge(List<LocalDate> nights) {
        NightWatch watch = NightWatch.over(kpis, cells(nights.get(0), nights.get(nights.size() - 1)));
        return nights.stream().flatMap(night -> watch.alerts(night).stream()).toList();
    }

    /** What gold holds of the days that the nights judge, and of those they are compared with; without states. */
    private List<Cell> cells(LocalDate first, LocalDate last) {
        Column wanted = lit(false);
        for (int age : kpis.stream()
                .map(KpiDefinition::matureAfterDays)
                .distinct()
                .sorted()
                .toList()) {
            String[] ids = kpis.stream()
                    .filter(kpi -> kpi.matureAfterDays() == age)
                    .map(KpiDefinition::id)
                    .toArray(String[]::new);
            LocalDate from = first.minusDays(age + (long) NightWatch.PAST_DAYS);
            wanted = wanted.or(col("kpi")
                    .isin((Object[]) ids)
                    .and(col("date").between(Date.valueOf(from), Date.valueOf(last.minusDays(age)))));
        }
        Column none = lit(null).cast("binary");
        return warehouse
                .read(Gold.DAILY)
                .filter(wanted)
                .withColumn("state", none)
                .withColumn("people", none)
                .withColumn("clusters", none)
                .collectAsList()
                .stream()
                .map(row -> GoldRows.read(row).number())
                .toList();
    }
}
