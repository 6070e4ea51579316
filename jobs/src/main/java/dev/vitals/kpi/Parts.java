package dev.vitals.kpi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pieces that statistics share: their parts in order, and exact amounts in SQL. */
final class Parts {
    /** Which of {@link #pairSums} are products. */
    static final List<Moments.Product> PAIR_PRODUCTS =
            List.of(new Moments.Product(3, 1, 1), new Moments.Product(4, 1, 2), new Moments.Product(5, 2, 2));

    private Parts() {}

    /** Keys and texts in the order given; texts are brought onto one line. */
    static Map<String, String> of(String... keysAndTexts) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            parts.put(keysAndTexts[i], SqlText.folded(keysAndTexts[i + 1]));
        }
        return Collections.unmodifiableMap(parts);
    }

    /** The parts and one more. */
    static Map<String, String> with(Map<String, String> parts, String key, String text) {
        Map<String, String> more = new LinkedHashMap<>(parts);
        more.putAll(of(key, text));
        return Collections.unmodifiableMap(more);
    }

    /** An amount to a millionth: the product of two is exact in 38 digits. */
    static String amount(String expression) {
        return "CAST((" + expression + ") AS DECIMAL(18, 6))";
    }

    /** A weight to a billionth: one over a probability seldom ends earlier. */
    static String weight(String expression) {
        return "CAST((" + expression + ") AS DECIMAL(20, 9))";
    }

    /** The exact product of two amounts; of two weights to twelve digits. */
    static String product(String amount, String other) {
        return square(amount + " * " + other);
    }

    /** A square, or a sum of squares, of amounts. */
    static String square(String expression) {
        return "CAST((" + expression + ") AS DECIMAL(38, 12))";
    }

    /** n, a, b, aa, ab, bb over the rows that have both amounts. */
    static List<String> pairSums(String where, String a, String b) {
        String condition = "(" + where + ") AND (" + a + ") IS NOT NULL AND (" + b + ") IS NOT NULL";
        String first = amount(a);
        String second = amount(b);
        return List.of(
                SqlText.when(condition, "1L", "0L"),
                SqlText.when(condition, first, "0"),
                SqlText.when(condition, second, "0"),
                SqlText.when(condition, product(first, first), "0"),
                SqlText.when(condition, product(first, second), "0"),
                SqlText.when(condition, product(second, second), "0"));
    }
}
