package dev.vitals.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was known of a channel, user or moderator at a time: the last version that had begun, and nothing before the first. */
final class OracleDimensions {
    private final Map<String, List<RawEvents.Version>> versions = new HashMap<>();

    OracleDimensions(RawEvents events) {
        for (RawEvents.Version version : events.versions) {
            versions.computeIfAbsent(version.entity() + " " + version.id(), entity -> new ArrayList<>())
                    .add(version);
        }
    }

    String channel(String id, Instant at, String attribute) {
        return known("channel", id, at, attribute);
    }

    String moderator(String id, Instant at, String attribute) {
        return known("moderator", id, at, attribute);
    }

    String user(String id, Instant at, String attribute) {
        return known("user", id, at, attribute);
    }

    /** Whether an account is known as a bot, as a moderator or as a user. */
    boolean isBot(String id, Instant at) {
        return "true".equals(moderator(id, at, "is_bot")) || "true".equals(user(id, at, "is_bot"));
    }

    private String known(String entity, String id, Instant at, String attribute) {
        RawEvents.Version latest = null;
        for (RawEvents.Version version : versions.getOrDefault(entity + " " + id, List.of())) {
            boolean applies = !version.from().isAfter(at);
            if (applies && (latest == null || version.from().isAfter(latest.from()))) {
                latest = version;
            }
        }
        return latest == null ? null : latest.attributes().get(attribute);
    }
}
