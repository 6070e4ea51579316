package dev.vitals.simulate;

/** Imposes sanctions, lifts some early, and hands each to appeals and audits. */
final class EnforcementFlow {
    /** From message to removal by a channel's moderators: median 7 s, fat tail. */
    static final Durations REMOVAL =
            Durations.of(Durations.logNormal(0.9, 6.18, 0.9), Durations.logNormal(0.1, 1200, 2.0));

    private static final Durations BOT = Durations.of(Durations.spike(1, 0.2, 2));
    private static final long[] TIMEOUT_SECONDS = {60, 600, 3600, 86_400, 1_209_600};
    private static final double[] TIMEOUT_WEIGHTS = {0.15, 0.5, 0.2, 0.12, 0.03};
    private static final double[] HAND_FOLLOW_UPS = {0.46, 0.36, 0.13, 0.05};
    private static final Penalty[] HAND_PENALTIES = {null, Penalty.TIMEOUT, Penalty.BAN, Penalty.WARN};
    private static final double LIFTED_EARLY = 0.03;

    private final Scene scene;
    private final AppealFlow appeals;
    private final AuditFlow audits;
    private final EventWriter event = new EventWriter();
    private Dice dice;
    private int day;
    private long count;

    EnforcementFlow(Scene scene, AppealFlow appeals, AuditFlow audits) {
        this.scene = scene;
        this.appeals = appeals;
        this.audits = audits;
    }

    void open(int day) {
        this.day = day;
        this.count = 0;
        this.dice = scene.dice("enforcement", day);
    }

    /** A channel moderator deletes a message, and often sanctions its author as well; the time of the deletion. */
    long removeByHand(Message message) {
        long at = message.at + Scene.millis(REMOVAL.sample(dice));
        long actor = scene.chatters().channelModerator(message.channel, dice.below(4));
        Sanction deletion = aboutMessage(message, Penalty.MESSAGE_DELETE, at, actor, "human");
        impose(deletion);
        Penalty more = HAND_PENALTIES[dice.weighted(HAND_FOLLOW_UPS)];
        if (more != null) {
            impose(deletion.then(more, 1 + dice.below(20)));
        }
        return at;
    }

    /** The channel's bot deletes a message at once. */
    void removeByBot(Message message) {
        long bot = scene.chatters().id(scene.chatters().bot(message.channel));
        long at = message.at + Scene.millis(BOT.sample(dice));
        impose(aboutMessage(message, Penalty.MESSAGE_DELETE, at, bot, "bot"));
    }

    /** The author of a message that AutoMod held and a moderator denied is timed out. */
    void timeoutAfterHold(Message message, long at) {
        long actor = scene.chatters().channelModerator(message.channel, dice.below(4));
        impose(aboutMessage(message, Penalty.TIMEOUT, at, actor, "automod"));
    }

    private Sanction aboutMessage(Message m, Penalty penalty, long at, long actor, String actorType) {
        return new Sanction(
                penalty,
                at,
                scene.chatters().id(m.account),
                m.channel,
                Ids.message(scene.seed(), m.key()),
                actor,
                actorType,
                m.harm,
                m.harm.severity(dice),
                null,
                null,
                m.violating);
    }

    /** Once a day staff suspend a ring of scam accounts in one effort; nobody reported them. */
    void sweep() {
        String batch = Ids.tagged("bat", scene.seed(), day, 2_000_000);
        long at = scene.delivery().startOf(day) + (9 + dice.below(6)) * Rhythm.HOUR_MILLIS + dice.below(3_600_000);
        long actor = scene.staff().id(scene.staff().onDuty("general", at, dice));
        int accounts = 4 + dice.below(9);
        int channel = scene.channels().pick(dice.next());
        for (int i = 0; i < accounts; i++) {
            long subject = scene.chatters().id(scene.chatters().pick(channel, day, dice));
            boolean violating = dice.chance(0.94);
            impose(new Sanction(
                    Penalty.SUSPEND,
                    at + 150L * i,
                    subject,
                    -1,
                    null,
                    actor,
                    "staff",
                    Harm.SCAM,
                    "high",
                    null,
                    batch,
                    violating));
        }
    }

