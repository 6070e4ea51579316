package dev.vitals.simulate;

/**
 * A sanction to be imposed.
 *
 * @param at when it takes effect
 * @param subject platform id of the person
 * @param channel channel number, or -1 for the whole platform
 * @param messageId message acted on, or null
 * @param actor platform id of who acts
 * @param reportId report that led to it, or null
 * @param batchId bulk action that it is part of, or null
 * @param violating whether the item truly violates
 */
record Sanction(
        Penalty penalty,
        long at,
        long subject,
        int channel,
        String messageId,
        long actor,
        String actorType,
        Harm policy,
        String severity,
        String reportId,
        String batchId,
        boolean violating) {

    Sanction then(Penalty other, long seconds) {
        return new Sanction(
                other,
                at + seconds * 1000,
                subject,
                channel,
                messageId,
                actor,
                actorType,
                policy,
                severity,
                reportId,
                batchId,
                violating);
    }

    Sanction platformWide() {
        return new Sanction(
                penalty, at, subject, -1, messageId, actor, actorType, policy, severity, reportId, batchId, violating);
    }
}
