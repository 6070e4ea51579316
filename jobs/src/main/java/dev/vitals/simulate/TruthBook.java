package dev.vitals.simulate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps count of what is written while it is written; its size depends on days, files and accounts, not on events. */
final class TruthBook {
    /** Events of one kind and day that were delivered in one night. */
    record Cell(Kind kind, int day, int night) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell o) {
            int byKind = kind.compareTo(o.kind);
            int byDay = Integer.compare(day, o.day);
            return byKind != 0 ? byKind : byDay != 0 ? byDay : Integer.compare(night, o.night);
        }
    }

    /** Items of an audit frame and stratum. */
    record Frame(String frame, String stratum, double inclusionProbability) {}

    /** Indexes into the counts of a {@link Frame}. */
    static final int ITEMS = 0;

    static final int WRONG = 1;
    static final int DRAWN = 2;
    static final int LABELS = 3;

    /** A line that no reader can accept, and why. */
    record BadLine(String path, long line, String reason) {}

    /** How a report may end without a decision. */
    enum Fate {
        FIRST,
        DUPLICATE,
        GONE
    }

    private final int days;
    private final long[][][] cells;
    private final Map<String, long[]> daily = new HashMap<>();
    private final Map<String, Map<String, Long>> tallies = new TreeMap<>();
    private final Map<Frame, long[]> frames = new LinkedHashMap<>();
    private final EnumMap<Harm, long[]> fates = new EnumMap<>(Harm.class);
    private final List<LineFile.Truth> files = new ArrayList<>();
    private final List<BadLine> badLines = new ArrayList<>();
    private final List<Map<String, Object>> incidents = new ArrayList<>();
    private final BitSet chattersSeen = new BitSet();
    private final BitSet chattersToday = new BitSet();

    TruthBook(int days) {
        this.days = days;
        this.cells = new long[Kind.values().length][days][4];
    }

    int days() {
        return days;
    }

    /** A distinct valid event; the night is at most three after its day. */
    void event(Kind kind, int day, int night) {
        cells[kind.ordinal()][day][night - day]++;
    }

    long events(Kind kind, int day, int lateBy) {
        return cells[kind.ordinal()][day][lateBy];
    }

    /** Adds one to a number of the day. */
    void daily(String name, int day) {
        daily(name, day, 1);
    }

    void daily(String name, int day, long more) {
        if (day >= 0 && day < days) {
            daily.computeIfAbsent(name, n -> new long[days])[day] += more;
        }
    }

    /** Adds one to a number of a group, such as the appeals of an action kind. */
    void tally(String table, String group, String name) {
        tallies.computeIfAbsent(table, t -> new TreeMap<>()).merge(group + "\t" + name, 1L, Long::sum);
    }

    void audited(Frame frame, int what, long more) {
        frames.computeIfAbsent(frame, f -> new long[4])[what] += more;
    }

    void report(Harm harm, Fate fate) {
        fates.computeIfAbsent(harm, h -> new long[Fate.values().length])[fate.ordinal()]++;
    }

    void chatted(int account) {
        chattersToday.set(account);
    }

    void closeDay(int day) {
        long all = chattersToday.cardinality();
        daily("chatters", day, all);
        chattersSeen.or(chattersToday);
        long ever = chattersSeen.cardinality();
        daily("new_chatters", day, ever - everSeen);
        everSeen = ever;
        chattersToday.clear();
    }

    private long everSeen;

    void file(LineFile.Truth file) {
        files.add(file);
    }

    void badLine(String path, long line, String reason) {
        badLines.add(new BadLine(path, line, reason));
    }

    void incident(Map<String, Object> incident) {
        incidents.add(incident);
    }

    /** Sorted by name. */
    Map<String, long[]> daily() {
        return new TreeMap<>(daily);
    }

    Map<String, Long> tally(String table) {
        return tallies.getOrDefault(table, Map.of());
    }

    Map<Frame, long[]> frames() {
        return frames;
    }

    long[] fates(Harm harm) {
        return fates.getOrDefault(harm, new long[Fate.values().length]);
    }

    List<LineFile.Truth> files() {
        return files;
    }

    List<BadLine> badLines() {
        return badLines;
    }

    List<Map<String, Object>> incidents() {
        return incidents;
    }
}
