package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per person, channel and day in which the platform took the person for an evader of a ban.
 *
 * <p>Suspicion of any other kind is none of this: a moderator who watches somebody, or a ban in a channel with which this
 * one shares its bans. What the platform calls unknown is no flag either.
 */
final class BanEvasionFlag implements Job {
    private static final String LIKELY = "likely";
    private static final String POSSIBLE = "possible";

    @Override
    public String name() {
        return "refine.ban_evasion_flag";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(Input.sameDay("bronze.stream_context"), Input.whole(Dims.CHANNEL));
    }

    @Override
    public String writes() {
        return "silver.ban_evasion_flag";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Column evaluation = col("attributes").getItem("ban_evasion");
        Column user = col("attributes").getItem("user_id");
        return tables.of("bronze.stream_context")
                .filter(Rows.among(col("event_date"), days))
                .filter(col("kind").equalTo("suspicious_user"))
                .filter(evaluation.isin(LIKELY, POSSIBLE).and(user.isNotNull()))
                .groupBy(
                        user.as("user_id"), col("channel_id"), col("event_date").as("flag_date"))
                .agg(
                        min("event_at").as("flagged_at"),
                        bool_or(evaluation.equalTo(LIKELY)).as("_is_likely"))
                .withColumn("evaluation", when(col("_is_likely"), LIKELY).otherwise(POSSIBLE))
                .drop("_is_likely")
                .transform(rows -> Dims.channelAt(
                        rows,
                        tables,
                        col("flagged_at"),
                        Map.of("language", "language", "region", "region", "tier", "channel_tier")));
    }
}
