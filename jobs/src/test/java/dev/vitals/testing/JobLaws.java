package dev.vitals.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.TableContract;
import dev.vitals.job.Days;
import dev.vitals.job.Job;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/** What holds for every job, whatever it computes. */
public final class JobLaws {
    private JobLaws() {}

    /** On empty tables a job gives no rows, with exactly the columns and types of its contract. */
    public static void columnsFollowTheContract(Job job, Days days) {
        Dataset<Row> made = job.apply(new TestTables().seenBy(job, days), days);
        TableContract contract = Fixtures.contract(job.writes());
        TreeMap<String, String> expected = new TreeMap<>();
        contract.columns().forEach(column -> expected.put(column.name(), typeOf(contract, column)));
        TreeMap<String, String> actual = new TreeMap<>();
        for (StructField field : made.schema().fields()) {
            actual.put(field.name(), field.dataType().sql());
        }

        assertThat(actual).as("columns of %s", job.writes()).isEqualTo(expected);
        assertThat(made.collectAsList())
                .as("rows of %s on empty tables", job.writes())
                .isEmpty();
    }

    /**
     * A range of days gives the rows of its days one by one, and those from inputs whose rows lie in another order and in
     * other files; a table without days is the same on each of them. The rows keep the contract.
     */
    public static List<String> aRangeEqualsItsDays(Job job, TestTables tables, Days days) {
        List<Row> rows = tables.run(job, days).collectAsList();
        requiredColumnsAreFilled(job, rows);
        List<String> atOnce = lines(rows);
        TestTables shuffled = tables.changed(
                given -> given.repartition(3, functions.rand(1)).sortWithinPartitions(functions.rand(2)));
        boolean isDated = Fixtures.contract(job.writes()).dayColumn().isPresent();
        List<String> oneByOne = new ArrayList<>();
        for (LocalDate day = days.from(); !day.isAfter(days.to()); day = day.plusDays(1)) {
            List<String> ofDay = lines(shuffled.run(job, Days.one(day, days.asOf())));
            if (isDated) {
                oneByOne.addAll(ofDay);
            } else {
                assertThat(ofDay)
                        .as("%s on %s, rows shuffled", job.writes(), day)
                        .isEqualTo(atOnce);
            }
        }
        if (isDated) {
            oneByOne.sort(Comparator.naturalOrder());
            assertThat(atOnce)
                    .as("%s, %s, against single days of shuffled rows", job.writes(), days)
                    .isEqualTo(oneByOne);
        }
        return atOnce;
    }

    /** The columns that a contract requires to be filled are filled. */
    private static void requiredColumnsAreFilled(Job job, List<Row> rows) {
        for (ColumnContract column : Fixtures.contract(job.writes()).columns()) {
            if (!column.nullable()) {
                assertThat(rows)
                        .as("%s.%s", job.writes(), column.name())
                        .noneMatch(row -> row.isNullAt(row.fieldIndex(column.name())));
            }
        }
    }

    /** Rows as sorted text, to compare tables by; every column counts, also when null. */
    public static List<String> lines(Dataset<Row> rows) {
        return lines(rows.collectAsList());
    }

    private static List<String> lines(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            StringBuilder line = new StringBuilder();
            for (String column : new TreeSet<>(Arrays.asList(row.schema().fieldNames()))) {
                Object value = row.getAs(column);
                line.append(column).append('=');
                line.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value));
                line.append(' ');
            }
            lines.add(line.toString());
        }
        lines.sort(Comparator.naturalOrder());
        return lines;
    }

    private static String typeOf(TableContract contract, ColumnContract column) {
        return Fixtures.schema(contract.table()).apply(column.name()).dataType().sql();
    }
}
