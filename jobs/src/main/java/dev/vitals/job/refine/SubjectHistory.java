package dev.vitals.job.refine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What the other sanctions of a person say of each: its strike number, what may have lifted it, and what may have
 * superseded it.
 *
 * <p>A strike counts the person's sanctions, of every kind and in every channel, on the day of the sanction and the 89
 * days before. A lift must be of the right kind (see {@link ActionKinds}) and in the same channel. A later sanction of
 * the same kind in the same channel supersedes, where it is not just another log's telling of the same one.
 */
final class SubjectHistory {
    /** One day less than the window of the job: the last day only tells which sanctions are told twice. */
    static final Window STRIKES = Window.past(89);

    private static final Comparator<Event> IN_ORDER =
            Comparator.comparing(Event::at).thenComparing(Event::eventId);

    private SubjectHistory() {}

    /**
     * A line about the person.
     *
     * @param isSanction true for a sanction after merging; false for a raw line, of a sanction or a lift
     */
    record Event(
            Instant at,
            String eventId,
            String actionId,
            String action,
            String channelId,
            String logType,
            boolean isSanction) {}

    /**
     * What follows from the others for one sanction.
     *
     * @param liftedAt first lift; null without one
     * @param repeatedAt next sanction of the same kind in the same channel
     */
    record Standing(String eventId, int strikeNumber, Instant liftedAt, Instant repeatedAt) {}

    /** Standings of the sanctions on the wanted days, with what followed within the window {@code ahead}. */
    static List<Standing> of(List<Event> events, Predicate<LocalDate> isWanted, Window ahead) {
        List<Event> sanctions =
                events.stream().filter(Event::isSanction).sorted(IN_ORDER).toList();
        List<Event> lines = events.stream()
                .filter(event -> !event.isSanction())
                .sorted(IN_ORDER)
                .toList();
        List<Standing> standings = new ArrayList<>();
        int oldest = 0;
        for (int i = 0; i < sanctions.size(); i++) {
            Event sanction = sanctions.get(i);
            LocalDate day = Rows.day(sanction.at());
            while (!STRIKES.holds(sanctions.get(oldest).at(), day)) {
                oldest++;
            }
            if (isWanted.test(day)) {
                List<Event> following = following(lines, sanction, ahead.end(day));
                standings.add(new Standing(
                        sanction.eventId(),
                        i - oldest + 1,
                        first(following, line -> ActionKinds.lifts(line.action(), sanction.action())),
                        first(following, line -> isRepetition(line, sanction))));
            }
        }
        return standings;
    }

    private static List<Event> following(List<Event> lines, Event sanction, Instant end) {
        return lines.stream()
                .filter(line -> Objects.equals(line.channelId(), sanction.channelId()))
                .filter(line -> !line.at().isBefore(sanction.at()) && line.at().isBefore(end))
                .toList();
    }

    private static boolean isRepetition(Event line, Event sanction) {
        boolean isNear = !line.at().isAfter(sanction.at().plus(Tellings.APART));
        boolean isTelling = line.actionId().equals(sanction.actionId())
                || (isNear && !line.logType().equals(sanction.logType()));
        return ActionKinds.isSame(line.action(), sanction.action())
                && IN_ORDER.compare(line, sanction) > 0
                && !isTelling;
    }

    private static Instant first(List<Event> lines, Predicate<Event> isIt) {
        return lines.stream().filter(isIt).map(Event::at).findFirst().orElse(null);
    }
}
