package dev.vitals.oracle;

import dev.vitals.oracle.OracleChannels.ChatterDay;
import dev.vitals.oracle.OracleEnforcement.Sanction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who wrote again in the week after a day, as the contracts silver.new_chatter, silver.sanction_release and
 * silver.witness_return say.
 */
final class OracleReturns {
    private static final int WEEK = 7;
    private static final int FOLLOWED_DAYS = 60;
    private static final long SHORTLY_SECONDS = 600;

    /** @param counts whether the KPI is about the person */
    record Return(String user, LocalDate day, boolean counts, boolean hasReturned, Map<String, String> dimensions)
            implements OracleFact {
        Return onlyIf(boolean isAsked) {
            return new Return(user, day, isAsked, hasReturned, dimensions);
        }
    }

    private final OracleDimensions known;
    private final Map<String, Set<LocalDate>> activeOn = new HashMap<>();

    OracleReturns(OracleDimensions known, List<ChatterDay> chatters) {
        this.known = known;
        chatters.forEach(each ->
                activeOn.computeIfAbsent(each.user(), user -> new HashSet<>()).add(each.day()));
    }

    List<Return> newChatters(List<ChatterDay> chatters) {
        List<Return> returns = new ArrayList<>();
        for (ChatterDay each : chatters) {
            if (each.isNew()) {
                returns.add(new Return(
                        each.user(),
                        each.day(),
                        each.hasPast(),
                        hasReturned(each.user(), each.day()),
                        each.dimensions()));
            }
        }
        return returns;
    }

    /** One for each person, day and kind of sanction that was over on it. */
    List<Return> released(List<Sanction> sanctions) {
        Set<Return> returns = new HashSet<>();
        for (Sanction each : sanctions) {
            String user = each.event().subject();
            Instant overAt = overAt(each);
            boolean isSeen = overAt != null && RawEvents.isWithin(overAt, each.day(), FOLLOWED_DAYS);
            if (user != null && isSeen) {
                LocalDate day = RawEvents.day(overAt);
                Instant lastMoment = RawEvents.endOf(day).minusNanos(1000);
                returns.add(new Return(
                        user,
                        day,
                        true,
                        hasReturned(user, day),
                        OracleFact.dimensions(
                                "action", each.event().action(), "region", known.user(user, lastMoment, "region"))));
            }
        }
        return List.copyOf(returns);
    }

    /** Chatters who neither acted nor were acted on that day, by what they saw happen to others. */
    List<Return> bystanders(RawEvents events, List<ChatterDay> chatters) {
        List<Return> returns = new ArrayList<>();
        for (ChatterDay each : chatters) {
            List<RawEvents.Enforcement> ofDay = events.enforcements.stream()
                    .filter(action -> RawEvents.day(action.at()).equals(each.day()))
                    .toList();
            boolean isInvolved = ofDay.stream()
                    .anyMatch(action ->
                            each.user().equals(action.actor()) || each.user().equals(action.subject()));
            if (!isInvolved) {
                Instant lastMoment = RawEvents.endOf(each.day()).minusNanos(1000);
                returns.add(new Return(
                        each.user(),
                        each.day(),
                        true,
                        hasReturned(each.user(), each.day()),
                        OracleFact.dimensions(
                                "witnessed",
                                witnessed(events, each, ofDay),
                                "messages_written",
                                howMuch(each.messages()),
                                "region",
                                known.user(each.user(), lastMoment, "region"))));
            }
        }
        return returns;
    }

    static List<Return> of(List<Return> bystanders, boolean areWitnesses) {
        return bystanders.stream()
                .map(each -> each.onlyIf(each.dimensions().containsKey("witnessed") == areWitnesses))
                .toList();
    }

    /** What happened in a channel at most ten minutes after a message that the chatter wrote there that day. */
    private static String witnessed(RawEvents events, ChatterDay chatter, List<RawEvents.Enforcement> ofDay) {
        Set<String> seen = new HashSet<>();
        for (RawEvents.Message message : events.messages) {
            if (message.user().equals(chatter.user())
                    && RawEvents.day(message.at()).equals(chatter.day())) {
                for (RawEvents.Enforcement action : ofDay) {
                    boolean isNear = message.channel().equals(action.channel())
                            && !action.at().isBefore(message.at())
                            && !action.at().isAfter(message.at().plusSeconds(SHORTLY_SECONDS));
                    if (isNear
                            && !OracleEnforcement.isLift(action)
                            && !action.action().equals("chat_cleared")) {
                        seen.add(action.action().equals("message_delete") ? "removal" : "sanction");
                    }
                }
            }
        }
        return seen.isEmpty()
                ? null
                : seen.size() == 2 ? "both" : seen.iterator().next();
    }

    private static String howMuch(int messages) {
        return messages == 1 ? "1" : messages < 5 ? "2-4" : messages < 20 ? "5-19" : "20 or more";
    }

    private static Instant overAt(Sanction sanction) {
        if (!sanction.lasts()) {
            return sanction.event().at();
        }
        return sanction.end() == null || sanction.end().kind().equals("superseded")
                ? null
                : sanction.end().at();
    }

    private boolean hasReturned(String user, LocalDate day) {
        for (LocalDate other : activeOn.getOrDefault(user, Set.of())) {
            if (other.isAfter(day) && !other.isAfter(day.plusDays(WEEK))) {
                return true;
            }
        }
        return false;
    }

    /** The share who returned, among those whose whole week after has been seen. */
    static OracleKpi<Return> retention(List<Return> returns, OracleFollowUp followed) {
        Predicate<Return> counts = each -> each.counts() && followed.isWhole(each.day(), WEEK);
        return OracleKpi.share(returns, Return::day, counts, Return::hasReturned)
                .of(counts, each -> Set.of(each.user()));
    }
}
