package dev.vitals.kpi;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How unevenly an amount is spread over people: Gini's coefficient, and the share of the tenth of them with most of it.
 * The rows of a person are added up first, over days too; rows without a person or an amount are left out.
 *
 * @param person whose row it is, as a text
 * @param amount whole number, 0 or more; who has rows and no amount counts among the people
 */
public record Concentration(String person, String amount, String where) implements Statistic {
    /** Name of Gini's coefficient among the estimates. */
    public static final String GINI = "gini";

    /** Name of the share of those with most. */
    public static final String TOP_TENTH = "top_tenth";

    @Override
    public String observed() {
        return "(" + where + ") AND (" + person + ") IS NOT NULL AND (" + amount + ") IS NOT NULL";
    }

    @Override
    public String word() {
        return "concentration";
    }

    /** People are the units, and the state knows them itself. */
    @Override
    public int clusterLanes() {
        return 0;
    }

    @Override
    public Map<String, String> parts() {
        return Parts.of("person", person, "amount", amount, "where", where);
    }

    @Override
    public Concentration rewrite(UnaryOperator<String> on) {
        return new Concentration(on.apply(person), on.apply(amount), on.apply(where));
    }
}
