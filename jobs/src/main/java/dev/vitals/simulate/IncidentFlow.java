package dev.vitals.simulate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plants a hate raid, answered with shield mode and bulk bans, and a brigade of false reports on one user. */
final class IncidentFlow {
    private static final long MINUTE = 60_000;
    private static final double RAID_HELD = 0.1;
    private static final double RAID_REMOVED = 0.2;
    private static final double RAID_REPORTED = 0.03;
    private static final double RAIDERS_BANNED = 0.7;

    private final Scene scene;
    private final ChatFlow chat;
    private final AutomodFlow automod;
    private final EnforcementFlow enforcement;
    private final ReportFlow reports;
    private final AuditFlow audits;
    private final StreamFlow streams;

    IncidentFlow(
            Scene scene,
            ChatFlow chat,
            AutomodFlow automod,
            EnforcementFlow enforcement,
            ReportFlow reports,
            AuditFlow audits,
            StreamFlow streams) {
        this.scene = scene;
        this.chat = chat;
        this.automod = automod;
        this.enforcement = enforcement;
        this.reports = reports;
        this.audits = audits;
        this.streams = streams;
    }

    void day(int day) {
        if (day == scene.spec().plants().raidDay()) {
            raid(day, scene.dice("raid", day));
        }
        if (day == scene.spec().plants().brigadeDay()) {
            brigade(day, scene.dice("brigade", day));
        }
    }

    private void raid(int day, Dice dice) {
        int channel = Math.min(2, scene.channels().count() - 1);
        long start = scene.delivery().startOf(day) + 20 * Rhythm.HOUR_MILLIS + 5 * MINUTE;
        int wanted = Math.max(200, Math.min(20_000, scene.spec().messagesPerDay() / 50));
        int accounts = Math.min(ChatterModel.RAIDERS, wanted / 4);
        streams.context(channel, "raid", start - MINUTE, "viewers", Integer.toString(accounts));
        Message m = new Message();
        m.day = day;
        m.stream = Ids.RAID;
        m.channel = channel;
        m.mood = Mood.TOXIC;
        m.violating = true;
        m.harm = Harm.HATE;
        int posted = 0;
        for (int i = 0; i < wanted; i++) {
            m.number = i + 1L;
            m.at = start + (long) ((i + dice.next()) / wanted * 12 * MINUTE);
            m.account = scene.chatters().raider(dice.below(accounts));
            posted += play(m, dice) ? 1 : 0;
        }
        streams.context(channel, "shield_mode_begin", start + 4 * MINUTE, "by", "moderator");
        int banned = ban(day, channel, accounts, start + 6 * MINUTE, dice);
        streams.context(channel, "shield_mode_end", start + 124 * MINUTE, "by", "moderator");
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("kind", "hate_raid");
        truth.put("date", scene.delivery().date(day).toString());
        truth.put("channel_id", Long.toString(scene.channels().id(channel)));
        truth.put("from", Instant.ofEpochMilli(start).toString());
        truth.put("to", Instant.ofEpochMilli(start + 12 * MINUTE).toString());
        truth.put("shield_mode_from", Instant.ofEpochMilli(start + 4 * MINUTE).toString());
        truth.put("shield_mode_to", Instant.ofEpochMilli(start + 124 * MINUTE).toString());
        truth.put("accounts", accounts);
        truth.put("messages", posted);
        truth.put("banned_in_bulk", banned);
        scene.truth().incident(truth);
    }

    private boolean play(Message m, Dice dice) {
        double u = dice.next();
        if (u < RAID_HELD) {
            return automod.hold(m) && chat.postExtra(m, dice);
        }
        boolean posted = chat.postExtra(m, dice);
        if (u < RAID_HELD + RAID_REMOVED) {
            enforcement.removeByHand(m);
        } else if (u < RAID_HELD + RAID_REMOVED + RAID_REPORTED) {
            reports.about(m);
        } else {
            audits.unreported(m);
        }
        return posted;
    }

    private int ban(int day, int channel, int accounts, long at, Dice dice) {
        String batch = Ids.tagged("bat", scene.seed(), day, 1_000_000);
        long actor = scene.chatters().channelModerator(channel, 0);
        int banned = 0;
        for (int i = 0; i < accounts; i++) {
            if (dice.chance(RAIDERS_BANNED)) {
                long subject = scene.chatters().id(scene.chatters().raider(i));
                enforcement.impose(new Sanction(
                        Penalty.BAN,
                        at + 40L * banned,
                        subject,
                        channel,
                        null,
                        actor,
                        "human",
                        Harm.HATE,
                        "high",
                        null,
                        batch,
                        true));
                banned++;
            }
        }
        return banned;
    }

    private void brigade(int day, Dice dice) {
        int channel = Math.min(1, scene.channels().count() - 1);
        long subject = scene.chatters().id(scene.chatters().pick(channel, day, dice));
        int count = Math.max(60, (int) (scene.spec().reportsPerDay() * 0.12));
        long start = scene.delivery().startOf(day) + 18 * Rhythm.HOUR_MILLIS;
        int filed = reports.file(new ReportCase(
                "user",
                Long.toString(subject),
                subject,
                channel,
                null,
                Harm.HARASSMENT,
                false,
                "medium",
                scene.channels().language(channel),
                "profile",
                count,
                1800,
                start));
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("kind", "brigade");
        truth.put("date", scene.delivery().date(day).toString());
        truth.put("subject_user_id", Long.toString(subject));
        truth.put("channel_id", Long.toString(scene.channels().id(channel)));
        truth.put("category", Harm.HARASSMENT.id());
        truth.put("from", Instant.ofEpochMilli(start).toString());
        truth.put("reports", filed);
        truth.put("violating", false);
        scene.truth().incident(truth);
    }
}
