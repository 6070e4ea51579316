package dev.vitals.simulate;

import java.util.List;

/** What becomes of the reports of one item: queue, assignment, decision, or one of the ends that compete with it. */
final class ReportLife {
    static final double MERGES = 0.25;
    static final double WITHDRAWS = 0.02;
    static final double GOES_STALE = 0.04;
    /** Latent times of the competing ends, for those reports that have them. */
    static final Durations TO_MERGE = Durations.of(Durations.logNormal(1, 120, 1.0));

    static final Durations TO_WITHDRAW = Durations.of(Durations.logNormal(1, 3600, 1.2));
    static final Durations TO_STALE = Durations.of(Durations.logNormal(1, 60 * 3600, 0.5));
    static final Durations TO_CLOSE_GONE = Durations.of(Durations.spike(1, 1, 5));
    static final double ESCALATED = 0.06;
    static final double REOPENED = 0.025;
    static final Durations TO_REOPEN = Durations.of(Durations.logNormal(1, 30 * 3600, 1.0));
    static final Durations TO_CLOSE_AGAIN = Durations.of(Durations.logNormal(1, 8 * 3600, 1.0));

    private static final Penalty[] ON_ITEM = {Penalty.WARN, Penalty.DEMONETIZE, Penalty.FEATURE_BLOCK, Penalty.SUSPEND};
    private static final Penalty[] ON_USER = {
        Penalty.WARN, Penalty.TIMEOUT, Penalty.BAN, Penalty.SUSPEND, Penalty.FEATURE_BLOCK
    };
    private static final double[] USER_WEIGHTS = {0.35, 0.3, 0.15, 0.15, 0.05};
    private static final double[] ITEM_WEIGHTS = {0.4, 0.2, 0.2, 0.2};

    /** The decision that left a violating or harmless item alone. */
    record Passed(String reportId, long at) {}

    /** In the order in which their times are drawn. */
    private enum End {
        DECIDED,
        MERGED,
        WITHDRAWN,
        STALE
    }

    private final Scene scene;
    private final EnforcementFlow enforcement;
    private final AppealFlow appeals;
    private final StrictPolicy policy;
    private final EventWriter event = new EventWriter();
    private Dice dice;
    private int day;
    private long count;

    ReportLife(Scene scene, EnforcementFlow enforcement, AppealFlow appeals) {
        this.scene = scene;
        this.enforcement = enforcement;
        this.appeals = appeals;
        this.policy = new StrictPolicy(scene);
    }

    void open(int day) {
        this.day = day;
        this.count = 0;
        this.dice = scene.dice("report life", day);
    }

    /** Plays all reports of an item; the first decision when it was not to act. */
    Passed play(ReportCase item, String[] ids, long[] created) {
        int filed = ids.length;
        double strictness = dice.next();
        End[] ends = new End[filed];
        long[] endAt = new long[filed];
        boolean[] automated = new boolean[filed];
        int first = -1;
        for (int i = 0; i < filed; i++) {
            int part = item.harm().resolution.pickPart(dice);
            automated[i] = part == Harm.AUTOMATED;
            double[] seconds = {
                item.harm().resolution.sample(part, dice),
                i > 0 && dice.chance(MERGES) ? TO_MERGE.sample(dice) : Double.MAX_VALUE,
                dice.chance(WITHDRAWS) ? TO_WITHDRAW.sample(dice) : Double.MAX_VALUE,
                dice.chance(GOES_STALE) ? TO_STALE.sample(dice) : Double.MAX_VALUE
            };
            int soonest = soonest(seconds);
            ends[i] = End.values()[soonest];
            endAt[i] = created[i] + Scene.millis(seconds[soonest]);
            if (ends[i] == End.DECIDED && (first < 0 || endAt[i] < endAt[first])) {
                first = i;
            }
        }
        boolean act = first >= 0 && policy.acts(strictness, item, day, endAt[first]);
        List<String> actions = List.of();
        for (int turn = -1; turn < filed; turn++) {
            int i = turn < 0 ? first : turn;
            if (i < 0 || (turn >= 0 && i == first)) {
                continue;
            }
            String queue = queued(ids[i], item, created[i], endAt[i]);
            if (ends[i] == End.DECIDED) {
                actions = decide(item, ids[i], created[i], endAt[i], automated[i], queue, act, actions);
            } else {
                endOtherwise(item, ids[i], ids[0], endAt[i], ends[i]);
            }
        }
        return first >= 0 && !act ? new Passed(ids[first], endAt[first]) : null;
    }

