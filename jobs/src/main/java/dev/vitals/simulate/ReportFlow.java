package dev.vitals.simulate;

/** Turns offending and harmless items into reports, and follows each report to its end. */
final class ReportFlow {
    /** Mean number of reports of an item. */
    static final double PER_ITEM = 2.2;
    /** Share of the reported items that are chat messages, when there is chat enough. */
    static final double ON_MESSAGES = 0.62;

    private static final double TO_FIRST_MEDIAN = 150;
    private static final double SPREAD = 1500;
    private static final double OTHER_LANGUAGE = 0.015;
    private static final String[] SURFACES = {"stream", "clip", "profile", "whisper"};
    private static final String[] LANGUAGES = {"en", "de", "es", "fr", "pt", "ko", "ja"};

    private final Scene scene;
    private final AuditFlow audits;
    private final ReportLife life;
    private final EventWriter event = new EventWriter();
    private Dice dice;
    private int day;
    private long count;

    ReportFlow(Scene scene, EnforcementFlow enforcement, AuditFlow audits, AppealFlow appeals) {
        this.scene = scene;
        this.audits = audits;
        this.life = new ReportLife(scene, enforcement, appeals);
    }

    void open(int day) {
        this.day = day;
        this.count = 0;
        this.dice = scene.dice("reports", day);
        life.open(day);
    }

    /** Reports of users, streams, clips and channels; {@code items} of them. */
    void others(int items) {
        for (int i = 0; i < items; i++) {
            Harm harm = Harm.any(dice);
            int channel = scene.channels().pick(dice.next());
            String surface = dice.pick(SURFACES);
            String type = switch (surface) {
                case "stream" -> dice.chance(0.8) ? "stream" : "channel";
                case "clip" -> "clip";
                default -> "user";
            };
            boolean account = type.equals("user");
            long subjectUser = account
                    ? scene.chatters().id(scene.chatters().pick(channel, day, dice))
                    : scene.channels().id(channel);
            String subjectId = switch (type) {
                case "stream" -> Ids.tagged("str", scene.seed(), day, channel);
                case "clip" -> Ids.tagged("clp", scene.seed(), day, i);
                default -> Long.toString(subjectUser);
            };
            long at = scene.delivery().startOf(day) + Rhythm.anyTime(dice);
            file(new ReportCase(
                    type,
                    subjectId,
                    subjectUser,
                    channel,
                    null,
                    harm,
                    dice.chance(harm.violating()),
                    harm.severity(dice),
                    language(channel),
                    surface,
                    1 + dice.geometric(PER_ITEM - 1),
                    SPREAD,
                    at));
        }
    }

    /** Reports of a message. */
    void about(Message m) {
        about(m, 1 + dice.geometric(PER_ITEM - 1));
    }

    void about(Message m, int reports) {
        String id = Ids.message(scene.seed(), m.key());
        file(new ReportCase(
                "message",
                id,
                scene.chatters().id(m.account),
                m.channel,
                id,
                m.harm,
                m.violating,
                m.harm.severity(dice),
                language(m.channel),
                "chat",
                reports,
                SPREAD,
                m.at + Scene.millis(dice.logNormal(TO_FIRST_MEDIAN, 1.3))));
    }

    /** A report of a message that was already removed: closed by itself within seconds. */
    void aboutRemoved(Message m, long removedAt) {
        String id = Ids.message(scene.seed(), m.key());
        long at = removedAt + Scene.millis(dice.logNormal(60, 1));
        String severity = m.harm.severity(dice);
        ReportCase item = new ReportCase(
                "message",
                id,
                scene.chatters().id(m.account),
                m.channel,
                id,
                m.harm,
                m.violating,
                severity,
                language(m.channel),
                "chat",
                1,
                0,
                at);
        String reportId = nextId();
        if (created(reportId, item, at, false)) {
            scene.truth().report(m.harm, TruthBook.Fate.GONE);
        }
        life.closeAtOnce(reportId, item, at);
    }

    /** Files all reports of an item and plays them to their end; how many were delivered. */
    int file(ReportCase item) {
        String[] ids = new String[item.reports()];
        long[] created = new long[item.reports()];
        int delivered = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean isFirst = i == 0;
            ids[i] = nextId();
            created[i] = item.firstAt() + (isFirst ? 0 : Scene.millis(dice.exponential(item.spreadSeconds())));
            if (created(ids[i], item, created[i], isFirst || dice.chance(0.9))) {
                scene.truth().report(item.harm(), isFirst ? TruthBook.Fate.FIRST : TruthBook.Fate.DUPLICATE);
                delivered++;
            }
        }
        scene.truth().daily("reported_items", scene.delivery().dayOf(item.firstAt()));
        ReportLife.Passed passed = life.play(item, ids, created);
        if (passed != null) {
            audits.passed(passed.reportId(), item, passed.at());
        }
        return delivered;
    }

    private boolean created(String id, ReportCase item, long at, boolean byAnyone) {
        double u = dice.next();
        String source = !byAnyone || u < 0.9 ? "user" : u < 0.94 ? "trusted_flagger" : "automated";
        event.begin(Kind.REPORT_CREATED).put("report_id", id);
        if (source.equals("user") && !dice.chance(0.05)) {
            event.putId("reporter_id", scene.chatters().id(scene.chatters().pick(item.channel(), day, dice)));
        } else {
            event.put("reporter_id", null);
        }
        event.put("subject_type", item.subjectType())
                .put("subject_id", item.subjectId())
                .putId("subject_user_id", item.subjectUser())
                .putId("channel_id", scene.channels().id(item.channel()))
                .put("category", item.harm().id())
                .put("severity", item.severity())
                .put("language", item.language())
                .put("surface", item.surface())
                .put("source", source)
                .putTime("created_at", at);
        if (item.messageId() != null) {
            event.put("message_id", item.messageId());
        }
        if (source.equals("trusted_flagger")) {
            event.put(
                    "legal_ground",
                    item.harm() == Harm.COPYRIGHT
                            ? "copyright"
                            : "illegal_" + item.harm().id());
        }
        boolean delivered = scene.delivery().deliver(Kind.REPORT_CREATED, at, event.end());
        if (delivered) {
            scene.truth().daily("reports", scene.delivery().dayOf(at));
            scene.truth().tally("reports", item.harm().id(), "created");
        }
        return delivered;
    }

    private String nextId() {
        return Ids.tagged("rep", scene.seed(), day, count++);
    }

    private String language(int channel) {
        return dice.chance(OTHER_LANGUAGE)
                ? dice.pick(LANGUAGES)
                : scene.channels().language(channel);
    }
}
