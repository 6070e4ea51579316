package dev.vitals.warehouse.plain;

import dev.vitals.job.Days;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import dev.vitals.job.refine.Children;
import dev.vitals.job.refine.RefineJobs;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Turns the events of the days that a night touches into facts, merged on their grain.
 *
 * <p>What the long stories are (reports, sanctions, appeals, versions of dimensions) is decided by the functions of {@link
 * RefineJobs}, which are plain DataFrame code, so that both ways mean the same; the days of channels and chatters are SQL.
 */
final class PlainFacts {
    static final String REPORTS = "silver.report_case";
    static final String ACTIONS = "silver.enforcement_action";
    static final String APPEALS = "silver.appeal";
    static final String CHANNELS = "silver.channel_day";
    static final String CHATTERS = "silver.chatter_day";

    private static final String MESSAGES = "silver.acted_message";
    private static final Map<String, Job> JOBS =
            RefineJobs.all().stream().collect(Collectors.toMap(Job::writes, Function.identity()));

    private final PlainTables tables;
    private final PlainSpan span;

    PlainFacts(PlainTables tables, PlainSpan span) {
        this.tables = tables;
        this.span = span;
    }

    /** How many facts were touched. */
    long refine() {
        for (String dimension : new String[] {"dim.channel", "dim.user", "dim.moderator"}) {
            tables.overwrite(dimension, rows(dimension, span.firstTouched()));
        }
        LocalDate touched = span.firstTouched();
        LocalDate followed = span.firstFollowed();
        return job(REPORTS, followed, "created_date", "report_id")
                + job(MESSAGES, touched, "acted_date", "message_id")
                + job(ACTIONS, followed, "action_date", "action_id", "action_at")
                + job(APPEALS, followed, "submitted_date", "appeal_id")
                + channelDays()
                + chatterDays();
    }

    private long job(String table, LocalDate from, String day, String... grain) {
        return tables.upsertDays(table, rows(table, from), day, from, span.night(), grain);
    }

    private Dataset<Row> rows(String table, LocalDate from) {
        Days days = new Days(from, span.night(), span.night());
        Job job = JOBS.get(table);
        return job.apply(new PlainWindows(tables, job.reads(), days), days);
    }

    private long channelDays() {
        view("chat", scoredChat());
        view("reports", events(PlainBronze.REPORTS).where("activity = 'created'"));
        view(
                "sanctions",
                events(PlainBronze.ENFORCEMENT)
                        .where("action NOT IN ('unban', 'untimeout', 'unsuspend', 'remonetize', 'feature_unblock')"));
        view("viewership", events(PlainBronze.VIEWERSHIP));
        view("channels", tables.read("dim.channel"));
        view(
                "bots",
                tables.read("dim.moderator")
                        .where("is_bot")
                        .selectExpr("moderator_id AS id", "valid_from", "valid_to")
                        .unionByName(tables.read("dim.user")
                                .where("is_bot")
                                .selectExpr("user_id AS id", "valid_from", "valid_to")));
        Dataset<Row> days = tables.spark().sql(PlainSql.CHANNEL_DAYS);
        return tables.upsertDays(CHANNELS, days, "activity_date", span.firstTouched(), span.night(), "channel_id");
    }

    private long chatterDays() {
        view("chat", scoredChat());
        view("users", tables.read("dim.user"));
        String columns = "user_id STRING, activity_date DATE, region STRING, messages BIGINT, scored_messages BIGINT,"
                + " mean_sentiment_micros BIGINT, is_new BOOLEAN, has_lookback BOOLEAN";
        tables.createIfMissing(CHATTERS, columns, "activity_date");
        view("chatter_days_before", tables.read(CHATTERS).where(before()));
        Dataset<Row> days = tables.spark().sql(PlainSql.CHATTER_DAYS);
        return tables.upsertDays(CHATTERS, days, "activity_date", span.firstTouched(), span.night(), "user_id");
    }

    private String before() {
        return "activity_date < DATE'%1$s' AND activity_date >= date_sub(DATE'%1$s', 29)"
                .formatted(span.firstTouched());
    }

    private Dataset<Row> scoredChat() {
        Tables dimensions = tables::read;
        return Children.unscored(events(PlainBronze.CHAT), dimensions);
    }

    private Dataset<Row> events(String table) {
        return tables.read(table)
                .where("event_date BETWEEN DATE'%s' AND DATE'%s'".formatted(span.firstTouched(), span.night()));
    }

    private static void view(String name, Dataset<Row> rows) {
        rows.createOrReplaceTempView(name);
    }
}
