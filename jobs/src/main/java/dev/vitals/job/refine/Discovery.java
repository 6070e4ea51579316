package dev.vitals.job.refine;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What led to a sanction, and when the item was first flagged. The first rule that applies decides:
 *
 * <ol>
 *   <li>The log names a report: that report's source (user_report, trusted_flagger; proactive when a detector filed
 *       it).
 *   <li>AutoMod acted: automod.
 *   <li>Somebody had reported the message before the sanction, and no detector had flagged it before him: his report's
 *       source.
 *   <li>AutoMod had held the message: automod.
 *   <li>A detector had flagged the item, or a bot or the system acted: proactive.
 *   <li>Else a person acted on what he saw: manual.
 * </ol>
 *
 * @param trigger user_report, trusted_flagger, automod, proactive or manual
 * @param flaggedAt first flag by a detector, AutoMod or a moderator, at the latest the sanction itself; null when
 *     reports alone led to it
 */
record Discovery(String trigger, Instant flaggedAt) {
    private static final String USER_REPORT = "user_report";
    private static final String TRUSTED_FLAGGER = "trusted_flagger";
    private static final String AUTOMOD = "automod";
    private static final String PROACTIVE = "proactive";

    /**
     * What is known around a sanction. Times after the sanction are no clue.
     *
     * @param actorType after known bots are told apart
     * @param reportSource source of the report that the log names, if that report is known
     * @param messageReportedAt first report of a person on the same message
     * @param messageReportSource its source
     * @param heldAt when AutoMod held the message
     * @param detectedAt when the log says that it was flagged
     * @param machineReportedAt first report of a detector on the message
     */
    record Clues(
            Instant at,
            String actorType,
            String reportId,
            String reportSource,
            Instant messageReportedAt,
            String messageReportSource,
            Instant heldAt,
            Instant detectedAt,
            Instant machineReportedAt) {}

    static Discovery of(Clues clues) {
        Instant heldAt = before(clues.heldAt(), clues.at());
        Instant flaggedAt = Stream.of(
                        heldAt, before(clues.detectedAt(), clues.at()), before(clues.machineReportedAt(), clues.at()))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        String trigger = trigger(clues, heldAt, flaggedAt);
        boolean isReported = trigger.equals(USER_REPORT) || trigger.equals(TRUSTED_FLAGGER);
        return new Discovery(trigger, flaggedAt == null && !isReported ? clues.at() : flaggedAt);
    }

    private static String trigger(Clues clues, Instant heldAt, Instant flaggedAt) {
        if (clues.reportId() != null) {
            return "automated".equals(clues.reportSource()) ? PROACTIVE : bySource(clues.reportSource());
        }
        if (AUTOMOD.equals(clues.actorType())) {
            return AUTOMOD;
        }
        Instant reportedAt = before(clues.messageReportedAt(), clues.at());
        if (reportedAt != null && (flaggedAt == null || !flaggedAt.isBefore(reportedAt))) {
            return bySource(clues.messageReportSource());
        }
        if (heldAt != null) {
            return AUTOMOD;
        }
        boolean isMachine = "bot".equals(clues.actorType()) || "system".equals(clues.actorType());
        return flaggedAt != null || isMachine ? PROACTIVE : "manual";
    }

    private static String bySource(String reportSource) {
        return TRUSTED_FLAGGER.equals(reportSource) ? TRUSTED_FLAGGER : USER_REPORT;
    }

    private static Instant before(Instant time, Instant sanction) {
        return time == null || time.isAfter(sanction) ? null : time;
    }
}
