package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.vitals.contract.TableContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every row of a warehouse that came of what was delivered, as text, so that two warehouses of the same deliveries can be held
 * against each other: bronze, dimensions, facts, numbers as they are and as readers see them, the ledger of files, the
 * quarantine and the numbers that moved.
 *
 * <p>Left out are what tells the run and not what was delivered: times of writing, ids of runs, versions of tables, and the two
 * logs of runs. All rows are held in memory: for the small warehouses of tests and benchmarks.
 */
public final class WarehouseImage {
    private static final Set<String> OF_RUNS =
            Set.of("computed_at", "landed_at", "restated_at", "run_id", "gold_version");
    private static final Set<String> LOGS_OF_RUNS = Set.of("ops.job_run", "ops.check_result", "ops.erasure");
    private static final String SEEN = " as readers see it";

    private final TreeMap<String, Map<String, Integer>> rows;

    private WarehouseImage(Map<String, Map<String, Integer>> rows) {
        this.rows = new TreeMap<>(rows);
    }

    /** Reads everything. */
    public static WarehouseImage of(Warehouse warehouse) {
        Map<String, Map<String, Integer>> rows = new ConcurrentSkipListMap<>();
        List<TableContract> tables = warehouse.contracts().all().stream()
                .filter(contract -> !LOGS_OF_RUNS.contains(contract.table()) && warehouse.exists(contract.table()))
                .toList();
        SideBySide.forEach(tables, contract -> {
            String table = contract.table();
            Map<String, Integer> newest = counted(warehouse.read(table));
            rows.put(table, newest);
            OptionalLong seen = warehouse.published(table);
            boolean isNewest = seen.isPresent() && seen.getAsLong() == warehouse.version(table);
            if (table.startsWith("gold.")) {
                rows.put(table + SEEN, isNewest ? newest : counted(warehouse.readPublished(table)));
            }
        });
        return new WarehouseImage(rows);
    }

    /**
     * Every row of every data file of the tables that tell of people, also of files that no version names or that only old ones
     * need; columns by which a table is divided are empty.
     */
    public static WarehouseImage ofFiles(Warehouse warehouse) {
        Map<String, Map<String, Integer>> rows = new ConcurrentSkipListMap<>();
        List<TableContract> tables = warehouse.contracts().all().stream()
                .filter(contract -> SubjectColumns.arePersonal(contract) && warehouse.exists(contract.table()))
                .toList();
        SideBySide.forEach(tables, contract -> {
            Dataset<Row> files = warehouse
                    .spark()
                    .read()
                    .schema(warehouse.read(contract.table()).schema())
                    .option("recursiveFileLookup", "true")
                    .parquet(warehouse.path(contract.table()));
            rows.put(contract.table() + " on disk", counted(files));
        });
        return new WarehouseImage(rows);
    }

    /** The same with every row of some tables changed, for rows that hold what chance made. */
    public WarehouseImage map(Predicate<String> tables, UnaryOperator<String> change) {
        Map<String, Map<String, Integer>> changed = new HashMap<>(rows);
        rows.forEach((table, counts) -> {
            if (!tables.test(table)) {
                return;
            }
            Map<String, Integer> other = new HashMap<>();
            counts.forEach((row, n) -> other.merge(change.apply(row), n, Integer::sum));
            changed.put(table, other);
        });
        return new WarehouseImage(changed);
    }

    /** How many rows of all tables, those that readers see counted once. */
    public long size() {
        return rows.entrySet().stream()
                .filter(table -> !table.getKey().endsWith(SEEN))
                .flatMap(table -> table.getValue().values().stream())
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** Each different row of a table. */
    public Set<String> rows(String table) {
        return rows.getOrDefault(table, Map.of()).keySet();
    }

    /** Names of the tables, those of numbers twice. */
    public Set<String> tables() {
        return new TreeSet<>(rows.keySet());
    }

    /** A sentence for each table that has a row more often than the other has it, or less; with one such row of each. */
    public List<String> differences(WarehouseImage other) {
        List<String> differences = new ArrayList<>();
        Set<String> tables = tables();
        tables.addAll(other.tables());
        for (String table : tables) {
            Map<String, Integer> mine = rows.getOrDefault(table, Map.of());
            Map<String, Integer> theirs = other.rows.getOrDefault(table, Map.of());
            if (!mine.equals(theirs)) {
                differences.add(
                        "%s: only here %s; only there %s".formatted(table, more(mine, theirs), more(theirs, mine)));
            }
        }
        return differences;
    }

    private static String more(Map<String, Integer> one, Map<String, Integer> other) {
        long surplus = 0;
        String example = "";
        for (Map.Entry<String, Integer> row : one.entrySet()) {
            int more = row.getValue() - other.getOrDefault(row.getKey(), 0);
            if (more > 0) {
                surplus += more;
                example = row.getKey();
            }
        }
        return surplus == 0 ? "0 rows" : "%,d rows like %s".formatted(surplus, example);
    }

    /** Rows as text, because maps can't be compared. */
    private static Map<String, Integer> counted(Dataset<Row> table) {
        Column[] columns = Arrays.stream(table.columns())
                .filter(name -> !OF_RUNS.contains(name))
                .map(name -> col('`' + name + '`'))
                .toArray(Column[]::new);
        Map<String, Integer> counts = new HashMap<>();
        table.select(to_json(struct(columns), Map.of("ignoreNullFields", "false")))
                .collectAsList()
                .forEach(row -> counts.merge(row.getString(0), 1, Integer::sum));
        return counts;
    }
}
