package dev.vitals.job.refine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Makes one sanction of what several logs tell of it.
 *
 * <p>The tellings of one group (same kind, person and channel, or the deletion of one message) are of the same
 * sanction when different logs tell them within 5 seconds, or when they share an action id and lie less than a day
 * apart. The telling that names the actor stands for the sanction, of two such the earlier one, and takes from the
 * others what it lacks. Two tellings of one log are two sanctions: a log does not repeat itself under another id. Each
 * channel of a shared chat has a log of its own.
 *
 * <p>A telling falls away because of a better one near it, whatever became of that one. So each verdict needs only
 * what lies within a day, and does not depend on where a window begins.
 */
final class Tellings {
    static final Duration APART = Duration.ofSeconds(5);
    static final Duration SAME_ID = Duration.ofDays(1);

    private static final Comparator<Telling> BEST_FIRST = Comparator.comparing(
                    (Telling telling) -> telling.actorId() == null)
            .thenComparing(Telling::at)
            .thenComparing(Telling::eventId);
    private static final Comparator<Telling> IN_ORDER =
            Comparator.comparing(Telling::at).thenComparing(Telling::eventId);

    private Tellings() {}

    /** One log line about a sanction. */
    record Telling(
            Instant at,
            String eventId,
            String actionId,
            String action,
            String logType,
            String actorId,
            String actorType,
            Instant expiresAt,
            String subjectUserId,
            String channelId,
            String messageId,
            String policy,
            String severity,
            String reportId,
            String bulkId,
            Instant detectedAt) {}

    /** A sanction, and the action ids under which logs tell of it. */
    record Sanction(Telling telling, List<String> toldAs) {}

    /** The sanctions of one group of tellings, in order of time. */
    static List<Sanction> merge(List<Telling> group) {
        List<Telling> tellings = group.stream().sorted(IN_ORDER).toList();
        List<Sanction> sanctions = new ArrayList<>();
        for (int i = 0; i < tellings.size(); i++) {
            List<Telling> same = same(tellings, i);
            if (same.get(0).equals(tellings.get(i))) {
                sanctions.add(sanction(same));
            }
        }
        return sanctions;
    }

    /** The tellings of the same sanction as the i-th, itself among them, best first. */
    private static List<Telling> same(List<Telling> tellings, int i) {
        Telling telling = tellings.get(i);
        List<Telling> same = new ArrayList<>(List.of(telling));
        for (int j = i - 1; j >= 0 && isWithin(SAME_ID, telling, tellings.get(j)); j--) {
            addIfSame(same, telling, tellings.get(j));
        }
        for (int j = i + 1; j < tellings.size() && isWithin(SAME_ID, telling, tellings.get(j)); j++) {
            addIfSame(same, telling, tellings.get(j));
        }
        same.sort(BEST_FIRST);
        return same;
    }

    private static void addIfSame(List<Telling> same, Telling telling, Telling other) {
        if (isSame(telling, other)) {
            same.add(other);
        }
    }

    private static boolean isSame(Telling one, Telling other) {
        return one.actionId().equals(other.actionId())
                || (!one.logType().equals(other.logType()) && isWithin(APART, one, other));
    }

    private static boolean isWithin(Duration span, Telling one, Telling other) {
        return Duration.between(one.at(), other.at()).abs().compareTo(span) <= 0;
    }

    private static Sanction sanction(List<Telling> bestFirst) {
        Telling best = bestFirst.get(0);
        Telling filled = new Telling(
                best.at(),
                best.eventId(),
                best.actionId(),
                best.action(),
                best.logType(),
                best.actorId(),
                first(bestFirst, Telling::actorType),
                first(bestFirst, Telling::expiresAt),
                first(bestFirst, Telling::subjectUserId),
                first(bestFirst, Telling::channelId),
                first(bestFirst, Telling::messageId),
                first(bestFirst, Telling::policy),
                first(bestFirst, Telling::severity),
                first(bestFirst, Telling::reportId),
                first(bestFirst, Telling::bulkId),
                first(bestFirst, Telling::detectedAt));
        return new Sanction(
                filled,
                bestFirst.stream().map(Telling::actionId).distinct().sorted().toList());
    }

    private static <T> T first(List<Telling> tellings, Function<Telling, T> value) {
        return tellings.stream().map(value).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
