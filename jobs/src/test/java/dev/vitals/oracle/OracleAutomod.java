package dev.vitals.oracle;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Held messages and what became of them within 2 days, as the contract silver.automod_decision says. */
final class OracleAutomod {
    private static final int FOLLOWED_DAYS = 2;

    record Held(
            String message,
            String channel,
            String user,
            LocalDate day,
            String outcome,
            Long seconds,
            Map<String, String> dimensions)
            implements OracleFact {}

    private OracleAutomod() {}

    static List<Held> holds(RawEvents events, OracleDimensions known) {
        List<Held> all = new ArrayList<>();
        for (RawEvents.Hold hold : told(events)) {
            RawEvents.Update first = null;
            for (RawEvents.Update update : events.updates) {
                boolean isOfHold = update.message().equals(hold.message())
                        && RawEvents.isWithin(update.at(), RawEvents.day(hold.at()), FOLLOWED_DAYS);
                if (isOfHold && (first == null || update.at().isBefore(first.at()))) {
                    first = update;
                }
            }
            boolean isByHuman =
                    first != null && first.moderator() != null && !known.isBot(first.moderator(), first.at());
            boolean hasDuration = first != null && !first.at().isBefore(hold.at());
            all.add(new Held(
                    hold.message(),
                    hold.channel(),
                    hold.user(),
                    RawEvents.day(hold.at()),
                    first == null ? null : first.status(),
                    hasDuration ? (Long) Duration.between(hold.at(), first.at()).getSeconds() : null,
                    OracleFact.dimensions(
                            "category", hold.category(),
                            "level", hold.level(),
                            "reason", hold.reason(),
                            "language", known.channel(hold.channel(), hold.at(), "language"),
                            "region", known.channel(hold.channel(), hold.at(), "region"),
                            "channel_tier", known.channel(hold.channel(), hold.at(), "tier"),
                            "moderator_id", isByHuman ? first.moderator() : null,
                            "moderator_team",
                                    isByHuman ? known.moderator(first.moderator(), first.at(), "team") : null)));
        }
        return all;
    }

    /** The holds, and of messages without one what an update within 2 days says of it. */
    private static Collection<RawEvents.Hold> told(RawEvents events) {
        Map<String, RawEvents.Hold> byMessage = new LinkedHashMap<>();
        events.holds.forEach(hold -> byMessage.put(hold.message(), hold));
        for (RawEvents.Update update : events.updates) {
            if (update.heldAt() != null
                    && RawEvents.isWithin(update.at(), RawEvents.day(update.heldAt()), FOLLOWED_DAYS)) {
                byMessage.putIfAbsent(
                        update.message(),
                        new RawEvents.Hold(
                                update.message(), update.channel(), update.heldAt(), null, null, null, null));
            }
        }
        return byMessage.values();
    }
}
