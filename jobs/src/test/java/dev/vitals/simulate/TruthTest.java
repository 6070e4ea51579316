package dev.vitals.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The truth files say what a reader of the logs finds, counted by hand. */
class TruthTest {
    private static final int DAYS = 8;
    private static final int SHARED = 26;

    @TempDir
    static Path dir;

    private static final Map<String, Long> COUNTS = new TreeMap<>();
    private static final Map<String, long[]> FILES = new HashMap<>();
    private static final Set<String> BAD = new LinkedHashSet<>();
    private static final Map<String, Long> MESSAGES = new TreeMap<>();
    private static final Map<String, Set<String>> CHATTERS = new TreeMap<>();
    private static final Map<String, Long> REPORT_ENDS = new TreeMap<>();
    private static final Map<String, Long> ACTIONS = new TreeMap<>();

    @BeforeAll
    static void writeAndReadBack() throws IOException {
        CommunitySpec spec = CommunitySpec.sized(LocalDate.of(2026, 1, 5), DAYS, SHARED, 6000, 300)
                .withPlants(Plants.standard()
                        .withRaidDay(2)
                        .withBrigadeDay(3)
                        .withBadFileDay(1)
                        .withHopelessFileDay(4));
        Community.of(spec).write(dir, Progress.silent());
        Set<String> seen = new HashSet<>();
        LandingReader.read(dir, line -> {
            long[] file = FILES.computeIfAbsent(line.path(), p -> new long[4]);
            file[0]++;
            if (line.event() == null) {
                file[3]++;
                BAD.add(line.path() + "," + line.number());
            } else if (!line.path().contains("chat.message-91")) {
                file[seen.add(line.key()) ? 1 : 2]++;
                if (seen.size() > COUNTS.getOrDefault("seen", 0L)) {
                    COUNTS.put("seen", (long) seen.size());
                    count(line);
                }
            }
        });
        COUNTS.remove("seen");
    }

    private static void count(LandingReader.Line line) {
        String date = line.at().toString().substring(0, 10);
        COUNTS.merge(line.type() + "," + date + "," + line.night(), 1L, Long::sum);
        switch (line.type()) {
            case "chat.message" -> {
                MESSAGES.merge(date, 1L, Long::sum);
                CHATTERS.computeIfAbsent(date, d -> new HashSet<>()).add(line.text("user_id"));
                assertThat(line.text("source_message_id"))
                        .as("a copy came before its original")
                        .isNull();
            }
            case "report.activity" -> REPORT_ENDS.merge(line.text("activity"), 1L, Long::sum);
            case "enforcement.action" -> ACTIONS.merge(line.text("action"), 1L, Long::sum);
            default -> {}
        }
    }

    @Test
    void theCountsAreThoseOfTheDistinctValidEvents() throws IOException {
        Map<String, Long> truth = new TreeMap<>();
        for (Map<String, String> row : LandingReader.csv(dir.resolve("truth/counts.csv"))) {
            truth.put(
                    row.get("type") + "," + row.get("event_date") + "," + row.get("night"),
                    Long.valueOf(row.get("events")));
        }

        assertThat(COUNTS).isEqualTo(truth);
        assertThat(truth.keySet().stream().map(k -> k.substring(0, k.indexOf(','))))
                .containsAll(Set.of("chat.message", "appeal.event", "audit.label", "dimension.user", "stream.context"));
    }

