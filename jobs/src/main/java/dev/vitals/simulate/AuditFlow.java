package dev.vitals.simulate;

/** Draws items of four frames for audit, with known probabilities, and has one to three imperfect raters label them. */
final class AuditFlow {
    static final double UNCERTAIN = 0.02;

    private static final double[] RATER_COUNTS = {0.6, 0.3, 0.1};

    private final Scene scene;
    private final EventWriter event = new EventWriter();
    private Dice dice;
    private int day;
    private long count;

    AuditFlow(Scene scene) {
        this.scene = scene;
    }

    void open(int day) {
        this.day = day;
        this.count = 0;
        this.dice = scene.dice("audits", day);
    }

    /** Frame of sanctions; account-level ones are drawn more often. */
    void actioned(String actionId, String itemId, Sanction s, String truth) {
        boolean severe = s.penalty() == Penalty.BAN || s.penalty() == Penalty.SUSPEND;
        var frame = new TruthBook.Frame("actioned", severe ? "account" : "content", severe ? 0.25 : 0.1);
        consider(frame, itemId, actionId, s.at(), s.violating(), truth);
    }

    /** Frame of reports closed without an action. */
    void passed(String reportId, String itemId, Harm harm, long at, boolean violating) {
        boolean severe = harm == Harm.MINORS || harm == Harm.SELF_HARM || harm == Harm.VIOLENCE;
        var frame = new TruthBook.Frame("no_action", severe ? "severe" : "standard", severe ? 0.3 : 0.1);
        consider(frame, itemId, reportId, at, violating, violating ? "false_negative" : "correct");
    }

    /** Frame of held messages that a moderator released. */
    void released(String messageId, int level, long at, boolean violating) {
        var frame = new TruthBook.Frame("automod_released", "level_" + level, level >= 3 ? 0.5 : 0.25);
        consider(frame, messageId, messageId, at, violating, violating ? "false_negative" : "correct");
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
            String truth = message.violating ? "false_negative" : "correct";
            label(frame, id, null, message.at, message.violating, truth);
        }
    }

    private static final TruthBook.Frame RISKY = new TruthBook.Frame("unreported_chat", "high_score", 0.02);
    private static final TruthBook.Frame CALM = new TruthBook.Frame("unreported_chat", "low_score", 0.001);

    private void consider(
            TruthBook.Frame frame, String itemId, String decisionId, long at, boolean violating, String truth) {
        if (scene.delivery().isInTime(at)) {
            scene.truth().audited(frame, TruthBook.ITEMS, 1);
            if (truth.equals("false_positive") || truth.equals("false_negative")) {
                scene.truth().audited(frame, TruthBook.WRONG, 1);
            }
        }
        if (dice.chance(frame.inclusionProbability())) {
            label(frame, itemId, decisionId, at, violating, truth);
        }
    }

    private void label(
            TruthBook.Frame frame, String itemId, String decisionId, long at, boolean violating, String truth) {
        String auditId = Ids.tagged("aud", scene.seed(), day, count++);
        if (scene.delivery().isInTime(at)) {
            scene.truth().audited(frame, TruthBook.DRAWN, 1);
        }
        int raters = 1 + dice.weighted(RATER_COUNTS);
        int first = dice.below(Staff.RATERS);
        long labelledAt = at + Scene.millis(86_400 * dice.between(0.5, 5));
        for (int i = 0; i < raters; i++) {
            int rater = (first + 4 * i) % Staff.RATERS;
            event.begin(Kind.AUDIT_LABEL)
                    .put("audit_id", auditId)
                    .put("frame", frame.frame())
                    .put("item_id", itemId)
                    .put("decision_id", decisionId)
                    .put("stratum", frame.stratum())
                    .put("inclusion_probability", frame.inclusionProbability())
                    .putId("rater_id", scene.staff().rater(rater))
                    .put("label", seen(rater, frame, violating, truth))
                    .put("rubric_version", "2026-1")
                    .putTime("at", labelledAt)
                    .end();
            if (scene.delivery().deliver(Kind.AUDIT_LABEL, labelledAt, event)) {
                scene.truth().audited(frame, TruthBook.LABELS, 1);
            }
            labelledAt += Scene.millis(3600 * dice.between(0.2, 20));
        }
    }

    private String seen(int rater, TruthBook.Frame frame, boolean violating, String truth) {
        if (dice.chance(UNCERTAIN)) {
            return "uncertain";
        }
        boolean right = dice.chance(violating ? Staff.sensitivity(rater) : Staff.specificity(rater));
        if (right) {
            return truth;
        }
        if (frame.frame().equals("actioned")) {
            return violating ? "false_positive" : "correct";
        }
        return violating ? "correct" : "false_negative";
    }
}
