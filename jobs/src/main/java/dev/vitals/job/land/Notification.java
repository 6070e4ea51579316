package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * One EventSub notification, whichever way it came: a WebSocket frame ({@code metadata} and {@code payload}) or a webhook
 * call ({@code headers}, whose names have any letter case, and a body).
 *
 * <p>The frame is data: its time is the only event time of most types, and its message id is what a resend keeps.
 * {@code subscription.created_at} is never an event time.
 */
final class Notification {
    private static final String HEADER = "twitch-eventsub-";

    private final JsonLine line = new JsonLine();
    private final JsonLine body = new JsonLine();
    private final Codes codes = new Codes();
    private final Fields frame;
    private final Fields event;
    private final Fields bodyFields;
    private final Attributes attributes;
    private JsonLine eventLine;
    private Fields eventFields;
    private int eventObject;
    private String id;
    private String type;
    private String messageType;
    private String timestamp;

    Notification(Pseudonyms pseudonyms) {
        frame = new Fields(line, pseudonyms, codes);
        event = new Fields(line, pseudonyms, codes);
        bodyFields = new Fields(body, pseudonyms, codes);
        attributes = new Attributes(pseudonyms, codes);
    }

    /** Reads the frame; throws a {@link Rejection} for a line that is none. */
    void read(byte[] buffer, int offset, int length) {
        if (!line.read(buffer, offset, length)) {
            throw new Rejection(line.rejection());
        }
        codes.begin();
        eventLine = line;
        eventFields = event;
        int metadata = frame.in(JsonLine.ROOT).object("metadata");
        int headers = frame.object("headers");
        if (metadata == JsonLine.NONE && headers == JsonLine.NONE) {
            throw new Rejection(
                    Reasons.MISSING_FIELD, "metadata", "neither metadata (WebSocket) nor headers (webhook) found");
        }
        int content;
        if (metadata != JsonLine.NONE) {
            readMetadata(metadata);
            content = frame.in(JsonLine.ROOT).object("payload");
        } else {
            readHeaders(headers);
            content = webhookBody();
        }
        eventObject = eventFields.in(content).object("event");
        if (type == null) {
            type = eventFields.in(eventFields.object("subscription")).text("type");
        }
    }

    private void readMetadata(int metadata) {
        frame.in(metadata);
        id = frame.text("message_id");
        messageType = frame.word("message_type");
        timestamp = frame.text("message_timestamp");
        type = frame.text("subscription_type");
    }

    private void readHeaders(int headers) {
        id = null;
        messageType = null;
        timestamp = null;
        type = null;
        for (int i = line.first(headers); i != JsonLine.NONE; i = line.next(i, headers)) {
            // Some servers log every header as a list of values.
            int value = line.kind(i) == JsonLine.Kind.ARRAY ? line.first(i) : i;
            String text = value == JsonLine.NONE ? null : line.text(value);
            switch (line.name(i).toLowerCase(Locale.ROOT)) {
                case HEADER + "message-id" -> id = text;
                case HEADER + "message-type" -> messageType = text == null ? null : text.toLowerCase(Locale.ROOT);
                case HEADER + "message-timestamp" -> timestamp = text;
                case HEADER + "subscription-type" -> type = text;
                default -> {
                    // Other headers say nothing of the event.
                }
            }
        }
    }

    /** The body as an object, as JSON in a string, or spread beside the headers. */
    private int webhookBody() {
        int value = line.find(JsonLine.ROOT, "body");
        if (value == JsonLine.NONE) {
            return JsonLine.ROOT;
        }
        if (line.kind(value) != JsonLine.Kind.STRING) {
            return value;
        }
        byte[] text = line.text(value).getBytes(StandardCharsets.UTF_8);
        if (!body.read(text, 0, text.length)) {
            Outcome.Rejected rejection = body.rejection();
            throw new Rejection(rejection.reason(), "body", rejection.detail());
        }
        eventLine = body;
        eventFields = bodyFields;
        return JsonLine.ROOT;
    }

    /** What kind of message the frame is; null when it does not say. */
    String messageType() {
        return messageType;
    }

    /** The lists by which codes are read. */
    Codes codes() {
        return codes;
    }

    /** Type of the subscription, {@code channel.moderate} for example. */
    String type() {
        if (type == null) {
            throw Rejection.missing("subscription_type");
        }
        return type;
    }

    /** Id of the notification, the same in every resend. */
    String id() {
        if (id == null || id.isEmpty()) {
            throw Rejection.missing("message_id");
        }
        return id;
    }

    /** Time of the notification. */
    long at() {
        if (timestamp == null || timestamp.isEmpty()) {
            throw Rejection.missing("message_timestamp");
        }
        long micros = Timestamps.rfc3339(timestamp);
        if (!Timestamps.isInstant(micros)) {
            throw Fields.badInstant(micros, "message_timestamp", timestamp);
        }
        return micros;
    }

    /** The fields of the event. */
    Fields event() {
        if (eventObject == JsonLine.NONE) {
            throw Rejection.missing("event");
        }
        return eventFields.in(eventObject);
    }

    /** The fields of an object in the event; all are missing when the object is. */
    Fields in(String name) {
        int inner = event().object(name);
        return eventFields.in(inner);
    }

    /** The fields of an object in the event without which it makes no sense. */
    Fields requiredIn(String name) {
        Fields fields = in(name);
        if (fields.current() == JsonLine.NONE) {
            throw Rejection.missing(name);
        }
        return fields;
    }

    /** Counts the fields of the event that were not looked for. */
    void countUnread(UnreadFields unread) {
        unread.count(type, eventLine, eventObject);
        unread.count(type, codes);
    }

    /** The line that the event stands in, for what {@link Fields} does not read. */
    JsonLine line() {
        return eventLine;
    }

    /** Pseudonym of the channel where it happened, also when the log of a shared chat's other channel tells it. */
    String sourceChannel() {
        String source = event().pseudonym("source_broadcaster_user_id");
        return source == null ? channel() : source;
    }

    /** Pseudonym of the channel that was subscribed to. */
    String channel() {
        return event().requiredPseudonym("broadcaster_user_id");
    }

    /** An empty collection of details. */
    Attributes details() {
        return attributes.begin();
    }

    /** A change of a channel's context. */
    Outcome context(String channel, String kind, long at, Attributes details) {
        return context(id(), channel, kind, at, details);
    }

    /** A change of a channel's context that is known by another id than that of the notification. */
    Outcome context(String eventId, String channel, String kind, long at, Attributes details) {
        Map<String, String> taken = details.take();
        return new Row(BronzeTable.STREAM_CONTEXT, eventId, at)
                .set("channel_id", channel)
                .set("kind", kind)
                .set("attributes", taken)
                .event();
    }
}
