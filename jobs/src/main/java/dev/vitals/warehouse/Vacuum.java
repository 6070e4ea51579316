package dev.vitals.warehouse;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import scala.Console;

/** Deletes files of a table that none of its newer versions needs. */
final class Vacuum {
    private Vacuum() {}

    /**
     * Vacuums a table; Delta's own words on it, which would stand in what a verb prints, are kept quiet.
     *
     * @param isFull also files that no log names
     * @param hours how long files stay that were in an earlier version
     */
    static void table(Warehouse warehouse, String table, boolean isFull, long hours) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console.withOut(
                nowhere,
                () -> warehouse
                        .spark()
                        .sql("VACUUM delta.`%s` %s RETAIN %d HOURS"
                                .formatted(warehouse.path(table), isFull ? "FULL" : "LITE", hours)));
    }
}