    /** Writes the sanction and everything that follows from it; its id. */
    String impose(Sanction s) {
        String id = Ids.tagged("act", scene.seed(), day, count++);
        long ends = plannedEnd(s);
        boolean wrongPolicy = s.violating() && dice.chance(0.03);
        Harm policy = wrongPolicy ? Harm.values()[(s.policy().ordinal() + 1) % Harm.values().length] : s.policy();
        start(id, s.penalty().id(), s.at());
        if (ends > 0) {
            event.putTime("expires_at", ends);
        } else {
            event.put("expires_at", null);
        }
        event.putId("subject_user_id", s.subject());
        finish(s, policy.id(), reason(s));
        if (scene.delivery().deliver(Kind.ENFORCEMENT_ACTION, s.at(), event)) {
            booked(s);
        }
        String label = !s.violating()
                ? "false_positive"
                : wrongPolicy ? "wrong_selection" : dice.chance(0.005) ? "technical_error" : "correct";
        audits.actioned(id, s.messageId() != null ? s.messageId() : id, s, label);
        long reversedAt = appeals.againstAction(id, s);
        if (reversedAt > 0 && s.penalty().lift() != null && (ends <= 0 || reversedAt < ends)) {
            lift(s, reversedAt + 2000, "appeal");
        } else if (reversedAt == AppealFlow.NOT_APPEALED && s.penalty().canEnd() && dice.chance(LIFTED_EARLY)) {
            double span = ends > 0 ? (ends - s.at()) / 1000.0 : 10 * 86_400.0;
            if (lift(s, s.at() + Scene.millis(span * dice.between(0.05, 0.95)), "lifted")) {
                scene.truth().tally("actions", s.penalty().id(), "lifted_without_appeal");
            }
        }
        return id;
    }

    private void booked(Sanction s) {
        TruthBook truth = scene.truth();
        truth.daily("actions", scene.delivery().dayOf(s.at()));
        truth.daily("actions_" + s.penalty().id(), scene.delivery().dayOf(s.at()));
        truth.tally("actions", s.penalty().id(), "imposed");
        if (!s.violating()) {
            truth.tally("actions", s.penalty().id(), "wrong");
        }
        truth.tally("actions_by_actor", s.actorType(), "imposed");
    }

    private boolean lift(Sanction s, long at, String reason) {
        start(Ids.tagged("act", scene.seed(), day, count++), s.penalty().lift(), at);
        event.put("expires_at", null).putId("subject_user_id", s.subject());
        finish(s, s.policy().id(), reason);
        boolean delivered = scene.delivery().deliver(Kind.ENFORCEMENT_ACTION, at, event);
        if (delivered) {
            scene.truth().daily("lifts", scene.delivery().dayOf(at));
        }
        return delivered;
    }

    private void start(String id, String action, long at) {
        event.begin(Kind.ENFORCEMENT_ACTION)
                .put("action_id", id)
                .put("action", action)
                .putTime("at", at);
    }

    private void finish(Sanction s, String policy, String reason) {
        if (s.channel() >= 0) {
            event.putId("channel_id", scene.channels().id(s.channel()));
        } else {
            event.put("channel_id", null);
        }
        event.put("message_id", s.messageId())
                .putId("actor_id", s.actor())
                .put("actor_type", s.actorType())
                .put("policy", policy)
                .put("severity", s.severity())
                .put("report_id", s.reportId())
                .put("batch_id", s.batchId())
                .put("reason", reason)
                .end();
    }

    private static String reason(Sanction s) {
        if (s.batchId() != null) {
            return "bulk";
        }
        return s.reportId() != null ? "report" : "automod".equals(s.actorType()) ? "automod_denied" : "chat rules";
    }

    /** 0 when the sanction has no end or none is planned. */
    private long plannedEnd(Sanction s) {
        return switch (s.penalty()) {
            case TIMEOUT -> s.at() + TIMEOUT_SECONDS[dice.weighted(TIMEOUT_WEIGHTS)] * 1000;
            case BAN -> dice.chance(0.7) ? 0 : s.at() + (1 + dice.below(30)) * Rhythm.DAY_MILLIS;
            case SUSPEND -> dice.chance(0.4) ? 0 : s.at() + (3 + dice.below(28)) * Rhythm.DAY_MILLIS;
            case FEATURE_BLOCK -> s.at() + 7 * Rhythm.DAY_MILLIS;
            default -> 0;
        };
    }
}
