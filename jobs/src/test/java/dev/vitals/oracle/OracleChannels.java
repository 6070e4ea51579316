package dev.vitals.oracle;

import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.Scorers;
import dev.vitals.sentiment.Sentiment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Channels and chatters of a day, as the contracts silver.channel_day and silver.chatter_day say. */
final class OracleChannels {
    private static final String NO_CHANNEL = "none";
    private static final Set<String> SIGNS = Set.of("raid", "shield_mode_begin", "shield_mode_end");
    private static final String MENTION =
            "[@\uFF20\uFE6B][\\p{Mn}\\p{Mc}\\p{Cf}_]*[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}\\p{Cf}_]*";
    private static final int NEGATIVE_UP_TO_MILLIS = -100;
    private static final int POSITIVE_FROM_MILLIS = 100;
    private static final int NEW_AFTER_DAYS = 28;

    /** One message: its sentiment in thousandths, and whether any term was known. */
    record Scored(RawEvents.Message message, int millis, boolean isScored) {
        LocalDate day() {
            return RawEvents.day(message.at());
        }
    }

    /**
     * A channel on a day.
     *
     * @param removed the messages that were deleted, and of those the ones that a machine deleted
     */
    record ChannelDay(
            LocalDate day,
            List<Scored> messages,
            int reports,
            int actions,
            Set<String> removed,
            Set<String> removedByMachine,
            List<RawEvents.Watched> watched,
            Map<String, String> dimensions)
            implements OracleFact {
        long scored() {
            return messages.stream().filter(Scored::isScored).count();
        }

        long negative() {
            return messages.stream()
                    .filter(each -> each.isScored() && each.millis() <= NEGATIVE_UP_TO_MILLIS)
                    .count();
        }

        long positive() {
            return messages.stream()
                    .filter(each -> each.isScored() && each.millis() >= POSITIVE_FROM_MILLIS)
                    .count();
        }

        long liveSeconds() {
            return watched.stream().mapToLong(RawEvents.Watched::liveSeconds).sum();
        }

        long viewerSeconds() {
            return watched.stream().mapToLong(RawEvents.Watched::viewerSeconds).sum();
        }

        /** The same channel and day with no other time than that which was moderated. */
        ChannelDay moderated() {
            List<RawEvents.Watched> moderated =
                    watched.stream().filter(RawEvents.Watched::isModerated).toList();
            return new ChannelDay(day, messages, reports, actions, removed, removedByMachine, moderated, dimensions);
        }

        /** The moderated part of the time on air, in millionths. */
        long moderatedMicros() {
            return BigDecimal.valueOf(moderated().liveSeconds() * 1_000_000)
                    .divide(BigDecimal.valueOf(liveSeconds()), 0, RoundingMode.HALF_UP)
                    .longValueExact();
        }

        long millis() {
            return messages.stream().mapToLong(Scored::millis).sum();
        }

        Set<String> chatters() {
            Set<String> chatters = new HashSet<>();
            messages.forEach(each -> chatters.add(each.message().user()));
            return chatters;
        }
    }

    record ChatterDay(
            String user,
            LocalDate day,
            int messages,
            Long meanMicros,
            boolean isNew,
            boolean hasPast,
            Map<String, String> dimensions)
            implements OracleFact {}

    private final RawEvents events;
    private final OracleDimensions known;
    private final List<Scored> scored = new ArrayList<>();
    private final Set<LocalDate> daysWithChat = new HashSet<>();
    private final Map<LocalDate, Set<String>> raided = new HashMap<>();

    OracleChannels(RawEvents events, OracleDimensions known) {
        this.events = events;
        this.known = known;
        Scorer scorer = Scorers.standard();
        for (RawEvents.Message message : events.messages) {
            // Names that people address are masked before a message is scored.
            Sentiment sentiment = message.text() == null
                    ? Sentiment.UNKNOWN
                    : scorer.score(message.text().replaceAll(MENTION, "@mention"));
            // What children write is counted and has no mood.
            boolean isChild = "under_13".equals(known.user(message.user(), message.at(), "age_band"));
            scored.add(new Scored(message, isChild ? 0 : sentiment.millis(), sentiment.terms() > 0 && !isChild));
            daysWithChat.add(RawEvents.day(message.at()));
        }
    }

    /** Every channel and day on which anything happened in the channel. */
    List<ChannelDay> channelDays() {
        Map<LocalDate, Map<String, List<Object>>> all = new TreeMap<>();
        scored.forEach(each -> add(all, each.message().at(), each.message().channel(), each));
        events.filed.forEach(each -> add(all, each.at(), each.channel(), each));
        events.enforcements.stream()
                .filter(each -> !OracleEnforcement.isLift(each))
                .forEach(each -> add(all, each.at(), each.channel(), each));
        events.holds.forEach(each -> add(all, each.at(), each.channel(), each));
        events.watched.forEach(each -> add(all, each.from(), each.channel(), each));
        events.signs.stream()
                .filter(each -> SIGNS.contains(each.kind()))
                .forEach(each -> add(all, each.at(), each.channel(), each));
        List<ChannelDay> days = new ArrayList<>();
        all.forEach((day, channels) ->
                channels.forEach((channel, happened) -> days.add(channelDay(day, channel, happened))));
        return days;
    }

    private static void add(
            Map<LocalDate, Map<String, List<Object>>> all, Instant at, String channel, Object happened) {
        all.computeIfAbsent(RawEvents.day(at), day -> new HashMap<>())
                .computeIfAbsent(channel == null ? NO_CHANNEL : channel, id -> new ArrayList<>())
                .add(happened);
    }

