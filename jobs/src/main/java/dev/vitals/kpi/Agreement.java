package dev.vitals.kpi;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How far those who label the same thing agree; rows with fewer than two labels can't say and are left out.
 *
 * @param labels an array of texts: what each of those who looked at the row said; one who said nothing is null
 */
public record Agreement(String labels, String where) implements Statistic {
    /** The number beyond chance. */
    static final String ALPHA = "alpha";

    /** The share of pairs of labels that agree. */
    static final String RAW = "raw_agreement";

    @Override
    public String word() {
        return "agreement";
    }

    @Override
    public String observed() {
        return "(" + where + ") AND SIZE(ARRAY_COMPACT(" + labels + ")) > 1";
    }

    /** Rows are drawn anew as wholes; patterns are not kept by cluster. */
    @Override
    public int clusterLanes() {
        return 0;
    }

    @Override
    public Map<String, String> parts() {
        return Parts.of("labels", labels, "where", where);
    }

    @Override
    public Agreement rewrite(UnaryOperator<String> on) {
        return new Agreement(on.apply(labels), on.apply(where));
    }
}
