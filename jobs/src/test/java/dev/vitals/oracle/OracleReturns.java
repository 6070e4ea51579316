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

/** Who wrote again in the week after a day, as the contracts silver.new_chatter and silver.sanction_release say. */
final class OracleReturns {
    private static final int WEEK = 7;
    private static final int FOLLOWED_DAYS = 60;

    record Return(String user, LocalDate day, boolean hasPast, boolean hasReturned, Map<String, String> dimensions)
            implements OracleFact {}

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
        Predicate<Return> counts = each -> each.hasPast() && followed.isWhole(each.day(), WEEK);
        return OracleKpi.share(returns, Return::day, counts, Return::hasReturned)
                .of(counts, each -> Set.of(each.user()));
    }
}
