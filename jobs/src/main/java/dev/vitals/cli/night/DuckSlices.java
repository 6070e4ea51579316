package dev.vitals.cli.night;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL of the groupings of some KPIs: their grouping sets, and the texts by which groups are filed. */
final class DuckSlices {
    private final List<List<String>> groupings;
    private final List<String> dimensions;

    DuckSlices(List<List<String>> groupings) {
        this.groupings = groupings;
        this.dimensions =
                groupings.stream().flatMap(List::stream).distinct().sorted().toList();
    }

    /** The dimensions as texts, with unknown where a row does not know one. */
    String values() {
        return each("coalesce(CAST(%1$s AS VARCHAR), 'unknown') AS %1$s", ", ");
    }

    /** {@code GROUPING SETS}, each with these columns as well. */
    String sets(String others) {
        return groupings.stream()
                .map(grouping ->
                        Stream.concat(Stream.of(others), grouping.stream()).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", ", "GROUPING SETS (", ")"));
    }

    /** {@code all}, or dimensions and values as gold files them. */
    String key() {
        String escaped = "replace(replace(%1$s, '\\', '\\\\'), '|', '\\|')";
        return "coalesce(nullif(concat_ws('|', "
                + each("CASE WHEN GROUPING(%1$s) = 0 THEN '%1$s=' || " + escaped + " END", ", ")
                + "), ''), 'all')";
    }

    /** The names of the dimensions of a group. */
    String names() {
        return "concat_ws('|', " + each("CASE WHEN GROUPING(%1$s) = 0 THEN '%1$s' END", ", ") + ")";
    }

    private String each(String form, String between) {
        return dimensions.stream().map(form::formatted).collect(Collectors.joining(between));
    }
}
