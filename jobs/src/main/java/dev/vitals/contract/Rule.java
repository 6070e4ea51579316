package dev.vitals.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a check asks of the rows of a table; each kind says in SQL, where one row suffices, which rows break it. */
public sealed interface Rule {
    /** SQL that is true for a broken row, never null; empty for a rule over several rows. */
    default Optional<String> brokenRow() {
        return Optional.empty();
    }

    /** The rule in words, for the data dictionary. */
    String inWords();

    /** No two rows agree in all the columns. */
    record Unique(List<String> columns) implements Rule {
        public Unique {
            columns = List.copyOf(columns);
        }

        @Override
        public String inWords() {
            return "one row per " + String.join(", ", columns);
        }
    }

    /** The SQL expression is true for every row; a row for which it is null breaks it. */
    record Expression(String sql) implements Rule {
        @Override
        public Optional<String> brokenRow() {
            return Optional.of("NOT coalesce((" + sql + "), false)");
        }

        @Override
        public String inWords() {
            return "`" + sql + "`";
        }
    }

    /** The column holds one of the SQL literals, or null. */
    record Accepted(String column, List<String> literals) implements Rule {
        public Accepted {
            literals = List.copyOf(literals);
        }

        @Override
        public Optional<String> brokenRow() {
            String name = Sql.name(column);
            return Optional.of(name + " IS NOT NULL AND " + name + " NOT IN (" + String.join(", ", literals) + ")");
        }

        @Override
        public String inWords() {
            return column + " is one of " + String.join(", ", literals) + ", or null";
        }
    }

    /** The column lies between the bounds, both inclusive, or is null. */
    record Range(String column, Optional<BigDecimal> min, Optional<BigDecimal> max) implements Rule {
        @Override
        public Optional<String> brokenRow() {
            String name = Sql.name(column);
            List<String> outside = new ArrayList<>();
            min.ifPresent(bound -> outside.add(name + " < " + bound.toPlainString()));
            max.ifPresent(bound -> outside.add(name + " > " + bound.toPlainString()));
            return Optional.of(name + " IS NOT NULL AND (" + String.join(" OR ", outside) + ")");
        }

        @Override
        public String inWords() {
            return column
                    + min.map(bound -> " is at least " + bound.toPlainString()).orElse(" is")
                    + (min.isPresent() && max.isPresent() ? " and" : "")
                    + max.map(bound -> " at most " + bound.toPlainString()).orElse("")
                    + ", or null";
        }
    }

    /** None of the columns is null. */
    record NotNull(List<String> columns) implements Rule {
        public NotNull {
            columns = List.copyOf(columns);
        }

        @Override
        public Optional<String> brokenRow() {
            return Optional.of(columns.stream()
                    .map(column -> Sql.name(column) + " IS NULL")
                    .collect(Collectors.joining(" OR ")));
        }

        @Override
        public String inWords() {
            return "never null: " + String.join(", ", columns);
        }
    }

    /** What is written has at least so many rows. */
    record RowCountAtLeast(long rows) implements Rule {
        @Override
        public String inWords() {
            return "at least " + rows + (rows == 1 ? " row" : " rows");
        }
    }

    /** Each value of the column that is not null is found in a column of another table. */
    record References(String column, String table, String key) implements Rule {
        @Override
        public String inWords() {
            return column + " is found in " + table + "." + key + ", or null";
        }
    }
}
