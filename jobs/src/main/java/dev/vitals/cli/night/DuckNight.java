package dev.vitals.cli.night;

import dev.vitals.contract.ChildAges;
import dev.vitals.contract.CodeLists;
import dev.vitals.stats.TimeBins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
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

    private record Source(String script, String type, String table) {}

    private final DuckStore store;

    /** Opens or makes a store; its queries take so many cores and so much memory. */
    public DuckNight(Path store, int cores, long memoryMebibytes) {
        this.store = new DuckStore(store, cores, memoryMebibytes);
        this.store.run(DuckStore.script("tables"));
        this.store.run("SET VARIABLE pseudonym_key = " + DuckStore.text(KEY));
        this.store.set("night", LocalDate.EPOCH);
        this.store.run(DuckStore.script("macros"));
        DuckScorer.register(this.store.connection());
        fillLists();
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

    /** The lists of the house, which both contestants take from the same files. */
    private void fillLists() {
        CodeLists lists = CodeLists.load();
        Set<String> words = lists.words();
        StringJoiner codes = new StringJoiner(", ");
        for (String list : CodeLists.NAMES) {
            Map<String, String> byLower = new TreeMap<>();
            words.stream()
                    .filter(word -> word.equals(lists.listed(list, word)))
                    .forEach(word -> byLower.put(word.toLowerCase(Locale.ROOT), word));
            byLower.forEach((lower, word) -> codes.add("(%s, %s, %s)"
                    .formatted(DuckStore.text(list), DuckStore.text(lower), DuckStore.text(word))));
        }
        store.run("DELETE FROM code; INSERT INTO code VALUES " + codes);
        store.run("DELETE FROM child_age; INSERT INTO child_age VALUES "
                + ChildAges.load().ageBands().stream()
                        .map(band -> "(" + DuckStore.text(band) + ")")
                        .collect(Collectors.joining(", ")));
        StringJoiner bins = new StringJoiner(", ");
        for (int bin = 0; bin <= TimeBins.LAST_BIN; bin++) {
            bins.add("(%d, %d, %s)".formatted(bin, TimeBins.lowerSeconds(bin), TimeBins.representativeSeconds(bin)));
        }
        store.run("DELETE FROM time_bin; INSERT INTO time_bin VALUES " + bins);
    }

    /**
     * Lands every file of the folder that has not landed yet; the name of a file begins with the type of its events.
     *
     * @return rows that were new
     */
    public long land(Path landingFolder, LocalDate night) {
        List<Path> files = newFiles(landingFolder.resolve("vitals"));
        long rows = 0;
        for (Source source : SOURCES) {
            List<Path> ofType =
                    files.stream().filter(file -> isOf(file, source.type())).toList();
            if (!ofType.isEmpty()) {
                rows += land(source, ofType, night);
            }
        }
        for (Path file : files) {
            store.run("INSERT INTO landed_file VALUES (%s, %d, %s)"
                    .formatted(DuckStore.text(file.toString()), size(file), DuckStore.date(night)));
        }
        return rows;
    }

    private List<Path> newFiles(Path folder) {
        Set<String> landed = Set.copyOf(store.query("SELECT DISTINCT path FROM landed_file", row -> row.getString(1)));
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !landed.contains(file.toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list the files to land in " + folder, e);
        }
    }

    private static boolean isOf(Path file, String type) {
        String name = file.getFileName().toString();
        return name.startsWith(type + "-") || name.startsWith(type + ".");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't see how large a landed file is: " + file, e);
        }
    }

    private long land(Source source, List<Path> files, LocalDate night) {
        String list = files.stream()
                .map(file -> DuckStore.text(file.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        store.set("night", night);
        // Of two lines under one id the first stands, so here the order counts.
        store.run("SET preserve_insertion_order = true;"
                + "CREATE OR REPLACE TEMP TABLE staged AS FROM shape." + source.table() + " LIMIT 0;"
                + "INSERT INTO staged BY NAME "
                + DuckStore.script("land/" + source.script()).replace("${files}", list)
                + "; SET preserve_insertion_order = false");
        List<LocalDate> days = store.days("SELECT DISTINCT event_date FROM staged");
        List<LocalDate> around = days.stream()
                .flatMap(day -> Stream.of(day.minusDays(1), day, day.plusDays(1)))
                .distinct()
                .sorted()
                .toList();
        store.run(DuckStore.script("land_once")
                .replace("${table}", source.table())
                .replace("${days}", DuckStore.list(around)));
        store.add(source.table(), "event_date", "FROM staged");
        store.run("INSERT INTO arrived SELECT %s, %s, event_date, count(*) FROM staged GROUP BY ALL"
                .formatted(DuckStore.date(night), DuckStore.text(source.table())));
        return store.query("SELECT count(*) FROM staged", row -> row.getLong(1)).get(0);
    }

    /** Makes the facts of the days that the night's events touch. */
    public void refine(LocalDate night) {
        store.set("night", night);
        List<LocalDate> arrived = store.days(arrivedDays("TRUE"));
        if (arrived.isEmpty()) {
            return;
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
        make("chatter_day", recent);
        make("channel_day", recent);
        make("acted_message", recent);
        make("report_case", followed);
        make("enforcement_action", followed);
        make("appeal", followed);
    }

    /** Days that this night has to look at: of what it landed, and its own, of which something may have landed before. */
    private static String arrivedDays(String condition) {
        return "SELECT DISTINCT event_date FROM arrived WHERE event_date <= getvariable('night')"
                + " AND (night = getvariable('night') OR event_date = getvariable('night')) AND " + condition
                + " ORDER BY event_date";
    }

    private void make(String table, List<LocalDate> days) {
        String select = DuckStore.script("refine/" + table).replace("${chat_days}", DuckStore.list(days));
        store.replace(table, FACTS.get(table), days, select);
    }

    /** Every number of the days that the night touched: those whose facts it made, and those that are not final yet. */
    public List<NightCell> measure(LocalDate night) {
        store.set("night", night);
        List<LocalDate> arrived = store.days(arrivedDays("TRUE"));
        LocalDate first = arrived.isEmpty() ? night : arrived.get(0);
        List<NightCell> cells = new ArrayList<>();
        DuckMeasure.all().forEach(measure -> cells.addAll(measure.cells(store, first.minusDays(FOLLOWED_DAYS), night)));
        return cells;
    }

    @Override
    public void close() {
        store.close();
    }
}
