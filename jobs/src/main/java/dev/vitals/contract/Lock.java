package dev.vitals.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that readers rely on, one line per column and per KPI definition: the text of {@code schemas/lock.txt}, by
 * which a pull request shows what it changes and {@link LockDiff} tells whether it may.
 */
public final class Lock {
    /** Where the lock lies. */
    public static final String FILE = "schemas/lock.txt";

    private static final String HEADER = """
            # generated, do not edit; run ./vitals lock
            # table <table>@<version> <partition columns> <cluster columns> <retention in days>
            # column <table>@<version> <column> <type> <nullable or required> <personal> <emptied after days>
            # kpi <id>@<version> <hash of the definition> <summary>
            """;
    private static final String NONE = "-";
    private static final int HASH_LENGTH = 16;

    private final TreeMap<String, Table> tables = new TreeMap<>();
    private final TreeMap<String, Definition> definitions = new TreeMap<>();

    private Lock(Collection<Table> tables, Collection<Definition> definitions) {
        tables.forEach(table -> this.tables.put(table.table(), table));
        definitions.forEach(definition -> this.definitions.put(definition.id(), definition));
    }

    /** The lock of these contracts and KPI definitions. */
    public static Lock of(Contracts contracts, Collection<Definition> definitions) {
        return new Lock(contracts.all().stream().map(Lock::table).toList(), definitions);
    }

    /** The lock that a text holds; {@code name} is what errors call it. */
    public static Lock parse(String name, String text) {
        Map<String, Table> tables = new TreeMap<>();
        List<Definition> definitions = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                parseLine(line, tables, definitions);
            } catch (IllegalArgumentException e) {
                throw new DefinitionException(
                        name + ":" + number + ": '" + line + "' is no line of a lock (" + e.getMessage()
                                + "). The file is generated: restore it from version control, then run ./vitals lock.",
                        e);
            }
        }
        return new Lock(tables.values(), definitions);
    }

    /** The text of the file, sorted; ends with a line break. */
    public String text() {
        StringBuilder text = new StringBuilder(HEADER);
        for (Table table : tables.values()) {
            String head = table.table() + "@" + table.version();
            text.append(String.join(" ", "table", head, list(table.partitionBy()), list(table.clusterBy())))
                    .append(" " + table.retentionDays() + "\n");
            for (Column column : table.columns()) {
                text.append(String.join(
                                " ",
                                "column",
                                head,
                                column.name(),
                                column.type(),
                                column.nullable() ? "nullable" : "required",
                                word(column.personal())))
                        .append(column.retentionDays().map(days -> " " + days).orElse(""))
                        .append("\n");
            }
        }
        for (Definition definition : definitions.values()) {
            text.append("kpi " + definition.id() + "@" + definition.version())
                    .append(" " + definition.hash() + " " + definition.summary() + "\n");
        }
        return text.toString();
    }

    /** The same lock with the tables alone. */
    public Lock withoutDefinitions() {
        return new Lock(tables.values(), List.of());
    }

    /** A short hash of a definition's text, the same on every machine. */
    public static String hash(String definition) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one has not.", e);
        }
    }

    Map<String, Table> tables() {
        return Collections.unmodifiableMap(tables);
    }

    Map<String, Definition> definitions() {
        return Collections.unmodifiableMap(definitions);
    }

    static String word(Personal personal) {
        return personal.name().toLowerCase(Locale.ROOT);
    }

    private static Table table(TableContract contract) {
        List<Column> columns = contract.columns().stream()
                .map(column -> new Column(
                        column.name(), column.type(), column.nullable(), column.personal(), column.retentionDays()))
                .toList();
        return new Table(
                contract.table(),
                contract.version(),
                contract.partitionBy(),
                contract.clusterBy(),
                contract.retentionDays(),
                columns);
    }

    private static void parseLine(String line, Map<String, Table> tables, List<Definition> definitions) {
        String[] words = line.split(" ");
        String[] head = part(words, 1).split("@", -1);
        if (head.length != 2) {
            throw new IllegalArgumentException("name@version is missing");
        }
        int version = Integer.parseInt(head[1]);
        switch (words[0]) {
            case "table" ->
                tables.put(
                        head[0],
                        new Table(
                                head[0],
                                version,
                                unlist(part(words, 2)),
                                unlist(part(words, 3)),
                                Integer.parseInt(part(words, 4)),
                                List.of()));
            case "column" -> {
                Table table = Optional.ofNullable(tables.get(head[0]))
                        .orElseThrow(() -> new IllegalArgumentException("its table line is missing"));
                boolean nullable = part(words, 4).equals("nullable");
                Personal personal = Personal.valueOf(part(words, 5).toUpperCase(Locale.ROOT));
                Optional<Integer> retentionDays =
                        words.length > 6 ? Optional.of(Integer.valueOf(words[6])) : Optional.empty();
                tables.put(
                        head[0],
                        table.with(new Column(part(words, 2), part(words, 3), nullable, personal, retentionDays)));
            }
            case "kpi" -> {
                String[] parts = line.split(" ", 4);
                definitions.add(new Definition(head[0], version, part(parts, 2), part(parts, 3)));
            }
            default -> throw new IllegalArgumentException("it must start with table, column or kpi");
        }
    }

    private static String part(String[] parts, int index) {
        if (index >= parts.length) {
            throw new IllegalArgumentException("it ends too early");
        }
        return parts[index];
    }

    private static String list(List<String> columns) {
        return columns.isEmpty() ? NONE : String.join(",", columns);
    }

    private static List<String> unlist(String text) {
        return text.equals(NONE) ? List.of() : List.of(text.split(","));
    }

    /**
     * A KPI definition as the lock knows it.
     *
     * @param id the KPI's id
     * @param version the version that its file states
     * @param hash {@link Lock#hash} of whatever changes its value
     * @param summary what it computes, in one line
     */
    public record Definition(String id, int version, String hash, String summary) {
        public Definition {
            summary = summary.strip().replaceAll("\\s+", " ");
        }
    }

    record Table(
            String table,
            int version,
            List<String> partitionBy,
            List<String> clusterBy,
            int retentionDays,
            List<Column> columns) {
        Table with(Column column) {
            List<Column> all = new ArrayList<>(columns);
            all.add(column);
            return new Table(table, version, partitionBy, clusterBy, retentionDays, List.copyOf(all));
        }

        Optional<Column> column(String name) {
            return columns.stream().filter(column -> column.name().equals(name)).findFirst();
        }
    }

    record Column(String name, String type, boolean nullable, Personal personal, Optional<Integer> retentionDays) {}
}
