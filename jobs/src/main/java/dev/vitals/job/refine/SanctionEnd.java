package dev.vitals.job.refine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When and how a sanction ended.
 *
 * <p>The earliest of these ends it, in this order where they coincide: its planned end, the reversal on appeal, a
 * lift, a later sanction of the same kind. A lift of a sanction that nobody had appealed by then is a restoration;
 * after an appeal that is reversed in the end it carries out the reversal; else the sanction was just lifted. A
 * sanction without duration (a warning, a deletion) ends by reversal alone.
 *
 * @param kind expired, reversed_on_appeal, restored, lifted or superseded
 */
record SanctionEnd(Instant at, String kind) {
    static final String RESTORED = "restored";

    private static final String REVERSED = "reversed_on_appeal";

    /**
     * What is known of a sanction.
     *
     * @param plannedEnd null when permanent or without duration
     * @param liftedAt first lift
     * @param repeatedAt next sanction of the same kind
     * @param appealedAt first appeal
     * @param reversedAt first decision that reversed it
     * @param reversalAppealedAt when the appeal with that decision began
     * @param horizon first instant that is not seen any more
     */
    record Facts(
            String action,
            Instant at,
            Instant plannedEnd,
            Instant liftedAt,
            Instant repeatedAt,
            Instant appealedAt,
            Instant reversedAt,
            Instant reversalAppealedAt,
            Instant horizon) {}

    /** The end of a sanction; null while it is in force. */
    static SanctionEnd of(Facts facts) {
        List<SanctionEnd> ends = new ArrayList<>();
        if (ActionKinds.lasts(facts.action()) && facts.plannedEnd() != null) {
            boolean isBackwards = facts.plannedEnd().isBefore(facts.at());
            ends.add(new SanctionEnd(isBackwards ? facts.at() : facts.plannedEnd(), "expired"));
        }
        if (facts.reversedAt() != null) {
            ends.add(new SanctionEnd(facts.reversedAt(), REVERSED));
        }
        if (ActionKinds.lasts(facts.action()) && facts.liftedAt() != null) {
            ends.add(new SanctionEnd(facts.liftedAt(), kindOfLift(facts)));
        }
        if (ActionKinds.lasts(facts.action()) && facts.repeatedAt() != null) {
            ends.add(new SanctionEnd(facts.repeatedAt(), "superseded"));
        }
        return ends.stream()
                .filter(end -> !end.at().isAfter(facts.horizon()))
                .min(Comparator.comparing(SanctionEnd::at))
                .orElse(null);
    }

    private static String kindOfLift(Facts facts) {
        if (facts.reversalAppealedAt() != null && !facts.reversalAppealedAt().isAfter(facts.liftedAt())) {
            return REVERSED;
        }
        boolean wasAppealed = facts.appealedAt() != null && !facts.appealedAt().isAfter(facts.liftedAt());
        return wasAppealed ? "lifted" : RESTORED;
    }
}
