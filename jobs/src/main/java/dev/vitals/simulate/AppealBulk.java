package dev.vitals.simulate;

import java.nio.file.Path;

/**
 * Appeals against timeouts that were imposed in bulk, each submitted and ended on the day of the sanction: what a queue of
 * appeals looks like whose answers are quick.
 *
 * @param sanctions what is appealed
 * @param appeals number of appeals, each of which has two events
 */
public record AppealBulk(SanctionBulk sanctions, int appeals) {
    private static final double WITHDRAWN = 0.04;
    private static final long PATIENCE_MILLIS = 3_600_000;

    public AppealBulk {
        if (appeals < 0 || appeals > sanctions.timeouts()) {
            throw new IllegalArgumentException("appeals = " + appeals + ", but " + sanctions.sanctions()
                    + " sanctions have " + sanctions.timeouts() + " timeouts to appeal against; give more sanctions");
        }
    }

    /** Writes {@code outDir/landing/vitals/<date>/appeal.event-bulk.ndjson} and nothing beside it. */
    public void write(Path outDir) {
        CommunitySpec community = sanctions.community();
        Staff staff = new Staff(community.seed(), community.moderators());
        int day = (int) (sanctions.date().toEpochDay() - community.from().toEpochDay());
        long lastMilli = (sanctions.date().toEpochDay() + 1) * Rhythm.DAY_MILLIS - 1;
        Dice dice = Dice.of(community.seed(), "appeals in bulk", day);
        Path folder = outDir.resolve("landing")
                .resolve("vitals")
                .resolve(sanctions.date().toString());
        LineFile file =
                LineFile.create(folder.resolve(Kind.APPEAL_EVENT.type() + "-bulk.ndjson"), 0, Kind.APPEAL_EVENT);
        EventWriter event = new EventWriter();
        for (int i = 0; i < appeals; i++) {
            int sanction = SanctionBulk.timeout((int) ((long) i * sanctions.timeouts() / appeals));
            String appeal = Ids.tagged("abk", community.seed(), day, i);
            long imposed = sanctions.imposedBy(sanction);
            // Those of the last minutes of a day are answered in a hurry, so that the night has both events.
            long left = lastMilli - imposed;
            long submitted = imposed + dice.below((int) Math.max(1, Math.min(PATIENCE_MILLIS, left / 2)));
            long ended = submitted + dice.below((int) Math.max(1, Math.min(PATIENCE_MILLIS, left / 2)));
            file.event(begun(event, appeal, sanction, "submitted", submitted).end());
            if (dice.chance(WITHDRAWN)) {
                file.event(begun(event, appeal, sanction, "withdrawn", ended).end());
            } else {
                int reviewer = staff.onDuty("appeals", ended, dice);
                file.event(begun(event, appeal, sanction, "decided", ended)
                        .put("outcome", outcome(dice.next()))
                        .putId("reviewer_id", staff.id(reviewer))
                        .end());
            }
        }
        file.close();
    }

    private EventWriter begun(EventWriter event, String appeal, int sanction, String kind, long at) {
        return event.begin(Kind.APPEAL_EVENT)
                .put("appeal_id", appeal)
                .put("action_id", sanctions.id(sanction))
                .put("kind", kind)
                .putTime("at", at);
    }

    private static String outcome(double u) {
        double reversed = Penalty.TIMEOUT.reversed;
        if (u < reversed) {
            return "reversed";
        }
        if (u < reversed + AppealFlow.PARTIALLY_REVERSED) {
            return "partially_reversed";
        }
        return u < reversed + AppealFlow.PARTIALLY_REVERSED + AppealFlow.OMITTED ? "omitted" : "upheld";
    }
}
