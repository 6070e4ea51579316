package dev.vitals.contract;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Renders all contracts as one page for people who query the tables: the text of {@code schemas/README.md}. */
public final class DataDictionary {
    /** Where the page lies. */
    public static final String FILE = "schemas/README.md";

    /** Layers from what people read first to what they hardly ever need. */
    private static final List<Layer> LAYERS = List.of(
            new Layer("gold", "what people read: KPIs with their intervals."),
            new Layer("silver", "facts, one row per grain; all rules of meaning are applied here."),
            new Layer("dim", "who and what: channels, users and moderators as they were at a time."),
            new Layer(
                    "bronze",
                    "typed events, parsed once, without duplicates, people pseudonymised; only ever added to."),
            new Layer("ops", "how the warehouse runs itself: files, runs, checks, restatements."));

    private static final String INTRODUCTION = """
            <!-- generated, do not edit; run ./vitals docs -->

            # Data dictionary

            Every table of the warehouse, from the contracts in `tables/<layer>/<table>.yaml`. What stands here is
            checked at every write: columns against the contract before anything is visible, rows by the checks.

            ## How to read the tables

            Each table is a Delta table in `<warehouse>/<layer>/<table>`. Spark, DuckDB, Polars and pandas read it as it
            is; no code of Vitals is needed. For a look from the shell:

            ```
            ./vitals query "select date, value, ci_low, ci_high, n from gold.kpi_daily \\
              where kpi = 'time_to_resolution' and estimate = 'p50' and slice_key = 'all' order by date" --warehouse W
            ```

            - Times: `_at` is an instant in UTC, `_date` a UTC day. Days are never cut in another zone.
            - Units stand at the end of a name: `_seconds`, `_share`, `_millis` for thousandths, `_micros` for
              millionths.
            - `is_` and `has_` are booleans. An empty boolean means that nobody knows, not false.
            - People and channels appear as pseudonyms, the same in all tables, so that they can be joined but not
              named. Columns marked *pseudonym* lead to a person, columns marked *content* hold what a person wrote, in
              columns marked *name* one may stand.
            - Shares and means of days can't be averaged: take `gold.kpi_period` for weeks and months, or add up
              numerators and denominators.
            - A check that says *fail* stops the table from being published; one that says *warn* leaves a row in
              `ops.check_result`.
            """;

    private DataDictionary() {}

    /** The whole page; the same contracts always give the same text. */
    public static String render(Contracts contracts) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("\n## Layers\n\n");
        LAYERS.forEach(layer -> page.append("- **" + layer.name() + "**: " + layer.purpose() + "\n"));
        page.append("\n## Tables\n\n| table | one row is | kept for |\n|---|---|---|\n");
        for (Layer layer : LAYERS) {
            for (TableContract table : tables(contracts, layer)) {
                page.append("| [" + table.table() + "](#" + anchor(table) + ") | " + cell(table.grain()) + " | "
                        + days(table.retentionDays()) + " |\n");
            }
        }
        for (Layer layer : LAYERS) {
            for (TableContract table : tables(contracts, layer)) {
                page.append(section(table));
            }
        }
        return page.toString();
    }

    private static List<TableContract> tables(Contracts contracts, Layer layer) {
        return contracts.all().stream()
                .filter(table -> table.layer().equals(layer.name()))
                .toList();
    }

    private static String section(TableContract table) {
        StringBuilder text = new StringBuilder("\n## " + table.table() + "\n\n" + table.description() + "\n\n");
        text.append("- One row is " + table.grain() + ".\n");
        text.append("- " + partitioning(table) + " Kept for " + days(table.retentionDays()) + ", told by `"
                + table.retentionBy() + "`.\n");
        table.access()
                .ifPresent(access -> text.append("- For `" + access + "` alone; in no report, site or export.\n"));
        text.append("- Version " + table.version() + ", owned by " + table.owner() + ".\n\n");
        text.append("| column | type | may be null | personal | what it holds |\n|---|---|---|---|---|\n");
        for (ColumnContract column : table.columns()) {
            text.append("| `" + column.name() + "` | " + type(column) + " | " + (column.nullable() ? "yes" : "") + " | "
                    + personal(column) + " | " + cell(column.description()) + " |\n");
        }
        for (ColumnContract column : table.columns()) {
            column.retentionDays()
                    .ifPresent(kept -> text.append(
                            "\n`" + column.name() + "` is emptied after " + days(kept) + "; its row stays.\n"));
        }
        List<CheckContract> checks = table.checks().stream()
                .filter(check -> !check.name().equals(CheckContract.REQUIRED_COLUMNS))
                .toList();
        if (!checks.isEmpty()) {
            text.append("\nChecks:\n\n");
            checks.forEach(check -> text.append("- `" + check.name() + "` (" + severity(check) + "): "
                    + check.rule().inWords() + "\n"));
        }
        return text.toString();
    }

    private static String partitioning(TableContract table) {
        String partitioned = table.partitionBy().isEmpty()
                ? "Not partitioned."
                : "Partitioned by " + names(table.partitionBy()) + ".";
        return table.clusterBy().isEmpty()
                ? partitioned
                : partitioned + " Sorted within files by " + names(table.clusterBy()) + ".";
    }

    private static String names(List<String> columns) {
        return columns.stream().map(column -> "`" + column + "`").collect(Collectors.joining(", "));
    }

    private static String type(ColumnContract column) {
        return "`" + column.type() + "`";
    }

    private static String personal(ColumnContract column) {
        return column.personal() == Personal.NONE ? "" : Lock.word(column.personal());
    }

    private static String severity(CheckContract check) {
        return check.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }

    /** A text that does not end the cell of a Markdown table. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    /** The address that Markdown gives to the heading of a table. */
    private static String anchor(TableContract table) {
        return table.table().replace(".", "");
    }

    private record Layer(String name, String purpose) {}
}
