package dev.vitals.contract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little SQL that contracts need: quoting, and the columns that an expression names. */
final class Sql {
    private static final Pattern TEXT = Pattern.compile("'(?:\\\\.|[^'\\\\])*'");
    private static final Pattern LAMBDA_ARGUMENTS = Pattern.compile("\\(([\\w\\s,]+)\\)\\s*->|(\\w+)\\s*->");
    private static final Pattern WORD = Pattern.compile("(?<![\\w.`])`?([A-Za-z_]\\w*)`?(\\s*\\()?");
    private static final Set<String> RESERVED = Set.of(
            "and",
            "or",
            "not",
            "is",
            "null",
            "true",
            "false",
            "in",
            "between",
            "like",
            "rlike",
            "case",
            "when",
            "then",
            "else",
            "end",
            "cast",
            "as",
            "interval",
            "day",
            "days",
            "hour",
            "hours",
            "minute",
            "minutes",
            "second",
            "seconds",
            "date",
            "timestamp",
            "string",
            "int",
            "bigint",
            "double",
            "boolean",
            "decimal",
            "distinct",
            "from",
            "escape",
            "div");

    private Sql() {}

    /** A column name in back quotes, so that {@code date} or {@code table} is no keyword. */
    static String name(String column) {
        return "`" + column + "`";
    }

    /** A text literal. */
    static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Words of an expression that must be columns: no functions, keywords, struct fields or lambda arguments. */
    static Set<String> columnsOf(String expression) {
        String sql = TEXT.matcher(expression).replaceAll("''");
        Set<String> lambdaArguments = new LinkedHashSet<>();
        Matcher lambdas = LAMBDA_ARGUMENTS.matcher(sql);
        while (lambdas.find()) {
            String arguments = lambdas.group(1) == null ? lambdas.group(2) : lambdas.group(1);
            lambdaArguments.addAll(List.of(arguments.trim().split("\\s*,\\s*")));
        }
        Set<String> columns = new LinkedHashSet<>();
        Matcher words = WORD.matcher(sql);
        while (words.find()) {
            String word = words.group(1);
            boolean isCall = words.group(2) != null && !RESERVED.contains(word.toLowerCase(Locale.ROOT));
            if (!isCall && !lambdaArguments.contains(word)) {
                columns.add(word);
            }
        }
        return columns;
    }

    /** Whether the word has a meaning of its own in SQL, so that it need not be a column. */
    static boolean isReserved(String word) {
        return RESERVED.contains(word.toLowerCase(Locale.ROOT));
    }
}
