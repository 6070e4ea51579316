package dev.vitals.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** People taken for evaders of a ban, as the contract silver.ban_evasion_flag says. */
final class OracleFlags {
    private static final Set<String> EVASION = Set.of("likely", "possible");

    private record Place(String user, String channel, LocalDate day) {}

    private record Flagged(String user, LocalDate day, Map<String, String> dimensions) implements OracleFact {}

    private OracleFlags() {}

    static OracleKpi<?> suspectedBanEvaders(RawEvents events, OracleDimensions known) {
        Map<String, List<RawEvents.Flag>> byPlace = new TreeMap<>();
        for (RawEvents.Flag flag : events.flags) {
            if (EVASION.contains(flag.evaluation())) {
                Place place = new Place(flag.user(), flag.channel(), RawEvents.day(flag.at()));
                byPlace.computeIfAbsent(place.toString(), any -> new ArrayList<>())
                        .add(flag);
            }
        }
        List<Flagged> flagged = new ArrayList<>();
        byPlace.values().forEach(flags -> flagged.add(flagged(flags, known)));
        return OracleKpi.distinct(flagged, Flagged::day, each -> Set.of(each.user()));
    }

    /** All flags of a person in a channel on a day. */
    private static Flagged flagged(List<RawEvents.Flag> flags, OracleDimensions known) {
        RawEvents.Flag any = flags.get(0);
        Instant first =
                flags.stream().map(RawEvents.Flag::at).min(Instant::compareTo).orElseThrow();
        boolean isLikely = flags.stream().anyMatch(each -> each.evaluation().equals("likely"));
        return new Flagged(
                any.user(),
                RawEvents.day(first),
                OracleFact.dimensions(
                        "evaluation", isLikely ? "likely" : "possible",
                        "language", known.channel(any.channel(), first, "language"),
                        "region", known.channel(any.channel(), first, "region"),
                        "channel_tier", known.channel(any.channel(), first, "tier")));
    }
}
