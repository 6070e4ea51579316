package dev.vitals.warehouse;

import dev.vitals.job.measure.Cell;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Notes which published numbers a night moves, from what to what, and why. */
final class Restatements {
    static final String TABLE = "ops.restatement";

    private final RunLog log;
    private final Optional<LocalDate> publishedThrough;
    private final Map<String, Set<LocalDate>> lateDays;
    private final List<Moved> moved = new ArrayList<>();

    /** A number that moved; before or after is null when there was none. */
    private record Moved(Cell.Address address, Cell before, Cell after, String reason) {}

    /**
     * @param publishedThrough last day that an earlier night had published
     * @param lateDays by KPI the days, published before, of which events that it is made of came in with this night
     */
    Restatements(RunLog log, Optional<LocalDate> publishedThrough, Map<String, Set<LocalDate>> lateDays) {
        this.log = log;
        this.publishedThrough = publishedThrough;
        this.lateDays = lateDays;
    }

    /** Compares a day's recomputed numbers with the stored ones of the same KPIs and says whether anything at all differs. */
    boolean compare(
            Gold.Recomputed recomputed,
            Map<Cell.Address, GoldRows.Stored<Cell>> before,
            Map<Cell.Address, Cell> after) {
        TreeMap<Cell.Address, Cell> old = new TreeMap<>();
        before.forEach((address, stored) -> old.put(address, stored.number()));
        TreeSet<Cell.Address> all = new TreeSet<>(old.keySet());
        all.addAll(after.keySet());
        boolean changed = false;
        boolean wasPublished =
                publishedThrough.filter(d -> !recomputed.day().isAfter(d)).isPresent();
        for (Cell.Address address : all) {
            Cell was = old.get(address);
            Cell is = after.get(address);
            if (was == null || is == null || !was.saysTheSameAs(is)) {
                changed = true;
                if (wasPublished && !Objects.equals(value(was), value(is))) {
                    moved.add(new Moved(address, was, is, reason(was, is)));
                }
            }
        }
        return changed;
    }

    int count() {
        return moved.size();
    }

    /** Writes the notes, before the numbers themselves. */
    void write(GoldNotes notes, long goldVersion) {
        Timestamp now = Timestamp.from(log.now());
        List<Row> rows = new ArrayList<>();
        for (Moved m : moved) {
            rows.add(RowFactory.create(
                    Date.valueOf(log.asOf()),
                    m.address().kpi(),
                    Date.valueOf(m.address().date()),
                    m.address().sliceKey(),
                    m.address().estimate(),
                    value(m.before()),
                    value(m.after()),
                    m.before() == null ? null : m.before().estimate().n(),
                    m.after() == null ? null : m.after().estimate().n(),
                    m.before() != null && m.before().isMature(),
                    m.reason(),
                    m.before() == null ? null : Date.valueOf(m.before().asOf()),
                    goldVersion,
                    log.runId(),
                    now,
                    change(m),
                    changeShare(m),
                    isBeyondInterval(m)));
        }
        notes.write(TABLE, rows, goldVersion);
    }

    private String reason(Cell before, Cell after) {
        if (before != null && after != null && before.kpiVersion() != after.kpiVersion()) {
            return "definition";
        }
        Cell any = before == null ? after : before;
        return lateDays.getOrDefault(any.kpi(), Set.of()).contains(any.date()) ? "late_event" : "follow_up";
    }

    private static Double change(Moved moved) {
        Double before = value(moved.before());
        Double after = value(moved.after());
        return before == null || after == null ? null : after - before;
    }

    private static Double changeShare(Moved moved) {
        Double change = change(moved);
        return change == null || value(moved.before()) == 0 ? null : change / Math.abs(value(moved.before()));
    }

    /** An interval may have one end only, beyond which nothing lies on the other side. */
    private static Boolean isBeyondInterval(Moved moved) {
        Double after = value(moved.after());
        if (moved.before() == null || after == null) {
            return null;
        }
        Double low = moved.before().estimate().ciLow();
        Double high = moved.before().estimate().ciHigh();
        if (low == null && high == null) {
            return null;
        }
        return (low != null && after < low) || (high != null && after > high);
    }

    private static Double value(Cell cell) {
        return cell == null ? null : cell.estimate().value();
    }
}
