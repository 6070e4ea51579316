package dev.vitals.cli.night;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of Parquet by day beside a DuckDB file that knows what landed, and the connection to both. */
final class DuckStore implements AutoCloseable {
    /** Folder of a table's rows of no day, so that it can be read before any have come. */
    private static final LocalDate NO_DAY = LocalDate.EPOCH;

    private final Path folder;
    private final Connection connection;

    /** Opens or makes a store whose queries take so many cores and so much memory; what does not fit goes to its folder. */
    DuckStore(Path folder, int cores, long memoryMebibytes) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            this.connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("night.duckdb"));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make the folder of a DuckDB store: " + folder, e);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Can't open a DuckDB store in " + folder + "; the DuckDB driver (org.duckdb:duckdb_jdbc) must be on"
                            + " the class path",
                    e);
        }
        run("SET threads = " + cores);
        run("SET memory_limit = '" + memoryMebibytes + "MiB'");
        run("SET temp_directory = " + text(folder.resolve("spill").toString()));
        run("SET TimeZone = 'UTC'");
        // The rows of a day have no order; to keep one would make the writers wait for each other.
        run("SET preserve_insertion_order = false");
    }

    Connection connection() {
        return connection;
    }

    /** Runs one or more statements. */
    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** How a row of an answer is read. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Reader<T> reader) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    List<LocalDate> days(String sql) {
        return query(sql, row -> row.getObject(1, LocalDate.class));
    }

    private static IllegalStateException failed(String sql, SQLException e) {
        return new IllegalStateException("DuckDB refused: " + e.getMessage() + "\n" + sql, e);
    }

    /** A script of {@code /night/duckdb}. */
    static String script(String name) {
        try (InputStream stream = DuckStore.class.getResourceAsStream("/night/duckdb/" + name + ".sql")) {
            if (stream == null) {
                throw new IllegalStateException("There is no script /night/duckdb/" + name + ".sql on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the script " + name, e);
        }
    }

    /** Lets queries read a table by its name up to the night, and whole as every_ and its name. */
    void openTable(String table, String day) {
        Path nothing = dayFolder(table, day, NO_DAY).resolve("none.parquet");
        if (!Files.exists(nothing)) {
            makeFolder(nothing.getParent());
            run("COPY (SELECT * EXCLUDE (" + day + ") FROM shape." + table + ") TO " + text(nothing.toString())
                    + " (FORMAT parquet)");
        }
        String files = text(folder.resolve(table).resolve("*/*.parquet").toString());
        run(("CREATE OR REPLACE TEMP VIEW every_%s AS FROM read_parquet(%s, hive_partitioning = true,"
                        + " hive_types = {'%s': DATE})")
                .formatted(table, files, day));
        run("CREATE OR REPLACE TEMP VIEW %s AS FROM every_%s WHERE %s <= getvariable('night')"
                .formatted(table, table, day));
    }

    /**
     * Adds the rows that a query gives of some days to a table, a file for each day. DuckDB can part rows by itself, and takes
     * half as long again for it.
     */
    void add(String table, String day, List<LocalDate> days, String select) {
        for (LocalDate each : days) {
            Path file = dayFolder(table, day, each).resolve(UUID.randomUUID() + ".parquet");
            makeFolder(file.getParent());
            run("COPY (SELECT * EXCLUDE (%s) FROM (%s) WHERE %s = %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                    .formatted(day, select, day, date(each), text(file.toString())));
        }
    }

    /** Writes days of a table anew: what a query gives is all that they have. Returns how many rows it gives. */
    long replace(String table, String day, List<LocalDate> days, String select) {
        run("CREATE OR REPLACE TEMP TABLE fresh AS FROM shape." + table + " LIMIT 0;" + "INSERT INTO fresh BY NAME "
                + select);
        days.forEach(each -> delete(dayFolder(table, day, each)));
        add(
                table,
                day,
                days("SELECT DISTINCT %s FROM fresh WHERE %s IN %s".formatted(day, day, list(days))),
                "FROM fresh");
        long rows = query("SELECT count(*) FROM fresh", row -> row.getLong(1)).get(0);
        run("DROP TABLE fresh");
        return rows;
    }

    private Path dayFolder(String table, String day, LocalDate date) {
        return folder.resolve(table).resolve(day + "=" + date);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make a folder of a table: " + folder, e);
        }
    }

    private static void delete(Path dayFolder) {
        if (!Files.exists(dayFolder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(dayFolder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't take away a day that is written anew: " + dayFolder, e);
        }
    }

    void set(String variable, LocalDate day) {
        run("SET VARIABLE " + variable + " = " + date(day));
    }

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String date(LocalDate day) {
        return "DATE '" + Date.valueOf(day) + "'";
    }

    /** Days as the right side of an IN; of none, a day that is no day. */
    static String list(List<LocalDate> days) {
        return days.isEmpty()
                ? "(NULL)"
                : days.stream().map(DuckStore::date).collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB can't close its store in " + folder, e);
        }
    }
}
