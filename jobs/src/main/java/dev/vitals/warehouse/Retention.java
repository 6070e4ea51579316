package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Personal;
import dev.vitals.contract.TableContract;
import dev.vitals.warehouse.landing.Needles;
import io.delta.tables.DeltaTable;
import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;

/**
 * Takes away what has been kept for as long as its contract says: rows of days that are too old, and of younger rows the columns
 * that are to be emptied before. What tells of somebody under a legal hold stays.
 *
 * <p>Files of earlier versions go when the table is next vacuumed, see {@link Upkeep}. It may be killed at any time and run again.
 */
public final class Retention {
    private final Warehouse warehouse;
    private final Clock clock;
    private final Progress progress;

    /** @param clock time for the lock, never for what is too old */
    public Retention(Warehouse warehouse, Clock clock, Progress progress) {
        this.warehouse = warehouse;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was taken away of a table.
     *
     * @param table layer and name
     * @param keptFrom first day that is kept
     * @param rows rows that were older
     * @param emptied values of columns that were emptied, their rows stay
     * @param held rows that are older and stay, for a legal hold
     */
    public record Taken(String table, LocalDate keptFrom, long rows, long emptied, long held) {
        boolean isAny() {
            return rows > 0 || emptied > 0 || held > 0;
        }
    }

    /**
     * Takes away what is too old on a day; tells of tables with anything to take.
     *
     * @param isRehearsed only say what would be
     * @throws WarehouseException when another run holds the lock, or an erasure was interrupted
     */
    public List<Taken> on(LocalDate today, boolean isRehearsed) {
        try (RunLock lock = RunLock.take(warehouse, "retain since " + clock.instant())) {
            PendingErasure.requireNone(warehouse.state());
            KeyRotation.requireNone(warehouse.state());
            Set<String> people = new LegalHolds(warehouse, clock).inForce(today).keySet();
            List<TableContract> tables = warehouse.contracts().all().stream()
                    .filter(table -> warehouse.exists(table.table()))
                    .toList();
            List<Taken> taken = new ArrayList<>();
            for (TableContract table : tables) {
                progress.at("retain " + table.table(), tables.indexOf(table), tables.size());
                Taken one = new OneTable(table, people, today).take(isRehearsed);
                if (one.isAny()) {
                    taken.add(one);
                }
            }
            return taken;
        }
    }

    /** What is too old of a table. */
    private final class OneTable {
        private final TableContract table;
        private final LocalDate today;
        private final Column isHeld;

        OneTable(TableContract table, Set<String> people, LocalDate today) {
            this.table = table;
            this.today = today;
            this.isHeld = people.isEmpty() ? lit(false) : isHeld(people);
        }

        /** Whose a line is that was not read can't be told: while anybody is under hold all of them stay. */
        private Column isHeld(Set<String> people) {
            boolean isUnread = table.columns().stream()
                    .anyMatch(column -> column.personal() == Personal.CONTENT
                            && column.type().equals("binary"));
            TreeMap<String, String> known = new TreeMap<>();
            people.forEach(person -> known.put(person, person));
            return isUnread
                    ? lit(true)
                    : new SubjectColumns(known, new Needles(Set.of()), true)
                            .mentions(table, warehouse.read(table.table()).schema());
        }

        Taken take(boolean isRehearsed) {
            LocalDate keptFrom = today.minusDays(table.retentionDays());
            Column isOld = isBefore(keptFrom);
            long old = mayHave(keptFrom)
                    ? warehouse.read(table.table()).filter(isOld).count()
                    : 0;
            long held = old == 0
                    ? 0
                    : warehouse.read(table.table()).filter(isOld.and(isHeld)).count();
            long emptied = 0;
            for (ColumnContract column : table.columns()) {
                if (column.retentionDays().isPresent()) {
                    emptied += empty(column, isRehearsed);
                }
            }
            if (old > held && !isRehearsed) {
                table.dayColumn()
                        .ifPresent(day -> KeptDays.of(warehouse.state()).keepFrom(table.table(), keptFrom));
                changing(delta -> delta.delete(held == 0 ? isOld : isOld.and(not(isHeld))));
            }
            return new Taken(table.table(), keptFrom, old - held, emptied, held);
        }

        private long empty(ColumnContract column, boolean isRehearsed) {
            LocalDate keptFrom = today.minusDays(column.retentionDays().orElseThrow());
            Column isToBeEmptied =
                    isBefore(keptFrom).and(col(column.name()).isNotNull()).and(not(isHeld));
            long emptied = warehouse.read(table.table()).filter(isToBeEmptied).count();
            if (emptied > 0 && !isRehearsed) {
                Column nothing = lit(null).cast(column.type());
                changing(delta -> delta.update(isToBeEmptied, Map.of(column.name(), nothing)));
            }
            return emptied;
        }

        /** Whether any folder of an older day is there, which the log alone tells; yes, where it can't be told so. */
        private boolean mayHave(LocalDate keptFrom) {
            String day = table.retentionBy();
            return !table.partitionBy().contains(day)
                    || warehouse
                            .fewFiles()
                            .newest(warehouse.path(table.table()))
                            .map(newest -> newest.files().stream()
                                    .map(file -> file.partition().get(day))
                                    .anyMatch(each -> each == null
                                            || LocalDate.parse(each).isBefore(keptFrom)))
                            .orElse(true);
        }

        private Column isBefore(LocalDate day) {
            return col(table.retentionBy()).lt(lit(Date.valueOf(day)));
        }

        private void changing(Consumer<DeltaTable> change) {
            RunLock.requireHeld(warehouse.state());
            CommitNote.with(warehouse, CommitNote.of("retain"), () -> {
                change.accept(DeltaTable.forPath(warehouse.spark(), warehouse.path(table.table())));
                return null;
            });
            SameNumbers.show(warehouse, table.table());
        }
    }
}
