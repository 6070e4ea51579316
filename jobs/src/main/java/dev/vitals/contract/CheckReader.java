package dev.vitals.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the checks of a table and refuses those that do not fit its columns. */
final class CheckReader {
    private static final List<String> KINDS =
            List.of("unique", "expression", "accepted", "range", "not_null", "row_count_at_least", "references");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    private final List<ColumnContract> columns;
    private final List<String> names;

    CheckReader(List<ColumnContract> columns) {
        this.columns = columns;
        this.names = columns.stream().map(ColumnContract::name).toList();
    }

    /** The declared checks, behind the one that {@code nullable: false} implies. */
    List<CheckContract> read(List<YamlMap> maps) {
        List<CheckContract> checks = new ArrayList<>();
        List<String> required = columns.stream()
                .filter(column -> !column.nullable())
                .map(ColumnContract::name)
                .toList();
        if (!required.isEmpty()) {
            checks.add(new CheckContract(CheckContract.REQUIRED_COLUMNS, Severity.FAIL, new Rule.NotNull(required)));
        }
        Set<String> seen = new HashSet<>(Set.of(CheckContract.REQUIRED_COLUMNS));
        for (YamlMap map : maps) {
            checks.add(check(map, seen));
        }
        return checks;
    }

    private CheckContract check(YamlMap map, Set<String> seen) {
        String name = map.string("name");
        if (!NAME.matcher(name).matches()) {
            throw map.error("name", "is '" + name + "'; write checks in lower case with underscores.");
        }
        if (!seen.add(name)) {
            throw map.error("name", "is " + name + ", which another check of the table has; choose another.");
        }
        CheckContract check = new CheckContract(name, map.oneOf("severity", Severity.class), rule(map, name));
        map.rejectUnknownKeys();
        return check;
    }

    private Rule rule(YamlMap map, String name) {
        List<String> kinds = KINDS.stream().filter(map::has).toList();
        if (kinds.size() != 1) {
            throw map.error("check " + name + " says " + (kinds.isEmpty() ? "nothing" : String.join(" and ", kinds))
                    + "; it must say exactly one of " + String.join(", ", KINDS) + ".");
        }
        return switch (kinds.get(0)) {
            case "unique" -> new Rule.Unique(columnList(map, "unique"));
            case "not_null" -> new Rule.NotNull(columnList(map, "not_null"));
            case "expression" -> expression(map);
            case "accepted" -> accepted(map);
            case "range" -> range(map);
            case "references" -> references(map.map("references"));
            default -> rowCount(map);
        };
    }

    private Rule expression(YamlMap map) {
        String sql = map.string("expression").strip();
        for (String word : Sql.columnsOf(sql)) {
            if (!names.contains(word) && !Sql.isReserved(word)) {
                throw unknown(map, "expression", word);
            }
        }
        return new Rule.Expression(sql);
    }

    private Rule accepted(YamlMap map) {
        ColumnContract column = column(map, "column");
        if (!(map.value("accepted") instanceof List<?> values) || values.isEmpty()) {
            throw map.error("accepted", "must list at least one value.");
        }
        List<String> literals = values.stream()
                .map(value -> literal(value, column.type())
                        .orElseThrow(() -> map.error(
                                "accepted",
                                "lists " + value + ", which is no value of " + column.name() + " (" + column.type()
                                        + "); list values of that type.")))
                .toList();
        return new Rule.Accepted(column.name(), literals);
    }

    private static Optional<String> literal(Object value, String type) {
        if (type.equals("string")) {
            return value instanceof String text ? Optional.of(Sql.text(text)) : Optional.empty();
        }
        boolean fits = ColumnType.isNumber(type)
                ? value instanceof Long || value instanceof BigDecimal
                : type.equals("boolean") && value instanceof Boolean;
        return fits ? Optional.of(value.toString()) : Optional.empty();
    }

    private Rule range(YamlMap map) {
        ColumnContract column = column(map, "column");
        if (!ColumnType.isNumber(column.type())) {
            throw map.error(
                    "range",
                    "needs a number, but " + column.name() + " is a " + column.type() + "; use an expression.");
        }
        if (!(map.value("range") instanceof List<?> bounds) || bounds.size() != 2) {
            throw map.error("range", "must be [min, max]; write null for an open end.");
        }
        Optional<BigDecimal> min = bound(map, bounds.get(0));
        Optional<BigDecimal> max = bound(map, bounds.get(1));
        if (min.isEmpty() && max.isEmpty()) {
            throw map.error("range", "is open at both ends; give at least one bound.");
        }
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
            throw map.error("range", "begins at " + min.get() + ", above its end " + max.get() + "; swap them.");
        }
        return new Rule.Range(column.name(), min, max);
    }

    private static Optional<BigDecimal> bound(YamlMap map, Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Long || value instanceof BigDecimal) {
            return Optional.of(new BigDecimal(value.toString()));
        }
        throw map.error("range", "has the bound '" + value + "'; write a number, or null for an open end.");
    }

    private Rule references(YamlMap map) {
        Rule rule = new Rule.References(column(map, "column").name(), map.string("table"), map.string("key"));
        map.rejectUnknownKeys();
        return rule;
    }

    private static Rule rowCount(YamlMap map) {
        int rows = map.integer("row_count_at_least");
        if (rows < 1) {
            throw map.error("row_count_at_least", "is " + rows + ", which always holds; give 1 or more.");
        }
        return new Rule.RowCountAtLeast(rows);
    }

    private List<String> columnList(YamlMap map, String key) {
        List<String> listed = map.strings(key);
        if (listed.isEmpty()) {
            throw map.error(key, "must list at least one column.");
        }
        listed.stream().filter(column -> !names.contains(column)).findFirst().ifPresent(column -> {
            throw unknown(map, key, column);
        });
        return listed;
    }

    private ColumnContract column(YamlMap map, String key) {
        String name = map.string(key);
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(map, key, name));
    }

    private DefinitionException unknown(YamlMap map, String key, String column) {
        return map.error(key, "names " + column + ", but the table has no such column." + Nearest.hint(column, names));
    }
}
