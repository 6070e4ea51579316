package dev.vitals.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a word of its own into every field of a line but those that hold codes, times and numbers: whatever field a format
 * gets next is taken for one that tells of people.
 */
final class Canaries {
    /** What is written in chat, which one column may hold; all else stands nowhere. */
    static final String TEXT = "zqtxtvkjw";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "zqxvkjw";
    private static final String THING = "the id of a thing, ";
    private static final Pattern ANY = Pattern.compile(MARK + "[a-z](?:[0-9]+z|nick|said|prose)|" + TEXT);
    /** Fields whose words Vitals knows: with another word the line is rejected or passed over, which spoiled lines try. */
    private static final Set<String> KNOWN_WORDS =
            Set.of(("type subject_type source activity decision actor_type kind outcome frame label golden_label status"
                            + " emotes level value info slow_mode follower_mode emote_mode direction viewer_count"
                            // EventSub.
                            + " message_type subscription_type subscription_version version notice_type sub_tier list from_automod"
                            + " twitch-eventsub-message-type twitch-eventsub-subscription-type"
                            // IRC.
                            + " msg-id badge-info color first-msg user-type ban-duration historical"
                            + " msg-param-sub-plan msg-param-viewercount msg-param-months msg-param-cumulative-months"
                            + " channel_pseudonym")
                    .split(" "));

    /** Codes that each platform has of its own: a word in them may be anybody's name. */
    private static final Set<String> CODES = Set.of(
            ("category severity language surface legal_ground queue action policy stratum rubric_version experiment variant"
                            + " close_reason age_band region languages role tier tags team employment topic ban_evasion"
                            + " low_trust_status setting change ban_evasion_evaluation types")
                    .split(" "));

    /** Ids of things that are no people, by which the logs are joined. */
    private static final Set<String> THINGS = Set.of(
            ("message_id reply_to source_message_id report_id action_ids merged_into action_id batch_id appeal_id audit_id"
                            + " decision_id set_id parent_message_id twitch-eventsub-message-id"
                            + " source-id source-msg-id target-msg-id reply-parent-msg-id")
                    .split(" "));

    /** What bronze and silver keep as it is beside ids of things, and no number is broken down by. */
    private static final Pattern KEPT = Pattern.compile(
            "(.*/)?(legal_ground|stratum|experiment|variant|rubric_version|badges|emotes|source_badges|set_id|source-badges)"
                    + "|(dimension.channel|stream.context)?/attributes/(category|game|genre|type|kind|policy|status|setting"
                    + "|country|(category|game|stream|message|report|action|batch|bulk|experiment|emote_set|reward|team|tag"
                    + "|region|set|policy)_id|(category|game|team|region|tier|language|policy)_name)"
                    + "|/payload/event/type|/body/event/type");

    private static final Pattern TIME_OR_NUMBER =
            Pattern.compile("[-+0-9.eE, ]+|[0-9]{4}-.*|true|false|soon|ten|never|");

    private static final int LINES_OF_A_CODED_ONE = 3;

    private final Map<String, String> planted = new TreeMap<>();
    private final boolean isSame;
    private final String prefix;
    private int count;
    private int lines;

    /**
     * @param isSame whether one value gets one word, so that lines still tell of the same people, and codes keep their sense in
     *     two lines of three
     */
    Canaries(String prefix, boolean isSame) {
        this.prefix = prefix;
        this.isSame = isSame;
    }

    /** Where each word was put. */
    Map<String, String> planted() {
        return planted;
    }

    /** A word for a field to be called by. */
    String name(String where) {
        return word(where, where);
    }

    /** Whether a word stands where bronze and silver keep it: in the place of an id of a thing, or of its name. */
    boolean isKept(String word) {
        String where = planted.getOrDefault(word, "");
        return where.startsWith(THING)
                || KEPT.matcher(where.replace("spoiled ", "")).matches();
    }

