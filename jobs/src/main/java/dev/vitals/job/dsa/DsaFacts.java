package dev.vitals.job.dsa;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.vitals.contract.CodeLists;
import dev.vitals.contract.dsa.DsaPeriod;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.job.Tables;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The facts of a period that concern the Union. */
public final class DsaFacts {
    private final Tables tables;
    private final DsaPeriod period;
    private final DsaTaxonomy taxonomy;

    DsaFacts(Tables tables, DsaPeriod period, DsaTaxonomy taxonomy) {
        this.tables = tables;
        this.period = period;
        this.taxonomy = taxonomy;
    }

    DsaTaxonomy taxonomy() {
        return taxonomy;
    }

    DsaPeriod period() {
        return period;
    }

    /** A whole table. */
    Dataset<Row> whole(String table) {
        return tables.of(table);
    }

    /** Rows of a fact table whose day lies in the period and whose channel's region is one of the Union, or unknown. */
    Dataset<Row> of(String table, String day) {
        return tables.of(table)
                .filter(col(day).between(Date.valueOf(period.from()), Date.valueOf(period.to())))
                .filter(isInside(taxonomy));
    }

    /** Whether a row concerns the Union: where the region is unknown, it may. */
    public static Column isInside(DsaTaxonomy taxonomy) {
        return taxonomy.regions().isEmpty()
                ? lit(true)
                : col("region")
                        .isNull()
                        .or(col("region").equalTo(CodeLists.OTHER))
                        .or(col("region").isin(taxonomy.regions().toArray()));
    }

    /** The words that a column holds, null among them where it is empty; all are known to the taxonomy. */
    List<String> words(Dataset<Row> rows, String column, String key) {
        List<String> words = new ArrayList<>();
        rows.select(column).distinct().collectAsList().forEach(row -> words.add(row.getString(0)));
        taxonomy.check(key, words);
        return words;
    }

    /** A column that holds for each word what it stands for, several of them. */
    static Column lists(Column word, List<String> words, Function<String, List<String>> meaning) {
        HashMap<String, List<String>> known = new HashMap<>();
        words.forEach(each -> known.put(nameOf(each), List.copyOf(meaning.apply(each))));
        Map<String, List<String>> map = known;
        return functions
                .udf(
                        (UDF1<String, List<String>>) each -> map.get(each),
                        DataTypes.createArrayType(DataTypes.StringType))
                .apply(coalesce(word, lit(nameOf(null))));
    }

    /** Hours between two instants. */
    static Column hours(Column from, Column to) {
        return to.cast("double").minus(from.cast("double")).divide(lit(3600.0));
    }

    /** A word as a key; nothing is a word, too. */
    private static String nameOf(String word) {
        return word == null ? "\n" : word;
    }
}
