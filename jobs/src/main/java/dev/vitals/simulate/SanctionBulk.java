package dev.vitals.simulate;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Sanctions by the bots of channels and nothing else, in bulk: what busy blocklists add to the work of people.
 *
 * @param community whose channels and accounts they are about
 * @param date the one day on which all are imposed
 * @param sanctions number of sanctions
 */
public record SanctionBulk(CommunitySpec community, LocalDate date, int sanctions) {
    private static final long TIMEOUT_MILLIS = 600_000;

    /** One of so many is a timeout; the others delete a message. */
    private static final int TIMEOUT_EACH = 5;

    /** Writes {@code outDir/landing/vitals/<date>/enforcement.action-bulk.ndjson} and nothing beside it. */
    public void write(Path outDir) {
        long seed = community.seed();
        ChannelModel channels = new ChannelModel(seed, community.channels());
        ChatterModel chatters = new ChatterModel(seed, community.chatters(), channels);
        int day = day();
        Dice dice = Dice.of(seed, "sanctions in bulk", day);
        Path folder = outDir.resolve("landing").resolve("vitals").resolve(date.toString());
        LineFile file = LineFile.create(
                folder.resolve(Kind.ENFORCEMENT_ACTION.type() + "-bulk.ndjson"), 0, Kind.ENFORCEMENT_ACTION);
        EventWriter event = new EventWriter();
        for (int i = 0; i < sanctions; i++) {
            long millis = Rhythm.millisAt((i + dice.next()) / sanctions);
            long at = date.toEpochDay() * Rhythm.DAY_MILLIS + millis;
            int channel = channels.pick(0, (int) (millis / Rhythm.HOUR_MILLIS), dice.next());
            boolean isTimeout = isTimeout(i);
            Harm harm = Harm.values()[dice.below(Harm.values().length)];
            event.begin(Kind.ENFORCEMENT_ACTION)
                    .put("action_id", id(i))
                    .put("action", (isTimeout ? Penalty.TIMEOUT : Penalty.MESSAGE_DELETE).id())
                    .putTime("at", at);
            if (isTimeout) {
                event.putTime("expires_at", at + TIMEOUT_MILLIS);
            } else {
                event.put("expires_at", null);
            }
            event.putId("subject_user_id", chatters.id(chatters.pick(channel, day, dice)))
                    .putId("channel_id", channels.id(channel))
                    .putId("actor_id", chatters.id(chatters.bot(channel)))
                    .put("actor_type", "bot")
                    .put("policy", harm.id())
                    .put("severity", harm.severity(dice))
                    .put("reason", "blocklist")
                    .end();
            file.event(event);
        }
        file.close();
    }

    private int day() {
        return (int) (date.toEpochDay() - community.from().toEpochDay());
    }

    /** Id of a sanction by its number. */
    String id(int number) {
        return Ids.tagged("blk", community.seed(), day(), number);
    }

    static boolean isTimeout(int number) {
        return number % TIMEOUT_EACH == 0;
    }

    /** Number of a sanction by its number among the timeouts. */
    static int timeout(int number) {
        return number * TIMEOUT_EACH;
    }

    /** How many of them are timeouts, which can be appealed against. */
    public int timeouts() {
        return (sanctions + TIMEOUT_EACH - 1) / TIMEOUT_EACH;
    }

    /** By when a sanction has been imposed. */
    long imposedBy(int number) {
        return date.toEpochDay() * Rhythm.DAY_MILLIS + Rhythm.millisAt(Math.min(1, (number + 1.0) / sanctions));
    }
}
