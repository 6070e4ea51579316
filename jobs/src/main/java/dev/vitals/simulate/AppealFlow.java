package dev.vitals.simulate;

/** Appeals against sanctions and against reports that were closed without one, days to weeks later. */
final class AppealFlow {
    static final long NOT_APPEALED = 0;
    static final long STANDS = -1;

    static final Durations TO_SUBMIT =
            Durations.of(Durations.logNormal(0.7, 0.5 * 86_400, 1.0), Durations.logNormal(0.3, 5 * 86_400, 0.6));
    static final Durations TO_DECIDE = Durations.of(Durations.logNormal(1, 4 * 86_400, 0.8));

    static final double WITHDRAWN = 0.04;
    static final double PARTIALLY_REVERSED = 0.05;
    static final double OMITTED = 0.03;
    static final double REPORT_APPEALED = 0.015;

    private final Scene scene;
    private final EventWriter event = new EventWriter();
    private Dice dice;
    private int day;
    private long count;

    AppealFlow(Scene scene) {
        this.scene = scene;
    }

    void open(int day) {
        this.day = day;
        this.count = 0;
        this.dice = scene.dice("appeals", day);
    }

    /** When the sanction is reversed, or {@link #STANDS}, or {@link #NOT_APPEALED}. */
    long againstAction(String actionId, Sanction s) {
        boolean wrong = !s.violating();
        if (!dice.chance(s.penalty().appealed(wrong))) {
            return NOT_APPEALED;
        }
        return run("action_id", actionId, s.penalty().id(), s.at(), s.penalty().reversed(wrong));
    }

    /** The same for a report whose reporter does not accept that nothing was done. */
    long againstReport(String reportId, long decidedAt, boolean wrong) {
        if (!dice.chance(REPORT_APPEALED)) {
            return NOT_APPEALED;
        }
        return run("report_id", reportId, "report", decidedAt, wrong ? 0.6 : 0.1);
    }

    private long run(String idField, String id, String group, long from, double reversed) {
        String appealId = Ids.tagged("apl", scene.seed(), day, count++);
        long submitted = from + Scene.millis(TO_SUBMIT.sample(dice));
        if (write(appealId, idField, id, "submitted", submitted, null, -1)) {
            scene.truth().tally("appeals", group, "submitted");
        }
        long decided = submitted + Scene.millis(TO_DECIDE.sample(dice));
        if (dice.chance(WITHDRAWN)) {
            if (write(appealId, idField, id, "withdrawn", submitted + (decided - submitted) / 3, null, -1)) {
                scene.truth().tally("appeals", group, "withdrawn");
            }
            return STANDS;
        }
        int reviewer = scene.staff().onDuty("appeals", decided, dice);
        write(appealId, idField, id, "assigned", decided - (decided - submitted) / 5, null, reviewer);
        String outcome = outcome(reversed);
        if (write(appealId, idField, id, "decided", decided, outcome, reviewer)) {
            scene.truth().tally("appeals", group, "decided");
            scene.truth().tally("appeals", group, outcome);
        }
        return outcome.equals("reversed") ? decided : STANDS;
    }

    private String outcome(double reversed) {
        double u = dice.next();
        if (u < reversed) {
            return "reversed";
        }
        if (u < reversed + PARTIALLY_REVERSED) {
            return "partially_reversed";
        }
        return u < reversed + PARTIALLY_REVERSED + OMITTED ? "omitted" : "upheld";
    }

    private boolean write(
            String appealId, String idField, String id, String kind, long at, String outcome, int reviewer) {
        event.begin(Kind.APPEAL_EVENT)
                .put("appeal_id", appealId)
                .put(idField, id)
                .put("kind", kind)
                .putTime("at", at);
        if (outcome != null) {
            event.put("outcome", outcome);
        }
        if (reviewer >= 0) {
            event.putId("reviewer_id", scene.staff().id(reviewer));
        }
        return scene.delivery().deliver(Kind.APPEAL_EVENT, at, event.end());
    }
}