    private static int soonest(double[] seconds) {
        int soonest = 0;
        for (int i = 1; i < seconds.length; i++) {
            soonest = seconds[i] < seconds[soonest] ? i : soonest;
        }
        return soonest;
    }

    void closeAtOnce(String reportId, ReportCase item, long created) {
        long at = created + Scene.millis(TO_CLOSE_GONE.sample(dice));
        begin(reportId, "auto_closed", at).put("is_automated", true).put("close_reason", "already_actioned");
        ended(item, at, "auto_closed");
    }

    private String queued(String id, ReportCase item, long created, long end) {
        String queue = "critical".equals(item.severity()) ? "priority" : item.harm().queue;
        long at = created + Math.min(dice.below(2000), (end - created) / 2);
        begin(id, "queued", at).put("queue", queue).put("is_automated", true);
        send(at);
        return queue;
    }

    private void endOtherwise(ReportCase item, String id, String lead, long at, End end) {
        switch (end) {
            case MERGED -> {
                begin(id, "merged", at).put("merged_into", lead);
                if (dice.chance(0.7)) {
                    event.put("is_automated", true);
                } else {
                    event.putId("moderator_id", member(item.harm().queue, at)).put("is_automated", false);
                }
                ended(item, at, "merged");
            }
            case WITHDRAWN -> {
                begin(id, "withdrawn", at).put("close_reason", "withdrawn_by_reporter");
                ended(item, at, "withdrawn");
            }
            default -> {
                begin(id, "auto_closed", at).put("is_automated", true).put("close_reason", "stale");
                ended(item, at, "auto_closed");
            }
        }
    }

    private List<String> decide(
            ReportCase item,
            String id,
            long created,
            long closed,
            boolean automated,
            String queue,
            boolean act,
            List<String> before) {
        long span = closed - created;
        long decided = closed - Math.min(dice.below(5000), span / 10);
        String lastQueue = queue;
        if (!automated && span > 1_200_000 && dice.chance(ESCALATED)) {
            long at = created + (long) (span * dice.between(0.2, 0.6));
            lastQueue = "escalations";
            begin(id, "escalated", at)
                    .putId("moderator_id", member(queue, at))
                    .put("queue", lastQueue)
                    .put("decision", "escalate")
                    .put("is_automated", false);
            send(at);
        }
        long moderator = automated ? scene.staff().automation((int) (created & 0xFF)) : member(lastQueue, decided);
        if (!automated) {
            handle(id, created, decided, lastQueue, moderator);
        }
        List<String> actions = before;
        if (act && before.isEmpty()) {
            actions = sanction(item, id, decided, moderator, automated);
        }
        decided(id, decided, moderator, lastQueue, automated, act, act ? actions : List.of());
        if (send(decided)) {
            scene.truth().tally("reports", item.harm().id(), act ? "decided_action" : "decided_no_action");
        }
        closed(id, closed, moderator, lastQueue, automated, act);
        ended(item, closed, "closed");
        if (dice.chance(REOPENED)) {
            reopen(item, id, closed + Scene.millis(TO_REOPEN.sample(dice)), act ^ dice.chance(0.4), "escalations");
        } else if (!act && !automated) {
            long reversed = appeals.againstReport(id, decided, item.violating());
            if (reversed > closed) {
                reopen(item, id, reversed + 1000, true, "appeals");
            }
        }
        return actions;
    }

