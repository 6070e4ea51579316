package dev.vitals.simulate;

/** Holds messages back and has moderators release or deny them within five minutes. */
final class AutomodFlow {
    /** Until a moderator resolves a hold. */
    static final Durations TO_RESOLVE = Durations.of(Durations.logNormal(1, 14, 1.3));

    static final long EXPIRES_AFTER = 300_000;
    static final double EXPIRED = 0.18;
    static final double INVALID = 0.02;
    static final double DENIED_VIOLATING = 0.9;
    static final double DENIED_HARMLESS = 0.15;
    static final double TIMEOUT_AFTER_DENIAL = 0.08;

    private static final double[] LEVELS = {0.2, 0.3, 0.3, 0.2};
    private static final String[] CATEGORIES = {"aggressive", "bullying", "identity", "profanity", "sexual"};

    private final Scene scene;
    private final EnforcementFlow enforcement;
    private final AuditFlow audits;
    private final EventWriter event = new EventWriter();
    private Dice dice;

    AutomodFlow(Scene scene, EnforcementFlow enforcement, AuditFlow audits) {
        this.scene = scene;
        this.enforcement = enforcement;
        this.audits = audits;
    }

    void open(int day) {
        this.dice = scene.dice("automod", day);
    }

    /** True when the message is released and so appears in chat. */
    boolean hold(Message m) {
        String id = Ids.message(scene.seed(), m.key());
        int level = 1 + dice.weighted(LEVELS);
        event.begin(Kind.AUTOMOD_HOLD)
                .put("message_id", id)
                .putId("channel_id", scene.channels().id(m.channel))
                .putId("user_id", scene.chatters().id(m.account))
                .putTime("held_at", m.at)
                .put("reason", dice.chance(0.15) ? "blocked_term" : "automod")
                .put("category", CATEGORIES[(m.harm.ordinal() + dice.below(2)) % CATEGORIES.length])
                .put("level", level)
                .end();
        if (scene.delivery().deliver(Kind.AUTOMOD_HOLD, m.at, event)) {
            scene.truth().daily("held", m.day);
        }
        String status = status(m.violating);
        long at = status.equals("expired")
                ? m.at + EXPIRES_AFTER
                : m.at + Math.min(EXPIRES_AFTER - 1000, Scene.millis(TO_RESOLVE.sample(dice)));
        event.begin(Kind.AUTOMOD_UPDATE)
                .put("message_id", id)
                .putId("channel_id", scene.channels().id(m.channel))
                .putId("user_id", scene.chatters().id(m.account))
                .putTime("held_at", m.at)
                .put("status", status);
        if (status.equals("approved") || status.equals("denied")) {
            event.putId("moderator_id", scene.chatters().channelModerator(m.channel, dice.below(4)));
        } else {
            event.put("moderator_id", null);
        }
        if (scene.delivery()
                .deliver(Kind.AUTOMOD_UPDATE, at, event.putTime("at", at).end())) {
            scene.truth().tally("automod", status, m.violating ? "violating" : "harmless");
        }
        if (status.equals("denied") && dice.chance(TIMEOUT_AFTER_DENIAL)) {
            enforcement.timeoutAfterHold(m, at + 1000);
        }
        if (status.equals("approved")) {
            audits.released(id, level, m.channel, at, m.violating);
        }
        return status.equals("approved");
    }

    private String status(boolean violating) {
        double u = dice.next();
        if (u < EXPIRED) {
            return "expired";
        }
        if (u < EXPIRED + INVALID) {
            return "invalid";
        }
        return dice.chance(violating ? DENIED_VIOLATING : DENIED_HARMLESS) ? "denied" : "approved";
    }
}
