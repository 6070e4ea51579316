package dev.vitals.kpi;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little SQL that KPI expressions need: which names they use, and how to put another text in a name's place. */
final class SqlText {
    /** A text literal, or a word with the bracket of a call behind it; words inside literals are never seen as such. */
    private static final Pattern PIECE =
            Pattern.compile("'(?:\\\\.|''|[^'\\\\])*'|(?<![\\w.`])(`?)([A-Za-z_]\\w*)\\1(\\s*\\()?");

    private static final Pattern LITERAL_OR_BLANKS = Pattern.compile("'(?:\\\\.|''|[^'\\\\])*'|\\s+");

    private static final Set<String> KEYWORDS = Set.of(
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
            "second",
            "seconds",
            "minute",
            "minutes",
            "hour",
            "hours",
            "day",
            "days",
            "date",
            "timestamp",
            "string",
            "int",
            "bigint",
            "double",
            "boolean",
            "decimal",
            "div");

    private SqlText() {}

    /** Names that must be columns or tokens: neither keywords nor functions; in back quotes a word is never a keyword. */
    static SortedSet<String> names(String expression) {
        SortedSet<String> names = new TreeSet<>();
        PIECE.matcher(expression).results().filter(SqlText::isName).forEach(piece -> names.add(piece.group(2)));
        return names;
    }

    /** The expression with {@code replacement} in the place of every use of {@code name}. */
    static String replace(String expression, String name, String replacement) {
        return rewrite(
                PIECE, expression, piece -> isName(piece) && piece.group(2).equals(name) ? replacement : piece.group());
    }

    /** The expression on one line with single blanks, text literals left as they are. */
    static String folded(String expression) {
        return rewrite(LITERAL_OR_BLANKS, expression, piece -> piece.group().startsWith("'") ? piece.group() : " ")
                .strip();
    }

    /** {@code amount} where the condition holds, else zero; null counts as not holding. */
    static String when(String condition, String amount, String zero) {
        return "CASE WHEN " + condition + " THEN " + amount + " ELSE " + zero + " END";
    }

    private static boolean isName(MatchResult piece) {
        String word = piece.group(2);
        if (word == null) {
            return false;
        }
        boolean isQuoted = !piece.group(1).isEmpty();
        return isQuoted || (piece.group(3) == null && !KEYWORDS.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static String rewrite(Pattern pattern, String text, Function<MatchResult, String> by) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll(piece -> Matcher.quoteReplacement(by.apply(piece)));
    }
}
