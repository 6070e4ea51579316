package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings decisions and the appeals that may question them together.
 *
 * <p>An appeal names an action or a report, or neither: an unban request names only who asks and where, and questions
 * the last ban before it. Each of the three is a text key; a decision meets every appeal with which it shares a key.
 */
final class AppealLinks {
    static final String ACTION = "action:";
    static final String REPORT = "report:";
    static final String BAN = "ban:";

    private static final String KEYS = "_appeal_keys";

    private AppealLinks() {}

    static Column actionKey(Column actionId) {
        return concat(lit(ACTION), actionId);
    }

    static Column reportKey(Column reportId) {
        return concat(lit(REPORT), reportId);
    }

    /** Key of the bans of a person in a channel; null without a person. */
    static Column banKey(Column subjectUserId, Column channelId) {
        return concat(lit(BAN), subjectUserId, lit("|"), coalesce(channelId, lit("")));
    }

    /**
     * Adds the column {@code appeals} with the logs of all appeals that share one of {@code keys} with a row. {@code id}
     * names the row.
     */
    static Dataset<Row> withAppeals(Dataset<Row> rows, Column id, Column keys, Dataset<Row> appealEvents) {
        Column appeal = struct(col("appeal_id"), col("log"));
        return Matches.withAny(rows, id, keys, logs(appealEvents), col(KEYS), appeal, "appeals");
    }

    /** The logs of {@link #withAppeals}, one per appeal, each cut to the events that {@code isSeen} keeps. */
    static List<List<AppealCourse.Event>> seen(Row row, String column, Function<AppealCourse.Event, Boolean> isSeen) {
        Map<String, List<AppealCourse.Event>> byAppeal = Rows.<Row>list(row, column).stream()
                .collect(Collectors.toMap(
                        appeal -> Rows.text(appeal, "appeal_id"),
                        appeal -> Rows.list(appeal, "log", AppealCourse.Event::of).stream()
                                .filter(isSeen::apply)
                                .toList(),
                        (once, again) -> once));
        return byAppeal.values().stream().filter(log -> !log.isEmpty()).toList();
    }

    private static Dataset<Row> logs(Dataset<Row> appealEvents) {
        Column namesNothing = col("action_id").isNull().and(col("report_id").isNull());
        Column keys = array_compact(array(
                actionKey(col("action_id")),
                reportKey(col("report_id")),
                when(namesNothing, banKey(col("subject_user_id"), col("channel_id")))));
        return appealEvents
                .withColumn(KEYS, keys)
                .groupBy("appeal_id")
                .agg(
                        collect_list(struct(Rows.columns(AppealCourse.COLUMNS))).as("log"),
                        array_distinct(flatten(collect_list(col(KEYS)))).as(KEYS))
                .withColumn(KEYS, explode(col(KEYS)));
    }
}
