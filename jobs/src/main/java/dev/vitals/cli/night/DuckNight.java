package dev.vitals.cli.night;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same night as somebody would run it who has one machine and DuckDB: neutral logs to Parquet by day, facts, numbers.
 *
 * <p>It is written to be as fast as DuckDB lets it be, and gives the same numbers. It leaves out what a script leaves out:
 * there is no quarantine (lines that can't be read are skipped and counted nowhere), no balance of rows, no checks, no gate,
 * no record of what moved, no interval, no state to add days up from, no erasure; a night that fails half-way is run again.
 */
public final class DuckNight implements AutoCloseable {
    private static final String KEY = "benchmark-pseudonym-key";

    /** How far a fact is followed: events change the facts of so many days before. */
    private static final int FOLLOWED_DAYS = 60;

    /** Scripts that land, in order, each with the type of event it reads and the table it fills. */
    private static final List<Source> SOURCES = List.of(
            new Source("dimension_channel", "dimension.channel", "dimension_event"),
            new Source("dimension_user", "dimension.user", "dimension_event"),
            new Source("dimension_moderator", "dimension.moderator", "dimension_event"),
            new Source("chat_message", "chat.message", "chat_message"),
            new Source("report_created", "report.created", "report_event"),
            new Source("report_activity", "report.activity", "report_event"),
            new Source("enforcement_action", "enforcement.action", "enforcement_event"),
            new Source("appeal_event", "appeal.event", "appeal_event"),
            new Source("automod_hold", "automod.hold", "automod_hold"),
            new Source("viewership", "viewership.interval", "viewership"),
            new Source("stream_context", "stream.context", "stream_context"));

    /** Fact tables in the order in which they are made, each with its day. */
    private static final Map<String, String> FACTS = facts();

    /**
     * How a type of event lands. Chat, which is nearly all there is, is staged as it was read, and told in the words of its
     * table while it is written; the few others are staged in them.
     */
    private record Source(String script, String type, String table) {
        private boolean isChat() {
            return table.equals("chat_message");
        }

        String staging() {
            return isChat()
                    ? "CREATE OR REPLACE TEMP TABLE staged AS "
                    : "CREATE OR REPLACE TEMP TABLE staged AS FROM shape." + table
                            + " LIMIT 0; INSERT INTO staged BY NAME ";
        }

        String rows() {
            return isChat() ? DuckStore.script("land/chat_message_rows") : "FROM staged";
        }
    }

    private final DuckStore store;
    private final DuckFiles files;

    /** Opens or makes a store; its queries take so many cores and so much memory. */
    public DuckNight(Path store, int cores, long memoryMebibytes) {
        this.store = new DuckStore(store, cores, memoryMebibytes);
        this.files = new DuckFiles(store.resolve("marked"));
        this.store.run(DuckStore.script("tables"));
        this.store.run("SET VARIABLE pseudonym_key = " + DuckStore.text(KEY));
        this.store.set("night", LocalDate.EPOCH);
        this.store.run(DuckStore.script("macros"));
        DuckScorer.register(this.store.connection());
        DuckLists.fill(this.store);
        SOURCES.forEach(source -> this.store.openTable(source.table(), "event_date"));
        FACTS.forEach(this.store::openTable);
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("channel_chatter", "activity_date");
        facts.put("chatter_day", "activity_date");
        facts.put("channel_day", "activity_date");
        facts.put("acted_message", "acted_date");
        facts.put("report_case", "created_date");
        facts.put("enforcement_action", "action_date");
        facts.put("appeal", "submitted_date");
        return facts;
    }

    /**
     * Lands every file of the folder that has not landed yet; the name of a file begins with the type of its events.
     *
     * @return rows that were new
     */
    public long land(Path landingFolder, LocalDate night) {
        Set<String> landed = Set.copyOf(store.query("SELECT DISTINCT path FROM landed_file", row -> row.getString(1)));
        List<Path> delivered = files.newFiles(landingFolder.resolve("vitals"), landed);
        long rows = 0;
        for (Source source : SOURCES) {
            List<Path> ofType =
                    delivered.stream().filter(file -> isOf(file, source.type())).toList();
            if (!ofType.isEmpty()) {
                rows += land(source, ofType, night);
            }
        }
        for (Path file : delivered) {
            store.run("INSERT INTO landed_file VALUES (%s, %d, %s)"
                    .formatted(DuckStore.text(file.toString()), DuckFiles.size(file), DuckStore.date(night)));
        }
        files.clear();
        return rows;
    }

    private static boolean isOf(Path file, String type) {
        String name = file.getFileName().toString();
        return name.startsWith(type + "-") || name.startsWith(type + ".");
    }

    private long land(Source source, List<Path> ofType, LocalDate night) {
        String list = ofType.stream()
                .map(file -> DuckStore.text(files.withoutMark(file).toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        store.set("night", night);
        // Of two lines under one id the first stands, so here the order counts.
        store.run("SET preserve_insertion_order = true; "
                + source.staging()
                + DuckStore.script("land/" + source.script()).replace("${files}", list)
                + "; SET preserve_insertion_order = false");
        List<LocalDate> around = store.days("SELECT DISTINCT event_date FROM staged").stream()
                .flatMap(day -> Stream.of(day.minusDays(1), day, day.plusDays(1)))
                .distinct()
                .sorted()
                .toList();
        store.run(DuckStore.script("land_once")
                .replace("${table}", source.table())
                .replace("${days}", DuckStore.list(around)));
        if (source.isChat()) {
            store.run(DuckStore.script("land/chat_channels"));
        }
        store.add(source.table(), "event_date", store.days("SELECT DISTINCT event_date FROM staged"), source.rows());
        store.run("INSERT INTO arrived SELECT %s, %s, event_date, count(*) FROM staged GROUP BY ALL"
                .formatted(DuckStore.date(night), DuckStore.text(source.table())));
        return store.query("SELECT count(*) FROM staged", row -> row.getLong(1)).get(0);
    }

    /** Makes the facts of the days that the night's events touch; returns how many rows they are. */
    public long refine(LocalDate night) {
        store.set("night", night);
        List<LocalDate> arrived = store.days(arrivedDays("TRUE"));
        if (arrived.isEmpty()) {
            return 0;
        }
        LocalDate from = arrived.get(0);
        store.set("from_day", from);
        store.set("first_day", from.minusDays(FOLLOWED_DAYS));
        List<LocalDate> recent = from.datesUntil(night.plusDays(1)).toList();
        List<LocalDate> followed =
                from.minusDays(FOLLOWED_DAYS).datesUntil(night.plusDays(1)).toList();
        List<LocalDate> chat = store.days(arrivedDays("source = 'chat_message'"));
        store.run(DuckStore.script("refine/dimensions"));
        make("channel_chatter", chat);
        store.run(DuckStore.script("refine/chat_of_adults"));
        long rows = make("chatter_day", recent) + make("channel_day", recent) + make("acted_message", recent);
        rows += make("report_case", followed) + make("enforcement_action", followed) + make("appeal", followed);
        store.run("INSERT INTO refined_night SELECT getvariable('night')");
        return rows;
    }

    /** Days that this night has to look at: of what landed since the one before it, and those that it is the first to see. */
    private static String arrivedDays(String condition) {
        return "SELECT DISTINCT event_date FROM arrived, (SELECT coalesce(max(night), DATE '1970-01-01') AS before FROM refined_night"
                + " WHERE night < getvariable('night')) WHERE event_date <= getvariable('night')"
                + " AND (night > before OR event_date > before) AND " + condition + " ORDER BY event_date";
    }

    private long make(String table, List<LocalDate> days) {
        String select = DuckStore.script("refine/" + table).replace("${chat_days}", DuckStore.list(days));
        return store.replace(table, FACTS.get(table), days, select);
    }

    /** Every number of the days that the night touched, and of those that no night has measured yet. */
    public List<NightCell> measure(LocalDate night) {
        store.set("night", night);
        LocalDate first = store.days(arrivedDays("TRUE")).stream().findFirst().orElse(night);
        LocalDate unseen =
                store.days("SELECT max(night) + 1 FROM refined_night WHERE night < getvariable('night')").stream()
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(first);
        LocalDate changed = unseen.isBefore(first) ? unseen : first;
        List<NightCell> cells = new ArrayList<>();
        for (DuckMeasure measure : DuckMeasure.all()) {
            cells.addAll(
                    measure.cells(store, measure.isFollowed() ? changed.minusDays(FOLLOWED_DAYS) : changed, night));
        }
        return cells;
    }

    @Override
    public void close() {
        store.close();
    }
}