    /** All such words in a text, whatever their letter case. */
    static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = ANY.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    static List<String> seeds(String source) throws IOException {
        try (InputStream in = Canaries.class.getResourceAsStream("fuzz/" + source + ".seeds")) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        }
    }

    private String word(String where, String value) {
        String word = MARK + prefix + (isSame ? value.hashCode() & 0x7FFFFFFF : ++count) + 'z';
        planted.putIfAbsent(word, where);
        return word;
    }

    /** A line of JSON with a word in each field, and in fields that nobody knows; as it is when it is none. */
    String json(String line) {
        try {
            JsonNode root = JSON.readTree(line);
            if (!(root instanceof ObjectNode object)) {
                return line;
            }
            lines++;
            String type = typeOf(object);
            plant(object, type);
            JsonNode body = object.get("body");
            if (body != null && body.isTextual()) {
                ObjectNode inner = (ObjectNode) JSON.readTree(body.textValue());
                plant(inner, type);
                object.put("body", inner.toString());
            }
            ObjectNode target = object.at("/payload/event") instanceof ObjectNode event ? event : object;
            target.put(word(type + "/name of a field", "???"), 1);
            if (object.get("attributes") instanceof ObjectNode details) {
                details.put(word(type + "/name of a detail", "????"), "true");
            }
            target.put("unknown_word", word(type + "/unknown_word", "?"));
            target.putObject("unknown_object").put("deep", word(type + "/unknown_object/deep", "??"));
            return object.toString();
        } catch (JsonProcessingException e) {
            return line;
        }
    }

    private static String typeOf(JsonNode line) {
        return line.path("type").asText(line.at("/metadata/subscription_type").asText());
    }

    private void plant(ObjectNode object, String type) {
        for (String name : List.copyOf(fields(object))) {
            JsonNode value = object.get(name);
            if (value instanceof ObjectNode inner) {
                plant(inner, type + '/' + name);
            } else if (value instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    if (array.get(i) instanceof ObjectNode inner) {
                        plant(inner, type + '/' + name);
                    } else {
                        array.set(i, scalar(object, type, name, array.get(i)));
                    }
                }
            } else if (!name.equals("body")) {
                object.set(name, scalar(object, type, name, value));
            }
        }
    }

    private static List<String> fields(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode scalar(ObjectNode object, String type, String name, JsonNode value) {
        boolean isId = isId(name);
        boolean isValue = value.isTextual() || (isId && value.isNumber());
        if (!isValue || value.asText().isEmpty() || isKept(object, type, name, value.asText(), isId)) {
            return value;
        }
        String where = type + '/' + name;
        String word = word(isThing(object, type, name) ? THING + where : where, value.asText());
        return JsonNodeFactory.instance.textNode(name.equals("text") ? TEXT + " @" + word + " says " + TEXT : word);
    }

    private static boolean isThing(ObjectNode object, String type, String name) {
        boolean isOtherSubject = name.equals("subject_id")
                && !Set.of("user", "channel")
                        .contains(object.path("subject_type").asText());
        boolean isOwnId = name.equals("id")
                && (type.contains("unban_request") || type.contains("badges") || type.contains("emote"));
        // Without a decision it is the id of what was decided, or of a message.
        boolean isDecision =
                name.equals("item_id") && object.path("decision_id").asText().isEmpty();
        return THINGS.contains(name.toLowerCase(Locale.ROOT)) || isOtherSubject || isOwnId || isDecision;
    }

    private boolean isKept(ObjectNode object, String type, String name, String value, boolean isId) {
        boolean isReason = name.equals("reason") && type.startsWith("automod.");
        boolean isEmote = name.equals("text") && object.path("emote").isObject();
        String tag = name.toLowerCase(Locale.ROOT);
        boolean isCoded = CODES.contains(tag) && isSame && lines % LINES_OF_A_CODED_ONE != 0;
        return isReason
                || isEmote
                || KNOWN_WORDS.contains(tag)
                || isCoded
                || (!isId
                        && !name.equals("rubric_version")
                        && TIME_OR_NUMBER.matcher(value).matches());
    }

    /** A record of csv under its header. */
    String csv(String type, List<String> names, List<String> cells) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < names.size(); i++) {
            object.put(names.get(i), cells.get(i));
        }
        plant(object, type);
        List<String> record = new ArrayList<>();
        names.forEach(name -> record.add('"' + object.get(name).asText().replace("\"", "\"\"") + '"'));
        return String.join(",", record);
    }

    /** A line of IRC: in each tag, in the names of sender and channel, and behind the colon. */
    String irc(String line) {
        StringBuilder planted = new StringBuilder();
        String rest = line;
        if (line.startsWith("@") && line.contains(" ")) {
            String tags = line.substring(1, line.indexOf(' '));
            rest = line.substring(line.indexOf(' ') + 1);
            for (String tag : tags.split(";", -1)) {
                int equals = tag.indexOf('=');
                String name = equals < 0 ? tag : tag.substring(0, equals);
                String value = equals < 0 ? "" : tag.substring(equals + 1);
                boolean isThing = THINGS.contains(name) || name.equals("id");
                boolean isId = isThing
                        || name.endsWith("user-id")
                        || name.endsWith("room-id")
                        || name.endsWith("recipient-id");
                boolean isKept = value.isEmpty()
                        || value.equals("\\")
                        || KNOWN_WORDS.contains(name.toLowerCase(Locale.ROOT))
                        || name.equals("emotes")
                        || (!isId && TIME_OR_NUMBER.matcher(value).matches());
                planted.append(planted.isEmpty() ? "@" : ";").append(name).append('=');
                planted.append(isKept ? value : word((isThing ? THING : "") + "irc/" + name, value));
            }
            planted.append(";unknown-tag=").append(word("irc/unknown-tag", "?")).append(' ');
        }
        rest = rest.replaceAll("quokka_[A-Za-z]+", MARK + prefix + "nick");
        planted.append(rest.replaceAll(
                "( PRIVMSG| USERNOTICE)( #\\S+ :)(?!\u0001)", "$1$2" + TEXT + " @" + MARK + prefix + "said "));
        return planted.toString().replace("wombat", MARK + prefix + "prose");
    }

    /** The same line with a word in one of the fields that hold codes, times or numbers, for each of them. */
    List<String> spoiled(String line) {
        List<String> lines = new ArrayList<>();
        try {
            spoil(JSON.readTree(line), JSON.readTree(line), "", lines);
        } catch (JsonProcessingException e) {
            // Of what is no JSON nothing can be spoiled.
        }
        return lines;
    }

    /** Gives what a line tells of ids of its own, so that it is no duplicate. */
    private static void rename(JsonNode node, String ending) {
        if (node instanceof ObjectNode object) {
            for (String name : fields(object)) {
                JsonNode value = object.get(name);
                if (isId(name) && value.isTextual() && !value.asText().isEmpty()) {
                    object.put(name, value.asText() + ending);
                } else {
                    rename(value, ending);
                }
            }
        }
    }

    private static boolean isId(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return THINGS.contains(lower) || (lower.endsWith("id") && !KNOWN_WORDS.contains(lower));
    }

    private void spoil(JsonNode whole, JsonNode part, String pointer, List<String> lines) {
        if (!(part instanceof ObjectNode object)) {
            return;
        }
        for (String name : fields(object)) {
            String path = pointer + '/' + name.replace("~", "~0").replace("/", "~1");
            if (object.get(name).isObject()) {
                spoil(whole, object.get(name), path, lines);
            } else if (!name.equals("text")) {
                boolean isThing = isThing(object, typeOf(whole), name);
                for (String more : List.of("", " Zoë")) {
                    ObjectNode copy = whole.deepCopy();
                    rename(copy, "-" + lines.size());
                    ObjectNode parent = (ObjectNode) copy.at(pointer);
                    parent.set(name, new TextNode(word((isThing ? THING : "") + "spoiled " + path, path) + more));
                    lines.add(copy.toString());
                }
            }
        }
    }
}
