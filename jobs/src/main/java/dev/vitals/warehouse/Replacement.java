package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
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

    /** Replaces days of a table that is partitioned by them; a day without rows is emptied. */
    void days(TableContract contract, Dataset<Row> rows, Collection<LocalDate> days) {
        String column = contract.partitionBy().get(0);
        List<String> words = days.stream().map(LocalDate::toString).toList();
        String condition = words.stream()
                .map(day -> "DATE'" + day + "'")
                .collect(Collectors.joining(", ", "`" + column + "` IN (", ")"));
        partitions(contract, rows, partition -> words.contains(partition.get(column)), condition);
    }

    /** Replaces all rows. */
    void whole(TableContract contract, Dataset<Row> rows) {
        replace(contract, rows, partition -> true, Optional.empty());
    }

    /**
     * Replaces whole partitions.
     *
     * @param isReplaced whether the partition of these values is one of them
     * @param condition the same in SQL
     */
    void partitions(
            TableContract contract, Dataset<Row> rows, Predicate<Map<String, String>> isReplaced, String condition) {
        replace(contract, rows, isReplaced, Optional.of(condition));
    }

    private void replace(
            TableContract contract,
            Dataset<Row> rows,
            Predicate<Map<String, String>> isReplaced,
            Optional<String> condition) {
        String path = warehouse.path(contract.table());
        OptimisticTransaction transaction =
                DeltaLog.forTable(warehouse.spark(), path).startTransaction();
        List<String> partitionedBy =
                CollectionConverters.asJava(transaction.metadata().partitionColumns());
        Optional<List<FewFiles.DataFile>> files = warehouse.fewFiles().list(path, transaction.readVersion());
        if (files.isEmpty() || !partitionedBy.equals(contract.partitionBy())) {
            DataFrameWriter<Row> writer = rows.write().format("delta").mode(SaveMode.Overwrite);
            condition.ifPresent(where -> writer.option("replaceWhere", where));
            writer.save(path);
            return;
        }
        // Whatever else is committed meanwhile, this one fails.
        transaction.readWholeTable();
        List<Action> actions = new ArrayList<>(CollectionConverters.asJava(transaction.writeFiles(rows)));
        files.get().stream()
                .filter(file -> isReplaced.test(file.partition()))
                .map(Replacement::removal)
                .forEach(actions::add);
        transaction.commit(CollectionConverters.asScala(actions).toList(), overwrite(contract, condition));
    }

    private static RemoveFile removal(FewFiles.DataFile file) {
        return new RemoveFile(
                file.path(),
                Option.apply(System.currentTimeMillis()),
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

    private static DeltaOperations.Operation overwrite(TableContract contract, Optional<String> condition) {
        return new DeltaOperations.Write(
                SaveMode.Overwrite,
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
