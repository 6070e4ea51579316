package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per version of a channel, user or moderator, from all that was told of it up to the last visible day.
 *
 * <p>Decided: each event tells the whole entity, so that an attribute it leaves out is unknown from then on; a version
 * lasts until the next begins. Of two events at the same instant the greater id counts. As the ids differ by a hash of
 * what the events say, that one is no better than the other, but it is the same one whichever landed first; who corrects
 * a version gives the correction an instant of its own. The table has no days and is made whole.
 */
final class DimensionVersions implements Job {
    private final String entity;
    private final List<Column> attributes;

    private DimensionVersions(String entity, List<Column> attributes) {
        this.entity = entity;
        this.attributes = attributes;
    }

    static Job ofChannels() {
        return new DimensionVersions(
                "channel", List.of(text("language"), text("category"), text("tier"), text("region")));
    }

    static Job ofUsers() {
        return new DimensionVersions("user", List.of(text("region"), text("age_band"), flag("is_bot")));
    }

    static Job ofModerators() {
        return new DimensionVersions(
                "moderator",
                List.of(text("team"), text("region"), flag("is_bot"), text("languages"), text("employment")));
    }

    @Override
    public String name() {
        return "refine." + entity;
    }

    @Override
    public Set<Input> reads() {
        return Set.of(Input.whole("bronze.dimension_event"));
    }

    @Override
    public String writes() {
        return "dim." + entity;
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        String id = entity + "_id";
        List<Column> columns = new ArrayList<>();
        columns.add(col(id));
        columns.add(col("valid_from"));
        columns.add(lead(col("valid_from"), 1)
                .over(Window.partitionBy(id).orderBy("valid_from"))
                .as("valid_to"));
        columns.addAll(attributes);
        return tables.of("bronze.dimension_event")
                .filter(col("entity").equalTo(entity).and(col("event_at").lt(lit(days.asOfEnd()))))
                .groupBy(col("entity_id").as(id), col("event_at").as("valid_from"))
                .agg(max_by(col("attributes"), col("event_id")).as("attributes"))
                .select(columns.toArray(Column[]::new));
    }

    private static Column text(String attribute) {
        return col("attributes").getItem(attribute).as(attribute);
    }

    /** true, false, or unknown where the text is neither. */
    private static Column flag(String attribute) {
        return col("attributes").getItem(attribute).try_cast("boolean").as(attribute);
    }
}