    private ChannelDay channelDay(LocalDate day, String channel, List<Object> happened) {
        Instant lastMoment = RawEvents.endOf(day).minusNanos(1000);
        List<Scored> messages = new ArrayList<>();
        int reports = 0;
        int actions = 0;
        Set<String> removed = new HashSet<>();
        Set<String> removedByMachine = new HashSet<>();
        List<RawEvents.Watched> watched = new ArrayList<>();
        for (Object each : happened) {
            if (each instanceof Scored message) {
                messages.add(message);
            }
            if (each instanceof RawEvents.Watched interval) {
                watched.add(interval);
            }
            if (each instanceof RawEvents.Enforcement action && action.action().equals("message_delete")) {
                String message = action.message() == null ? action.id() : action.message();
                removed.add(message);
                if (OracleEnforcement.isByMachine(action, known)) {
                    removedByMachine.add(message);
                }
            }
            reports += each instanceof RawEvents.Filed ? 1 : 0;
            actions += each instanceof RawEvents.Enforcement ? 1 : 0;
        }
        return new ChannelDay(
                day,
                messages,
                reports,
                actions,
                removed,
                removedByMachine,
                watched,
                OracleFact.dimensions(
                        "language", known.channel(channel, lastMoment, "language"),
                        "region", known.channel(channel, lastMoment, "region"),
                        "channel_tier", known.channel(channel, lastMoment, "tier"),
                        "has_hostile_raid", isRaided(messages, happened)));
    }

    /** Whether a channel was raided on a day. */
    boolean isRaided(String channel, LocalDate day) {
        return channel != null && raided.computeIfAbsent(day, this::raidedOn).contains(channel);
    }

    private Set<String> raidedOn(LocalDate day) {
        Map<String, List<Scored>> written = new HashMap<>();
        scored.stream()
                .filter(each -> each.day().equals(day))
                .forEach(each -> written.computeIfAbsent(each.message().channel(), id -> new ArrayList<>())
                        .add(each));
        Set<String> channels = new HashSet<>();
        written.forEach((channel, messages) -> {
            List<Object> sanctions = new ArrayList<>();
            events.enforcements.stream()
                    .filter(each -> !OracleEnforcement.isLift(each)
                            && channel.equals(each.channel())
                            && RawEvents.day(each.at()).equals(day))
                    .forEach(sanctions::add);
            if (isRaided(messages, sanctions)) {
                channels.add(channel);
            }
        });
        return channels;
    }

    /** In some ten minutes 20 accounts or more wrote there for the first time, half of them negative or sanctioned that day. */
    private static boolean isRaided(List<Scored> messages, List<Object> happened) {
        Set<String> sanctioned = new HashSet<>();
        for (Object each : happened) {
            if (each instanceof RawEvents.Enforcement action) {
                sanctioned.add(action.subject());
            }
        }
        List<Scored> firsts =
                messages.stream().filter(each -> each.message().isFirst()).toList();
        for (Scored from : firsts) {
            Instant start = from.message().at();
            List<Scored> near = firsts.stream()
                    .filter(each -> !each.message().at().isBefore(start)
                            && each.message().at().isBefore(start.plusSeconds(600)))
                    .toList();
            long hostile = near.stream()
                    .filter(each -> (each.isScored() && each.millis() <= NEGATIVE_UP_TO_MILLIS)
                            || sanctioned.contains(each.message().user()))
                    .count();
            if (near.size() >= 20 && hostile * 2 >= near.size() && isBeyondChance(hostile, near.size())) {
                return true;
            }
        }
        return false;
    }

    /** Of so many, of whom three in ten are in a bad mood, as many or more are so less than once in 100,000. */
    private static boolean isBeyondChance(long hostile, int all) {
        double exactly = Math.pow(0.7, all);
        double fewer = 0;
        for (int i = 0; i < hostile; i++) {
            fewer += exactly;
            exactly *= (all - i) / (i + 1.0) * 0.3 / 0.7;
        }
        return 1 - fewer < 1e-5;
    }

    /** Every person and day on which the person wrote something. */
    List<ChatterDay> chatterDays() {
        Map<String, Map<LocalDate, List<Scored>>> all = new TreeMap<>();
        for (Scored each : scored) {
            all.computeIfAbsent(each.message().user(), user -> new TreeMap<>())
                    .computeIfAbsent(each.day(), day -> new ArrayList<>())
                    .add(each);
        }
        List<ChatterDay> days = new ArrayList<>();
        all.forEach((user, byDay) ->
                byDay.forEach((day, messages) -> days.add(chatterDay(user, day, messages, byDay.keySet()))));
        return days;
    }

    private ChatterDay chatterDay(String user, LocalDate day, List<Scored> messages, Set<LocalDate> activeOn) {
        boolean isNew = true;
        for (LocalDate other : activeOn) {
            isNew &= !other.isBefore(day) || other.isBefore(day.minusDays(NEW_AFTER_DAYS));
        }
        long count = messages.stream().filter(Scored::isScored).count();
        long millis = messages.stream().mapToLong(Scored::millis).sum();
        Long mean = count == 0
                ? null
                : (Long) BigDecimal.valueOf(millis * 1000)
                        .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP)
                        .longValueExact();
        Instant lastMoment = RawEvents.endOf(day).minusNanos(1000);
        return new ChatterDay(
                user,
                day,
                messages.size(),
                mean,
                isNew,
                daysWithChat.contains(day.minusDays(NEW_AFTER_DAYS))
                        || daysWithChat.contains(day.minusDays(NEW_AFTER_DAYS + 1L)),
                OracleFact.dimensions("region", known.user(user, lastMoment, "region")));
    }
}
