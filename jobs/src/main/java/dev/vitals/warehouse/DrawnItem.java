package dev.vitals.warehouse;

import java.time.Instant;

/**
 * An item that was drawn for an audit.
 *
 * @param frame what it was drawn from
 * @param itemId its id
 * @param decisionId the decision that is judged; null where nobody decided
 * @param channel pseudonym of its channel; null when unknown
 * @param itemAt when it came up
 * @param stratum what its stratum has in common
 * @param stratumSize how many items the stratum holds
 * @param stratumDrawn how many of them were drawn
 */
public record DrawnItem(
        String frame,
        String itemId,
        String decisionId,
        String channel,
        Instant itemAt,
        String stratum,
        long stratumSize,
        long stratumDrawn) {
    /** The probability with which it was drawn. */
    public double inclusionProbability() {
        return (double) stratumDrawn / stratumSize;
    }
}
