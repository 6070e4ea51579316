package dev.vitals.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one table's file into its contract and refuses whatever is not sound in itself. */
final class TableReader {
    static final Set<String> LAYERS = Set.of("bronze", "silver", "gold", "dim", "ops");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final String FOLDER = "schemas/tables/";

    private final YamlMap envelope;

    /** A reader for tables that may extend the envelope, whose columns then stand in front of their own. */
    TableReader(YamlMap envelope) {
        this.envelope = envelope;
    }

    TableContract read(YamlFile file) {
        YamlMap map = file.root();
        String table = table(map, file.name());
        List<ColumnContract> columns = new ArrayList<>();
        map.optionalString("extends").ifPresent(extended -> columns.addAll(envelope(map, extended)));
        Map<String, Integer> seen = new HashMap<>();
        columns.forEach(column -> seen.put(column.name(), 0));
        for (YamlMap column : filled(map, "columns")) {
            columns.add(column(column, seen));
        }
        TableContract contract = new TableContract(
                table.substring(0, table.indexOf('.')),
                table.substring(table.indexOf('.') + 1),
                positive(map, "version"),
                map.string("owner"),
                map.string("description").strip(),
                map.string("grain"),
                map.strings("partition_by"),
                map.strings("cluster_by"),
                positive(map, "retention_days"),
                retentionBy(map, columns),
                columns,
                new CheckReader(columns).read(map.maps("checks")),
                access(map));
        for (String key : List.of("partition_by", "cluster_by")) {
            map.strings(key).forEach(column -> requireColumn(contract, map, key, column));
        }
        map.rejectUnknownKeys();
        return contract;
    }

    /** Rows age by the day of their partition; who has none says by what. */
    private static String retentionBy(YamlMap map, List<ColumnContract> columns) {
        Optional<String> given = map.optionalString("retention_by");
        List<String> days = map.strings("partition_by").stream()
                .filter(name -> columns.stream()
                        .anyMatch(column ->
                                column.name().equals(name) && column.type().equals("date")))
                .toList();
        if (given.isEmpty() && !days.isEmpty()) {
            return days.get(0);
        }
        String name = given.orElseThrow(() -> map.error(
                "retention_by",
                "is missing: the table has no day to be partitioned by; name the column that tells how old a row is."));
        if (columns.stream()
                .noneMatch(column -> column.name().equals(name)
                        && List.of("date", "timestamp").contains(column.type()))) {
            throw map.error("retention_by", "is " + name + "; name a column of type date or timestamp of this table.");
        }
        return name;
    }

    private static Optional<String> access(YamlMap map) {
        Optional<String> access = map.optionalString("access");
        if (access.isPresent() && !access.get().matches(TableContract.ROLE + "[a-z][a-z_]*")) {
            throw map.error("access", "is '" + access.get() + "'; write role: and the role, such as role:lead.");
        }
        return access;
    }

    private static String table(YamlMap map, String fileName) {
        String table = map.string("table");
        String[] parts = table.split("\\.", -1);
        if (parts.length != 2
                || !LAYERS.contains(parts[0])
                || !NAME.matcher(parts[1]).matches()) {
            throw map.error(
                    "table",
                    "is '" + table + "'; write layer.name, in lower case with underscores, with a layer"
                            + " of bronze, silver, gold, dim or ops.");
        }
        String expected = FOLDER + parts[0] + "/" + parts[1] + ".yaml";
        if (!fileName.equals(expected)) {
            throw map.error(
                    "table",
                    "is " + table + ", which belongs to " + expected + "; move the file or rename the" + " table.");
        }
        return table;
    }

    private List<ColumnContract> envelope(YamlMap map, String extended) {
        if (!extended.equals("envelope")) {
            throw map.error("extends", "is '" + extended + "'; only envelope can be extended.");
        }
        Map<String, Integer> seen = new HashMap<>();
        List<ColumnContract> columns = filled(envelope, "columns").stream()
                .map(column -> column(column, seen))
                .toList();
        envelope.rejectUnknownKeys();
        return columns;
    }

    private static ColumnContract column(YamlMap map, Map<String, Integer> seen) {
        String name = map.string("name");
        if (!NAME.matcher(name).matches()) {
            throw map.error("name", "is '" + name + "'; write columns in lower case with underscores.");
        }
        if (seen.containsKey(name)) {
            throw map.error(
                    "name",
                    "is " + name + ", a column that the table has already"
                            + (seen.get(name) == 0 ? " from its envelope" : " in line " + seen.get(name))
                            + "; remove one.");
        }
        seen.put(name, map.line());
        String type = map.string("type");
        try {
            ColumnContract column = new ColumnContract(
                    name,
                    type,
                    map.bool("nullable"),
                    map.string("description").strip(),
                    map.optionalOneOf("personal", Personal.class).orElse(Personal.NONE),
                    retention(map));
            map.rejectUnknownKeys();
            return column;
        } catch (IllegalArgumentException e) {
            throw map.error("type", "of column " + name + ": " + e.getMessage());
        }
    }

    private static Optional<Integer> retention(YamlMap map) {
        if (map.optionalInteger("retention_days").isEmpty()) {
            return Optional.empty();
        }
        if (!map.bool("nullable")) {
            throw map.error("retention_days", "is of a column that must be filled; let it be empty (nullable: true).");
        }
        return Optional.of(positive(map, "retention_days"));
    }

    private static List<YamlMap> filled(YamlMap map, String key) {
        List<YamlMap> maps = map.maps(key);
        if (maps.isEmpty()) {
            throw map.error("the list " + key + " is missing or empty; list at least one.");
        }
        return maps;
    }

    private static int positive(YamlMap map, String key) {
        int value = map.integer(key);
        if (value < 1) {
            throw map.error(key, "is " + value + "; it must be at least 1.");
        }
        return value;
    }

    private static void requireColumn(TableContract contract, YamlMap map, String key, String column) {
        if (contract.findColumn(column).isEmpty()) {
            throw map.error(
                    key,
                    "names " + column + ", but the table has no such column."
                            + Nearest.hint(column, contract.columnNames()));
        }
    }
}
