package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.RemoveFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Replaces rows of a table by others in one Delta commit.
 *
 * <p>Delta's own overwrite learns from its log, by Spark, how many files the table has and which of them the condition
 * meets: three quarters of what it takes to replace a few rows. Of a table of few files {@link FewFiles} knows that, and
 * the days to replace are whole partitions; so the transaction is told which files go. Any other table is left to Delta's
 * overwrite. Either way Delta writes the files and commits, and refuses to when somebody else changed the table meanwhile.
 */
final class Replacement {
    private final Warehouse warehouse;

    Replacement(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Replaces days of a table that is partitioned by them; a day without rows is emptied.
     *
     * @param stored days that have rows now; where none of the days has, no file is looked for
     * @return the version that was committed
     */
    long days(TableContract contract, Dataset<Row> rows, Collection<LocalDate> days, Collection<LocalDate> stored) {
        if (Collections.disjoint(days, stored)) {
            return replace(contract, rows, partition -> false, Optional.empty(), SaveMode.Append);
        }
        String column = contract.partitionBy().get(0);
        List<String> words = days.stream().map(LocalDate::toString).toList();
        String condition = words.stream()
                .map(day -> "DATE'" + day + "'")
                .collect(Collectors.joining(", ", "`" + column + "` IN (", ")"));
        return partitions(contract, rows, partition -> words.contains(partition.get(column)), condition);
    }

    /** Replaces all rows; returns the version. */
    long whole(TableContract contract, Dataset<Row> rows) {
        return replace(contract, rows, partition -> true, Optional.empty(), SaveMode.Overwrite);
    }

    /**
     * Replaces whole partitions.
     *
     * @param isReplaced whether the partition of these values is one of them
     * @param condition the same in SQL
     * @return the version that was committed
     */
    long partitions(
            TableContract contract, Dataset<Row> rows, Predicate<Map<String, String>> isReplaced, String condition) {
        return replace(contract, rows, isReplaced, Optional.of(condition), SaveMode.Overwrite);
    }

    private long replace(
            TableContract contract,
            Dataset<Row> rows,
            Predicate<Map<String, String>> isReplaced,
            Optional<String> condition,
            SaveMode mode) {
        String path = warehouse.path(contract.table());
        DeltaLog log = DeltaLog.forTable(warehouse.spark(), path);
        OptimisticTransaction transaction = log.startTransaction();
        Optional<List<FewFiles.DataFile>> files =
                mode == SaveMode.Append ? Optional.of(List.of()) : listed(contract, path, transaction);
        if (files.isEmpty()) {
            DataFrameWriter<Row> writer = rows.write().format("delta").mode(mode);
            condition.ifPresent(where -> writer.option("replaceWhere", where));
            RunLock.requireHeld(warehouse.state());
            writer.save(path);
            return warehouse.version(contract.table());
        }
        // Whatever else is committed meanwhile, this one fails.
        transaction.readWholeTable();
        List<Action> actions = new ArrayList<>(CollectionConverters.asJava(transaction.writeFiles(rows)));
        long now = log.clock().getTimeMillis();
        files.get().stream()
                .filter(file -> isReplaced.test(file.partition()))
                .map(file -> removal(file, now))
                .forEach(actions::add);
        RunLock.requireHeld(warehouse.state());
        return transaction.commit(CollectionConverters.asScala(actions).toList(), operation(contract, condition, mode));
    }

    /** The files of the table; nothing when they are too many, or not parted as the contract says. */
    private Optional<List<FewFiles.DataFile>> listed(
            TableContract contract, String path, OptimisticTransaction transaction) {
        List<String> partitionedBy =
                CollectionConverters.asJava(transaction.metadata().partitionColumns());
        return partitionedBy.equals(contract.partitionBy())
                ? warehouse.fewFiles().list(path, transaction.readVersion())
                : Optional.empty();
    }

    private static RemoveFile removal(FewFiles.DataFile file, long now) {
        return new RemoveFile(
                file.path(),
                Option.apply(now),
                true,
                Option.apply(true),
                scala.collection.immutable.Map.from(CollectionConverters.asScala(file.partition())),
                Option.apply(file.bytes()),
                null,
                null,
                Option.empty(),
                Option.empty(),
                null,
                Option.empty());
    }

    static DeltaOperations.Operation operation(TableContract contract, Optional<String> condition, SaveMode mode) {
        return new DeltaOperations.Write(
                mode,
                Option.apply(
                        CollectionConverters.asScala(contract.partitionBy()).toList()),
                Option.apply(condition.orElse(null)),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
    }
}
