package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;

/** The sanctions among enforcement events, each once however many logs tell of it; see {@link Tellings}. */
final class Sanctions {
    private static final List<String> COLUMNS = List.of(
            "event_at",
            "event_id",
            "action_id",
            "action",
            "log_type",
            "actor_id",
            "actor_type",
            "expires_at",
            "subject_user_id",
            "channel_id",
            "message_id",
            "policy",
            "severity",
            "report_id",
            "bulk_id",
            "detected_at");

    private static final UserDefinedFunction MERGE = udf(
            (UDF1<Row, List<Row>>) Sanctions::merge,
            Rows.type("array<struct<event_at:timestamp,event_id:string,action_id:string,action:string,log_type:string,"
                    + "actor_id:string,actor_type:string,expires_at:timestamp,subject_user_id:string,"
                    + "channel_id:string,message_id:string,policy:string,severity:string,report_id:string,"
                    + "bulk_id:string,detected_at:timestamp,told_as:array<string>>>"));

    private Sanctions() {}

    /** As {@link #of}, from the events of each day alone. */
    static Dataset<Row> perDay(Dataset<Row> enforcementEvents) {
        return grouped(
                SharedDeletions.oncePerDay(sanctions(enforcementEvents)),
                concat_ws("|", sameGroup(), col("event_date")));
    }

    /** The events' columns without their envelope, with event_date, and the array told_as of all their action ids. */
    static Dataset<Row> of(Dataset<Row> enforcementEvents) {
        return grouped(SharedDeletions.once(sanctions(enforcementEvents)), sameGroup());
    }

    private static Dataset<Row> sanctions(Dataset<Row> enforcementEvents) {
        return enforcementEvents.filter(ActionKinds.isSanction(col("action")));
    }

    private static Dataset<Row> grouped(Dataset<Row> sanctions, Column group) {
        return sanctions
                .groupBy(group.as("_group"))
                .agg(collect_list(struct(Rows.columns(COLUMNS))).as("_tellings"))
                .select(inline(when(size(col("_tellings")).equalTo(1), onlyTelling())
                        .otherwise(MERGE.apply(struct(col("_tellings"))))))
                .withColumn("event_date", to_date(col("event_at")));
    }

    /** What one line tells alone, as nearly all do, is a sanction as it stands; {@link #MERGE} would say the same. */
    private static Column onlyTelling() {
        Column telling = element_at(col("_tellings"), 1);
        Stream<Column> fields =
                COLUMNS.stream().map(column -> telling.getField(column).as(column));
        Stream<Column> toldAs = Stream.of(array(telling.getField("action_id")).as("told_as"));
        return array(struct(Stream.concat(fields, toldAs).toArray(Column[]::new)));
    }

    /** Deletions of one message belong together, as do sanctions of one kind on one person in one channel. */
    private static Column sameGroup() {
        Column onMessage = col("action")
                .equalTo(ActionKinds.MESSAGE_DELETE)
                .and(col("message_id").isNotNull());
        Column onPerson = concat_ws(
                "|", lit("person"), col("action"), col("subject_user_id"), coalesce(col("channel_id"), lit("")));
        return when(onMessage, concat_ws("|", lit("message"), col("message_id")))
                .when(col("subject_user_id").isNotNull().and(not(ActionKinds.isOther(col("action")))), onPerson)
                .otherwise(concat_ws("|", lit("action"), col("action"), col("action_id")));
    }

    private static List<Row> merge(Row group) {
        return Tellings.merge(Rows.list(group, "_tellings", Sanctions::telling)).stream()
                .map(Sanctions::row)
                .toList();
    }

    private static Tellings.Telling telling(Row row) {
        return new Tellings.Telling(
                Rows.instant(row, "event_at"),
                Rows.text(row, "event_id"),
                Rows.text(row, "action_id"),
                Rows.text(row, "action"),
                Rows.text(row, "log_type"),
                Rows.text(row, "actor_id"),
                Rows.text(row, "actor_type"),
                Rows.instant(row, "expires_at"),
                Rows.text(row, "subject_user_id"),
                Rows.text(row, "channel_id"),
                Rows.text(row, "message_id"),
                Rows.text(row, "policy"),
                Rows.text(row, "severity"),
                Rows.text(row, "report_id"),
                Rows.text(row, "bulk_id"),
                Rows.instant(row, "detected_at"));
    }

    private static Row row(Tellings.Sanction sanction) {
        Tellings.Telling telling = sanction.telling();
        return RowFactory.create(
                telling.at(),
                telling.eventId(),
                telling.actionId(),
                telling.action(),
                telling.logType(),
                telling.actorId(),
                telling.actorType(),
                telling.expiresAt(),
                telling.subjectUserId(),
                telling.channelId(),
                telling.messageId(),
                telling.policy(),
                telling.severity(),
                telling.reportId(),
                telling.bulkId(),
                telling.detectedAt(),
                sanction.toldAs());
    }
}
