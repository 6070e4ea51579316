package dev.vitals.testing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.vitals.contract.TableContract;
import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tables for a job under test, cut as the warehouse cuts them; tables that a test does not fill are empty. */
public final class TestTables {
    private final Map<String, Dataset<Row>> rows = new TreeMap<>();

    /** Fills a table with rows as {@link Fixtures#rows} makes them. */
    @SafeVarargs
    public final TestTables with(String table, Map<String, Object>... given) {
        return with(table, Fixtures.rows(table, given));
    }

    public TestTables with(String table, List<Map<String, Object>> given) {
        return with(table, Fixtures.rows(table, given));
    }

    public TestTables with(String table, Dataset<Row> given) {
        rows.put(table, given);
        return this;
    }

    /** The same tables, each changed in the same way. */
    public TestTables changed(UnaryOperator<Dataset<Row>> change) {
        TestTables changed = new TestTables();
        rows.forEach((table, given) -> changed.rows.put(table, change.apply(given)));
        return changed;
    }

    /** What the job makes of the tables, with its columns in the order of their contract. */
    public Dataset<Row> run(Job job, Days days) {
        Dataset<Row> made = job.apply(seenBy(job, days), days);
        Column[] columns = Fixtures.contract(job.writes()).columnNames().stream()
                .map(name -> col(name))
                .toArray(Column[]::new);
        return made.select(columns);
    }

    /** The tables within the windows that the job declares; asking for another table fails. */
    public Tables seenBy(Job job, Days days) {
        return table -> {
            Set<Input> inputs = job.reads();
            Input input = inputs.stream()
                    .filter(each -> each.table().equals(table))
                    .findFirst()
                    .orElseThrow(() ->
                            new AssertionError(job.name() + " reads " + table + " but declares only " + inputs + "."));
            return cut(input, days);
        };
    }

    private Dataset<Row> cut(Input input, Days days) {
        TableContract contract = Fixtures.contract(input.table());
        Dataset<Row> all = rows.getOrDefault(input.table(), Fixtures.rows(input.table()));
        Dataset<Row> visible = contract.findColumn("event_at").isPresent()
                ? all.filter(col("event_at").lt(lit(days.asOfEnd())))
                : all;
        if (!input.isDated()) {
            return visible;
        }
        LocalDate last = days.to().plusDays(input.daysAhead());
        String day = contract.dayColumn().orElseThrow().name();
        return visible.filter(col(day).between(
                        lit(days.from().minusDays(input.daysBack())),
                        lit(last.isAfter(days.asOf()) ? days.asOf() : last)));
    }
}
