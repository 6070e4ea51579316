package dev.vitals.simulate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plants the dirt that real logs have: files with garbage lines, and events that are well formed but impossible. */
final class DirtFlow {
    private static final int BAD_FILE_LINES = 400;
    private static final double BAD_SHARE = 0.1;
    private static final int HOPELESS_FILE_LINES = 120;
    private static final double HOPELESS_SHARE = 0.5;

    /** How to spoil a good line. */
    private enum Spoil {
        TRUNCATED_LINE,
        NOT_JSON,
        BAD_TIMESTAMP,
        MONTH_13,
        YEAR_2105,
        NUL,
        INVALID_UTF8,
        MISSING_ID,
        MISSING_TIME
    }

    private final Scene scene;
    private final ChatFlow chat;
    private final EventWriter event = new EventWriter();

    DirtFlow(Scene scene, ChatFlow chat) {
        this.scene = scene;
        this.chat = chat;
    }

    void day(int day) {
        if (day == scene.spec().plants().badFileDay()) {
            Dice dice = scene.dice("bad file", day);
            file(day, Ids.BAD_FILE, 90, BAD_FILE_LINES, BAD_SHARE, dice, "a tenth of its lines is garbage");
            impossible(day, dice);
        }
        if (day == scene.spec().plants().hopelessFileDay()) {
            Dice dice = scene.dice("hopeless file", day);
            file(day, Ids.HOPELESS_FILE, 91, HOPELESS_FILE_LINES, HOPELESS_SHARE, dice, "to be refused as a whole");
        }
    }

    private void file(int day, int stream, int number, int lines, double badShare, Dice dice, String note) {
        LineFile file = scene.delivery().separateFile(day, Kind.CHAT_MESSAGE, number);
        String path = scene.delivery().date(day) + "/" + file.path().getFileName();
        boolean counts = stream == Ids.BAD_FILE;
        Message m = new Message();
        m.day = day;
        m.stream = stream;
        m.mood = Mood.NEUTRAL;
        Spoil[] spoils = Spoil.values();
        int spoiled = 0;
        for (int i = 0; i < lines; i++) {
            m.number = i + 1L;
            m.at = scene.delivery().startOf(day) + Rhythm.millisAt((i + dice.next()) / lines);
            m.channel = scene.channels().pick(dice.next());
            m.account = scene.chatters().pick(m.channel, day, dice);
            EventWriter line = chat.line(m, dice);
            boolean last = i == lines - 1;
            if (last || dice.chance(badShare)) {
                Spoil spoil = last ? Spoil.TRUNCATED_LINE : spoils[spoiled++ % spoils.length];
                file.garbage(spoil(line, spoil, last));
                scene.truth().badLine(path, i + 1L, spoil.name().toLowerCase(java.util.Locale.ROOT));
            } else {
                file.event(line);
                if (counts) {
                    scene.delivery().book(Kind.CHAT_MESSAGE, m.at, day);
                    chat.booked(m);
                }
            }
        }
        scene.delivery().closeSeparate(file, note);
    }

    private static byte[] spoil(EventWriter good, Spoil spoil, boolean last) {
        byte[] line = Arrays.copyOf(good.bytes(), good.length());
        String text = new String(line, StandardCharsets.UTF_8);
        int time = text.indexOf("\"sent_at\":\"") + 11;
        String spoiled = switch (spoil) {
            case TRUNCATED_LINE -> text.substring(0, text.length() / 2) + (last ? "" : "\n");
            case NOT_JSON -> "message_id=" + time + " user left the channel\n";
            case BAD_TIMESTAMP -> text.substring(0, time) + "yesterday" + text.substring(time + 24);
            case MONTH_13 -> text.substring(0, time + 5) + "13" + text.substring(time + 7);
            case YEAR_2105 -> text.substring(0, time) + "2105" + text.substring(time + 4);
            case MISSING_ID -> text.replaceFirst("\"message_id\":\"[^\"]*\",", "");
            case MISSING_TIME -> text.replaceFirst("\"sent_at\":\"[^\"]*\",", "");
            case NUL, INVALID_UTF8 -> text.replaceFirst("\"text\":\"", "\"text\":\"~~");
        };
        byte[] bytes = spoiled.getBytes(StandardCharsets.UTF_8);
        if (spoil == Spoil.NUL || spoil == Spoil.INVALID_UTF8) {
            int at = spoiled.substring(0, spoiled.indexOf("~~")).getBytes(StandardCharsets.UTF_8).length;
            bytes[at] = (byte) (spoil == Spoil.NUL ? 0 : 0xC3);
            bytes[at + 1] = (byte) (spoil == Spoil.NUL ? 0 : 0x28);
        }
        return bytes;
    }

    /** Events that parse but cannot be: a close of a report that nobody filed, and a close before the report. */
    private void impossible(int day, Dice dice) {
        long at = scene.delivery().startOf(day) + 12 * Rhythm.HOUR_MILLIS;
        String orphan = Ids.tagged("rep", scene.seed(), day, 2_000_000);
        close(orphan, at);
        oddity("activity_of_unknown_report", day, orphan);
        String early = Ids.tagged("rep", scene.seed(), day, 2_000_001);
        int channel = scene.channels().pick(dice.next());
        event.begin(Kind.REPORT_CREATED)
                .put("report_id", early)
                .put("reporter_id", null)
                .put("subject_type", "channel")
                .put("subject_id", Long.toString(scene.channels().id(channel)))
                .putId("subject_user_id", scene.channels().id(channel))
                .putId("channel_id", scene.channels().id(channel))
                .put("category", Harm.OTHER.id())
                .put("severity", "low")
                .put("language", scene.channels().language(channel))
                .put("surface", "stream")
                .put("source", "user")
                .putTime("created_at", at)
                .end();
        if (scene.delivery().deliver(Kind.REPORT_CREATED, at, event)) {
            scene.truth().daily("reports", day);
            scene.truth().tally("reports", Harm.OTHER.id(), "created");
        }
        close(early, at - Rhythm.HOUR_MILLIS);
        oddity("closed_before_created", day, early);
    }

    private void close(String reportId, long at) {
        event.begin(Kind.REPORT_ACTIVITY)
                .put("report_id", reportId)
                .put("activity", "closed")
                .putTime("at", at)
                .put("is_automated", true)
                .put("close_reason", "no_violation")
                .end();
        scene.delivery().deliver(Kind.REPORT_ACTIVITY, at, event);
    }

    private void oddity(String kind, int day, String reportId) {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("kind", kind);
        truth.put("date", scene.delivery().date(day).toString());
        truth.put("report_id", reportId);
        scene.truth().incident(truth);
    }
}