    @Test
    void everyFileHasTheLinesThatItsTruthSays() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (Map<String, String> row : LandingReader.csv(dir.resolve("truth/files.csv"))) {
            String path = row.get("path");
            listed.add(path);
            long[] read = FILES.getOrDefault(path, new long[4]);
            long lines = Long.parseLong(row.get("lines"));
            assertThat(read[0]).as(path).isEqualTo(lines);
            assertThat(read[3]).as("bad lines of " + path).isEqualTo(Long.parseLong(row.get("bad")));
            assertThat(lines)
                    .isEqualTo(Long.parseLong(row.get("events"))
                            + Long.parseLong(row.get("copies"))
                            + Long.parseLong(row.get("duplicates"))
                            + Long.parseLong(row.get("bad")));
        }
        Path root = dir.resolve("landing/vitals");
        assertThat(LandingReader.files(root).stream()
                        .map(f -> root.relativize(f).toString()))
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void theRepetitionsOfANightAreThoseThatWerePlanted() throws IOException {
        long copies = 0;
        Map<String, Long> planted = new TreeMap<>();
        Map<String, Long> found = new TreeMap<>();
        for (Map<String, String> row : LandingReader.csv(dir.resolve("truth/files.csv"))) {
            copies += Long.parseLong(row.get("copies"));
            long repeated = Long.parseLong(row.get("duplicates")) + Long.parseLong(row.get("copies"));
            planted.merge(row.get("night"), repeated, Long::sum);
            found.merge(row.get("night"), FILES.getOrDefault(row.get("path"), new long[4])[2], Long::sum);
        }

        assertThat(found).isEqualTo(planted);
        assertThat(copies).isPositive();
        assertThat(planted.values().stream().mapToLong(n -> n).sum()).isGreaterThan(copies + 100);
    }

    @Test
    void everyBadLineIsNamedWithItsReason() throws IOException {
        Set<String> planted = new LinkedHashSet<>();
        Set<String> reasons = new TreeSet<>();
        for (Map<String, String> row : LandingReader.csv(dir.resolve("truth/bad_lines.csv"))) {
            planted.add(row.get("path") + "," + row.get("line"));
            reasons.add(row.get("reason"));
        }

        assertThat(BAD).containsExactlyInAnyOrderElementsOf(planted);
        assertThat(reasons)
                .containsExactly(
                        "bad_timestamp",
                        "invalid_utf8",
                        "missing_id",
                        "missing_time",
                        "month_13",
                        "not_json",
                        "nul",
                        "truncated_line",
                        "year_2105");
    }

    @Test
    void theBadFileStaysBelowAFifthAndTheHopelessOneDoesNot() {
        long[] bad = FILES.get("2026-01-06/chat.message-90.ndjson");
        long[] hopeless = FILES.get("2026-01-09/chat.message-91.ndjson");

        assertThat((double) bad[3] / bad[0]).isBetween(0.05, 0.19);
        assertThat((double) hopeless[3] / hopeless[0]).isGreaterThan(0.3);
    }

    @Test
    void messagesAndChattersOfEachDayAreTrue() throws IOException {
        Set<String> ever = new HashSet<>();
        for (Map<String, String> row : LandingReader.csv(dir.resolve("truth/daily.csv"))) {
            String date = row.get("date");
            int before = ever.size();
            ever.addAll(CHATTERS.get(date));
            assertThat(Long.parseLong(row.get("messages"))).as(date).isEqualTo(MESSAGES.get(date));
            assertThat(Integer.parseInt(row.get("chatters")))
                    .isEqualTo(CHATTERS.get(date).size());
            assertThat(Integer.parseInt(row.get("new_chatters"))).isEqualTo(ever.size() - before);
        }
    }

    @Test
    void reportsAndActionsAddUp() throws IOException {
        JsonNode delivered =
                LandingReader.json(dir.resolve("truth/resolution.json")).get("delivered");
        // The impossible closes (one of a report that nobody filed, one before its report) and those after a reopening
        // are in the logs but are no first end of a report.
        assertThat(sum(delivered, "merged")).isEqualTo(REPORT_ENDS.get("merged"));
        assertThat(sum(delivered, "auto_closed")).isEqualTo(REPORT_ENDS.get("auto_closed"));
        assertThat(sum(delivered, "withdrawn")).isEqualTo(REPORT_ENDS.get("withdrawn"));
        assertThat(sum(delivered, "reopened")).isEqualTo(REPORT_ENDS.get("reopened"));
        assertThat(REPORT_ENDS.get("closed") - sum(delivered, "closed")).isBetween(2L, 2 + sum(delivered, "reopened"));
        JsonNode actions =
                LandingReader.json(dir.resolve("truth/enforcement.json")).get("actions");
        for (Penalty penalty : Penalty.values()) {
            JsonNode group = actions.get(penalty.id());
            long imposed = group == null ? 0 : group.get("imposed").asLong();
            assertThat(imposed).as(penalty.id()).isEqualTo(ACTIONS.getOrDefault(penalty.id(), 0L));
        }
    }

