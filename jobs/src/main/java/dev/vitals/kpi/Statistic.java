package dev.vitals.kpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * How a KPI turns rows of its fact table into numbers: the name of the method and the expressions it needs.
 *
 * <p>Expressions are SQL over the columns of the fact table. Besides columns they may name {@link #FOLLOW_UP_END}.
 */
public sealed interface Statistic permits Moments, TimeToEvent, Quantile, Distinct, Concentration, Agreement {
    /**
     * The first instant that the KPI no longer sees for a row: the end of the row's anchor day plus the days that the
     * KPI takes to mature, or the end of the as-of day if that is earlier. The engine puts its own expression in this
     * place.
     */
    String FOLLOW_UP_END = "follow_up_end";

    /** The word for it in a definition file, such as {@code share}. */
    String word();

    /** The condition that a row must meet to count at all; {@code TRUE} when every row does. */
    String where();

    /** The condition of rows that are observations: those that count, as far as they hold what is measured. */
    default String observed() {
        return where();
    }

    /**
     * How many totals {@link dev.vitals.stats.ClusterTotals} keep of each cluster; 0 where an interval has no use for
     * them.
     */
    int clusterLanes();

    /** Everything that fixes the formula, as written in a definition file: key to text, in a fixed order. */
    Map<String, String> parts();

    /** The same statistic with every expression rewritten. */
    Statistic rewrite(UnaryOperator<String> expressions);

    /** The expressions alone, {@link #where()} among them. */
    default List<String> expressions() {
        List<String> all = new ArrayList<>();
        rewrite(expression -> {
            all.add(expression);
            return expression;
        });
        return List.copyOf(all);
    }

    /** The same statistic with {@code sql}, an expression of type timestamp, in the place of {@link #FOLLOW_UP_END}. */
    default Statistic withFollowUpEnd(String sql) {
        return rewrite(expression -> SqlText.replace(expression, FOLLOW_UP_END, sql));
    }

    /** The columns that the expressions name. */
    default SortedSet<String> columns() {
        SortedSet<String> columns = new TreeSet<>();
        expressions().forEach(expression -> columns.addAll(SqlText.names(expression)));
        columns.remove(FOLLOW_UP_END);
        return columns;
    }
}