    private void handle(String id, long created, long decided, String queue, long moderator) {
        long handling = Math.min(Scene.millis(dice.logNormal(95, 0.8)), (decided - created) * 9 / 10);
        long assigned = decided - handling;
        if (assigned - created > 1_800_000 && dice.chance(0.05)) {
            long other = member(queue, assigned - 1_500_000);
            activity(id, "assigned", assigned - 1_500_000, other, queue);
            activity(id, "unassigned", assigned - 600_000, other, queue);
        }
        activity(id, "assigned", assigned, moderator, queue);
        activity(id, "first_viewed", assigned + handling / 10, moderator, queue);
    }

    private void reopen(ReportCase item, String id, long at, boolean act, String queue) {
        begin(id, "reopened", at).put("queue", queue);
        if (send(at)) {
            scene.truth().tally("reports", item.harm().id(), "reopened");
        }
        long closed = at + Scene.millis(TO_CLOSE_AGAIN.sample(dice));
        long decided = closed - Math.min(3000, (closed - at) / 2);
        long moderator = member(queue, decided);
        activity(id, "assigned", at + (decided - at) * 9 / 10, moderator, queue);
        List<String> actions = act ? sanction(item, id, decided, moderator, false) : List.of();
        decided(id, decided, moderator, queue, false, act, actions);
        send(decided);
        closed(id, closed, moderator, queue, false, act);
        send(closed);
    }

    private void decided(
            String id, long at, long moderator, String queue, boolean automated, boolean act, List<String> actions) {
        begin(id, "decided", at)
                .putId("moderator_id", moderator)
                .put("queue", queue)
                .put("decision", act ? "action" : "no_action")
                .putStrings("action_ids", actions)
                .put("is_automated", automated);
    }

    private void closed(String id, long at, long moderator, String queue, boolean automated, boolean act) {
        begin(id, "closed", at)
                .putId("moderator_id", moderator)
                .put("queue", queue)
                .put("is_automated", automated)
                .put("close_reason", act ? "actioned" : "no_violation");
    }

    private List<String> sanction(ReportCase item, String id, long at, long actor, boolean automated) {
        String batch = dice.chance(0.03) ? Ids.tagged("bat", scene.seed(), day, count++) : null;
        Sanction first = new Sanction(
                firstPenalty(item),
                at,
                item.subjectUser(),
                item.channel(),
                item.messageId(),
                actor,
                automated ? "system" : "staff",
                item.harm(),
                item.severity(),
                id,
                batch,
                item.violating());
        String one = enforcement.impose(first.penalty() == Penalty.SUSPEND ? first.platformWide() : first);
        if (item.messageId() == null || dice.chance(0.35)) {
            return List.of(one);
        }
        Penalty more = ON_USER[dice.weighted(USER_WEIGHTS)];
        Sanction second = first.then(more, 1);
        return List.of(one, enforcement.impose(more == Penalty.SUSPEND ? second.platformWide() : second));
    }

    private Penalty firstPenalty(ReportCase item) {
        if (item.messageId() != null) {
            return Penalty.MESSAGE_DELETE;
        }
        return item.subjectType().equals("user")
                ? ON_USER[dice.weighted(USER_WEIGHTS)]
                : ON_ITEM[dice.weighted(ITEM_WEIGHTS)];
    }

    private long member(String queue, long at) {
        return scene.staff().id(scene.staff().onDuty(queue, at, dice));
    }

    private void activity(String id, String activity, long at, long moderator, String queue) {
        begin(id, activity, at)
                .putId("moderator_id", moderator)
                .put("queue", queue)
                .put("is_automated", false);
        send(at);
    }

    private EventWriter begin(String id, String activity, long at) {
        return event.begin(Kind.REPORT_ACTIVITY)
                .put("report_id", id)
                .put("activity", activity)
                .putTime("at", at);
    }

    private boolean send(long at) {
        return scene.delivery().deliver(Kind.REPORT_ACTIVITY, at, event.end());
    }

    private void ended(ReportCase item, long at, String end) {
        if (send(at)) {
            scene.truth().tally("reports", item.harm().id(), end);
            scene.truth().daily("reports_" + end, scene.delivery().dayOf(at));
        }
    }
}
