package dev.vitals.simulate;

/**
 * Draws items of four frames for audit, with known probabilities, and has one to three imperfect raters label them. Among
 * the drawn items golden ones are planted, whose right label is known.
 */
final class AuditFlow {
    static final double UNCERTAIN = 0.02;
    /** Golden items for each item that is drawn. */
    static final double GOLDEN = 0.05;

    private static final double[] RATER_COUNTS = {0.6, 0.3, 0.1};

    private final Scene scene;
    private final EventWriter event = new EventWriter();
    private Dice dice;
    private Dice goldenDice;
    private int day;
    private long count;

    AuditFlow(Scene scene) {
        this.scene = scene;
    }

    void open(int day) {
        this.day = day;
        this.count = 0;
        this.dice = scene.dice("audits", day);
        this.goldenDice = scene.dice("golden audits", day);
    }

    /** Frame of sanctions; account-level ones are drawn more often. */
    void actioned(String actionId, String itemId, Sanction s, String truth) {
        boolean severe = s.penalty() == Penalty.BAN || s.penalty() == Penalty.SUSPEND;
        var frame = new TruthBook.Frame("actioned", severe ? "account" : "content", severe ? 0.25 : 0.1);
        consider(frame, new Item(itemId, actionId, s.channel(), s.at(), s.violating(), truth));
    }

    /** Frame of reports closed without an action. */
    void passed(String reportId, ReportCase item, long at) {
        Harm harm = item.harm();
        boolean severe = harm == Harm.MINORS || harm == Harm.SELF_HARM || harm == Harm.VIOLENCE;
        var frame = new TruthBook.Frame("no_action", severe ? "severe" : "standard", severe ? 0.3 : 0.1);
        consider(frame, leftAlone(reportId, reportId, item.channel(), at, item.violating()));
    }

    /** Frame of held messages that a moderator released. */
    void released(String messageId, int level, int channel, long at, boolean violating) {
        var frame = new TruthBook.Frame("automod_released", "level_" + level, level >= 3 ? 0.5 : 0.25);
        consider(frame, leftAlone(messageId, messageId, channel, at, violating));
    }

    /** Frame of chat that nobody reported; a screening score puts most violations into the high stratum. */
    void unreported(Message message) {
        boolean risky = dice.chance(message.violating ? 0.7 : 0.04);
        var frame = risky ? RISKY : CALM;
        scene.truth().audited(frame, TruthBook.ITEMS, 1);
        if (message.violating) {
            scene.truth().audited(frame, TruthBook.WRONG, 1);
        }
        if (dice.chance(frame.inclusionProbability())) {
            String id = Ids.message(scene.seed(), message.key());
            label(frame, leftAlone(id, null, message.channel, message.at, message.violating));
        }
    }

    private static final TruthBook.Frame RISKY = new TruthBook.Frame("unreported_chat", "high_score", 0.02);
    private static final TruthBook.Frame CALM = new TruthBook.Frame("unreported_chat", "low_score", 0.001);

    /**
     * What a rater looks at.
     *
     * @param decisionId null where nobody decided
     * @param channel number, or -1 for the whole platform
     * @param truth the right label
     */
    private record Item(String id, String decisionId, int channel, long at, boolean violating, String truth) {}

    private static Item leftAlone(String id, String decisionId, int channel, long at, boolean violating) {
        return new Item(id, decisionId, channel, at, violating, violating ? "false_negative" : "correct");
    }

    private void consider(TruthBook.Frame frame, Item item) {
        if (scene.delivery().isInTime(item.at())) {
            scene.truth().audited(frame, TruthBook.ITEMS, 1);
            if (item.truth().equals("false_positive") || item.truth().equals("false_negative")) {
                scene.truth().audited(frame, TruthBook.WRONG, 1);
            }
        }
        if (dice.chance(frame.inclusionProbability())) {
            label(frame, item);
        }
    }

    private void label(TruthBook.Frame frame, Item item) {
        String auditId = Ids.tagged("aud", scene.seed(), day, count++);
        if (scene.delivery().isInTime(item.at())) {
            scene.truth().audited(frame, TruthBook.DRAWN, 1);
        }
        int raters = 1 + dice.weighted(RATER_COUNTS);
        int first = dice.below(Staff.RATERS);
        long labelledAt = item.at() + Scene.millis(86_400 * dice.between(0.5, 5));
        for (int i = 0; i < raters; i++) {
            int rater = (first + 4 * i) % Staff.RATERS;
            String said = seen(dice, rater, frame, item);
            if (label(auditId, frame, item, null, rater, said, labelledAt)) {
                scene.truth().audited(frame, TruthBook.LABELS, 1);
            }
            labelledAt += Scene.millis(3600 * dice.between(0.2, 20));
        }
        if (goldenDice.chance(GOLDEN)) {
            plant(frame, item, labelledAt);
        }
    }

    /** Shows an item like this one, of which all is known, to three raters, who do not know that it was planted. */
    private void plant(TruthBook.Frame frame, Item item, long after) {
        String auditId = Ids.tagged("gold", scene.seed(), day, count++);
        Item golden = new Item(auditId, null, item.channel(), item.at(), item.violating(), item.truth());
        int first = goldenDice.below(Staff.RATERS);
        for (int i = 0; i < 3; i++) {
            int rater = (first + 2 * i) % Staff.RATERS;
            String said = seen(goldenDice, rater, frame, golden);
            label(auditId, frame, golden, golden.truth(), rater, said, after + i * 60_000L);
        }
    }

    private boolean label(
            String auditId, TruthBook.Frame frame, Item item, String golden, int rater, String label, long labelledAt) {
        event.begin(Kind.AUDIT_LABEL)
                .put("audit_id", auditId)
                .put("frame", frame.frame())
                .put("item_id", item.id())
                .put("decision_id", item.decisionId())
                .put("stratum", frame.stratum())
                .put("inclusion_probability", frame.inclusionProbability());
        if (item.channel() >= 0) {
            event.putId("channel_id", scene.channels().id(item.channel()));
        }
        event.putTime("item_at", item.at())
                .putId("rater_id", scene.staff().rater(rater))
                .put("label", label)
                .put("golden_label", golden)
                .put("rubric_version", "2026-1")
                .putTime("at", labelledAt)
                .end();
        return scene.delivery().deliver(Kind.AUDIT_LABEL, labelledAt, event);
    }

    private static String seen(Dice dice, int rater, TruthBook.Frame frame, Item item) {
        if (dice.chance(UNCERTAIN)) {
            return "uncertain";
        }
        boolean violating = item.violating();
        boolean right = dice.chance(violating ? Staff.sensitivity(rater) : Staff.specificity(rater));
        if (right) {
            return item.truth();
        }
        if (frame.frame().equals("actioned")) {
            return violating ? "false_positive" : "correct";
        }
        return violating ? "correct" : "false_negative";
    }
}