    @Test
    void incidentsAreFoundWhereTheTruthPutsThem() throws IOException {
        JsonNode incidents = LandingReader.json(dir.resolve("truth/incidents.json"));
        JsonNode raid = find(incidents, "hate_raid");
        JsonNode brigade = find(incidents, "brigade");
        Set<String> raiders = new HashSet<>();
        long[] found = new long[2];
        Set<String> seen = new HashSet<>();
        LandingReader.read(dir, line -> {
            if (line.event() == null || !seen.add(line.key())) {
                return;
            }
            if (line.type().equals("enforcement.action")
                    && "ban".equals(line.text("action"))
                    && "bulk".equals(line.text("reason"))
                    && raid.get("channel_id").asText().equals(line.text("channel_id"))) {
                raiders.add(line.text("subject_user_id"));
            }
            if (line.type().equals("report.created")
                    && brigade.get("subject_user_id").asText().equals(line.text("subject_user_id"))
                    && "profile".equals(line.text("surface"))
                    && "harassment".equals(line.text("category"))
                    && !line.at().isBefore(Instant.parse(brigade.get("from").asText()))) {
                found[0]++;
            }
            if (line.type().equals("stream.context") && line.text("kind").startsWith("shield_mode")) {
                found[1]++;
            }
        });

        assertThat(found[0]).isEqualTo(brigade.get("reports").asLong());
        assertThat(found[1]).isEqualTo(2);
        assertThat((long) raiders.size())
                .isBetween(1L, raid.get("banned_in_bulk").asLong());
    }

    @Test
    void lateEventsComeOneToThreeNightsLate() {
        Map<Long, Long> byDelay = new TreeMap<>();
        COUNTS.forEach((key, events) -> {
            String[] cells = key.split(",");
            long delay = ChronoUnit.DAYS.between(LocalDate.parse(cells[1]), LocalDate.parse(cells[2]));
            byDelay.merge(delay, events, Long::sum);
        });

        assertThat(byDelay).containsOnlyKeys(0L, 1L, 2L, 3L);
        long late = byDelay.get(1L) + byDelay.get(2L) + byDelay.get(3L);
        long all = late + byDelay.get(0L);
        // One percent, in lumps of ten minutes of a channel's chat, less what would come after the last night.
        assertThat((double) late / all).isBetween(0.003, 0.015);
    }

    /** In the last three nights an activity may be there whose report would come late, after the end. */
    @Test
    void noActivityComesBeforeItsReportExceptThePlantedOnes() throws IOException {
        Map<String, String> created = new HashMap<>();
        Map<String, String> first = new HashMap<>();
        LandingReader.read(dir, line -> {
            if (line.event() == null) {
                return;
            }
            if (line.type().equals("report.created")) {
                created.put(line.text("report_id"), line.text("created_at"));
            } else if (line.type().equals("report.activity")) {
                first.merge(line.text("report_id"), line.text("at"), (a, b) -> a.compareTo(b) < 0 ? a : b);
            }
        });
        Set<String> odd = new HashSet<>();
        first.forEach((id, at) -> {
            boolean isComplete = at.compareTo("2026-01-10") < 0;
            String filed = created.get(id);
            if (filed == null ? isComplete : at.compareTo(filed) < 0) {
                odd.add(id);
            }
        });

        JsonNode incidents = LandingReader.json(dir.resolve("truth/incidents.json"));
        assertThat(odd)
                .containsExactlyInAnyOrder(
                        find(incidents, "activity_of_unknown_report")
                                .get("report_id")
                                .asText(),
                        find(incidents, "closed_before_created")
                                .get("report_id")
                                .asText());
        assertThat(Files.exists(dir.resolve(".spool"))).isFalse();
    }

    private static JsonNode find(JsonNode incidents, String kind) {
        for (JsonNode incident : incidents) {
            if (incident.get("kind").asText().equals(kind)) {
                return incident;
            }
        }
        throw new AssertionError("no incident of kind " + kind);
    }

    private static long sum(JsonNode groups, String name) {
        long sum = 0;
        for (JsonNode group : groups) {
            sum += group.path(name).asLong();
        }
        return sum;
    }
}
