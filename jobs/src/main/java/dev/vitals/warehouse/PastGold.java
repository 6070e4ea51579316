package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import dev.vitals.contract.Rule;
import dev.vitals.contract.TableContract;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gold as it stood after a past night: the numbers that had been published by then and still stand, and those that a later
 * night replaced (ADR 0009). States are not kept.
 */
public final class PastGold {
    private static final String PUBLISHED = "published_date";
    private static final String REPLACED = "replaced_date";

    private final Warehouse warehouse;
    private final LocalDate night;

    private PastGold(Warehouse warehouse, LocalDate night) {
        this.warehouse = warehouse;
        this.night = night;
    }

    /**
     * Gold as it stood at the end of a day: after that day's night, or after the one before when there was none.
     *
     * @throws WarehouseException when nothing had been published by then, or nobody knows any more what
     */
    public static PastGold asOf(Warehouse warehouse, LocalDate day) {
        TreeSet<LocalDate> nights = nights(warehouse);
        LocalDate night = nights.floor(day);
        if (night == null) {
            throw new WarehouseException(
                    nights.isEmpty()
                            ? "Nothing can be read as of %s: no night has been measured. Run ./vitals run --date DAY first."
                                    .formatted(day)
                            : "Nothing had been published by %s: the first night of this warehouse is %s. Ask as of that day or a later one."
                                    .formatted(day, nights.first()));
        }
        LocalDate known = firstKnown(warehouse, nights);
        if (night.isBefore(known)) {
            throw new WarehouseException(
                    "What stood after the night %s is not known: this warehouse keeps what it replaces only since the night %s. Ask as of that day or a later one; ops.restatement tells what moved before."
                            .formatted(night, known));
        }
        return new PastGold(warehouse, night);
    }

    /** The night as of which it is read. */
    public LocalDate night() {
        return night;
    }

    /** Whether it is known what the table held: its numbers are kept, or each night adds what it said. */
    static boolean hasPast(TableContract contract) {
        return isKept(contract.table()) || isAddedTo(contract);
    }

    private static boolean isKept(String table) {
        return table.equals(Gold.DAILY) || table.equals(Gold.PERIOD);
    }

    private static boolean isAddedTo(TableContract contract) {
        return contract.partitionBy().contains("as_of_date");
    }

    /**
     * The table as it stood: of tables to which each night adds what it said, what the nights up to the past one said; of
     * others without a past that is kept, what they hold now.
     */
    Dataset<Row> read(String table) {
        TableContract contract = warehouse.contracts().table(table);
        if (!isKept(table)) {
            Dataset<Row> rows = warehouse.read(table);
            return isAddedTo(contract) ? rows.filter(col("as_of_date").leq(Date.valueOf(night))) : rows;
        }
        TableContract history = warehouse.contracts().table(Gold.historyOf(table));
        Date asOf = Date.valueOf(night);
        Column[] kept = contract.columns().stream()
                .map(column -> history.findColumn(column.name()).isPresent()
                        ? col(column.name())
                        : lit(null).cast(column.type()).as(column.name()))
                .toArray(Column[]::new);
        // A night that was killed may have noted as replaced what still stands: the same number, twice.
        return warehouse
                .read(table)
                .select(kept)
                .union(warehouse
                        .read(history.table())
                        .filter(col(REPLACED).gt(asOf))
                        .select(kept))
                .filter(col(PUBLISHED).isNull().or(col(PUBLISHED).leq(asOf)))
                .dropDuplicates(key(contract))
                .withColumn("is_mature", col("is_mature").and(col("as_of_date").leq(asOf)))
                .withColumn("as_of_date", least(col("as_of_date"), lit(asOf)))
                .select(contract.columnNames().stream()
                        .map(name -> col("`" + name + "`"))
                        .toArray(Column[]::new));
    }

    /** Nights that ended well. */
    private static TreeSet<LocalDate> nights(Warehouse warehouse) {
        TreeSet<LocalDate> nights = new TreeSet<>();
        warehouse
                .read("ops.job_run")
                .filter(col("job").equalTo(LastNight.JOB).and(col("status").equalTo("succeeded")))
                .select("as_of_date")
                .distinct()
                .collectAsList()
                .forEach(row -> nights.add(row.getDate(0).toLocalDate()));
        return nights;
    }

    /**
     * First night of which everything is known. Where a number has stood for longer than the history was kept, that is the
     * night before the first one that replaced something and kept it.
     */
    private static LocalDate firstKnown(Warehouse warehouse, TreeSet<LocalDate> nights) {
        List<String> tables = List.of(Gold.DAILY, Gold.PERIOD);
        boolean isWhole = tables.stream()
                .flatMap(table -> Stream.of(table, Gold.historyOf(table)))
                .allMatch(table ->
                        warehouse.read(table).filter(col(PUBLISHED).isNull()).isEmpty());
        if (isWhole) {
            return nights.first();
        }
        return tables.stream()
                .flatMap(table -> firstReplaced(warehouse, table).stream())
                .min(LocalDate::compareTo)
                .map(nights::lower)
                .orElse(nights.last());
    }

    private static Optional<LocalDate> firstReplaced(Warehouse warehouse, String table) {
        Row first =
                warehouse.read(Gold.historyOf(table)).agg(min(col(REPLACED))).first();
        return Optional.ofNullable(first.getDate(0)).map(Date::toLocalDate);
    }

    /** The columns that make a number one number, as the contract has them. */
    private static String[] key(TableContract contract) {
        return contract.checks().stream()
                .map(check -> check.rule())
                .filter(Rule.Unique.class::isInstance)
                .map(Rule.Unique.class::cast)
                .findFirst()
                .orElseThrow()
                .columns()
                .toArray(String[]::new);
    }
}
