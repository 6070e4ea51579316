package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.vitals.job.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Adds to rows what the dimensions knew of a channel, moderator or user at the time of the row. */
final class Dims {
    static final String CHANNEL = "dim.channel";
    static final String MODERATOR = "dim.moderator";
    static final String USER = "dim.user";

    private Dims() {}

    /** Adds {@code columns} (name in the dimension to name in the rows) of the channel as it was {@code at}. */
    static Dataset<Row> channelAt(Dataset<Row> rows, Tables tables, Column at, Map<String, String> columns) {
        return versionAt(rows, broadcast(pick(tables.of(CHANNEL), "channel_id", columns)), col("channel_id"), at);
    }

    /** Adds columns of the moderator named by {@code id} as he was {@code at}. */
    static Dataset<Row> moderatorAt(
            Dataset<Row> rows, Tables tables, Column id, Column at, Map<String, String> columns) {
        return versionAt(rows, broadcast(pick(tables.of(MODERATOR), "moderator_id", columns)), id, at);
    }

    /** Adds columns of the user named by {@code id} as he was {@code at}. */
    static Dataset<Row> userAt(Dataset<Row> rows, Tables tables, Column id, Column at, Map<String, String> columns) {
        return versionAt(rows, pick(tables.of(USER), "user_id", columns), id, at);
    }

    /** Adds {@code flag}: either dimension knew the account as a bot {@code at} the time. */
    static Dataset<Row> botAt(Dataset<Row> rows, Tables tables, Column id, Column at, String flag) {
        Map<String, String> moderator = Map.of("is_bot", "_is_bot_moderator");
        Map<String, String> user = Map.of("is_bot", "_is_bot_user");
        Dataset<Row> moderators = pick(tables.of(MODERATOR).filter(col("is_bot")), "moderator_id", moderator);
        Dataset<Row> users = pick(tables.of(USER).filter(col("is_bot")), "user_id", user);
        Dataset<Row> known = versionAt(rows, broadcast(moderators), id, at);
        return versionAt(known, broadcast(users), id, at)
                .withColumn(
                        flag,
                        coalesce(col("_is_bot_moderator"), lit(false)).or(coalesce(col("_is_bot_user"), lit(false))))
                .drop("_is_bot_moderator", "_is_bot_user");
    }

    private static Dataset<Row> pick(Dataset<Row> dimension, String id, Map<String, String> columns) {
        List<Column> picked = new ArrayList<>();
        picked.add(col(id).as("_dim_id"));
        picked.add(col("valid_from").as("_dim_from"));
        picked.add(col("valid_to").as("_dim_to"));
        columns.forEach((from, to) -> picked.add(col(from).as(to)));
        return dimension.select(picked.toArray(Column[]::new));
    }

    private static Dataset<Row> versionAt(Dataset<Row> rows, Dataset<Row> dimension, Column id, Column at) {
        Column isValid = col("_dim_from").leq(at).and(col("_dim_to").isNull().or(at.lt(col("_dim_to"))));
        return rows.join(dimension, id.equalTo(col("_dim_id")).and(isValid), "left")
                .drop("_dim_id", "_dim_from", "_dim_to");
    }
}
