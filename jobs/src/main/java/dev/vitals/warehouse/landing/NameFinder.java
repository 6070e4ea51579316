package dev.vitals.warehouse.landing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns the names of people from delivered records that tell them beside their ids: a field {@code ..._id} of JSON with
 * {@code ..._login} and {@code ..._name} beside it, the tags of an IRC line.
 */
final class NameFinder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("login", "name", "display_name");
    private static final String ID = "id";

    /** Whose ids stand beside the name of a person, and not of a category, a game or a team. */
    private static final Pattern PERSON = Pattern.compile(
            "(?:.*_)?(?:user|broadcaster|channel|chatter|moderator|reporter|reviewer|rater|actor|author|target|recipient|sender|owner|subject|unit)_");

    private static final Pattern IRC_TAG = Pattern.compile("[@;]([a-z-]+)=([^; ]+)");

    /** Tags that tell the names of whose id stands in a tag. */
    private static final Map<String, List<String>> IRC_NAMES = Map.of(
            "user-id", List.of("display-name", "login"),
            "reply-parent-user-id", List.of("reply-parent-display-name", "reply-parent-user-login"),
            "msg-param-recipient-id", List.of("msg-param-recipient-display-name", "msg-param-recipient-user-name"));

    private static final Pattern IRC_TARGET = Pattern.compile(" CLEARCHAT #\\S+ :?(\\S+)");
    private static final Pattern IRC_NICK = Pattern.compile("^(?:@\\S+ )?:([^! ]+)!");

    private final Set<String> ids;
    private final Set<String> names = new TreeSet<>();

    NameFinder(Set<String> ids) {
        this.ids = Set.copyOf(ids);
    }

    /** Names that were found so far. */
    Set<String> names() {
        return new TreeSet<>(names);
    }

    /** Looks at a record that holds one of the ids. */
    void look(byte... record) {
        String text = new String(record, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            try {
                look(JSON.readTree(text));
            } catch (JsonProcessingException e) {
                // What can't be read tells no names; it is blanked all the same.
                return;
            }
        } else if (text.startsWith("@") || text.startsWith(":")) {
            irc(text);
        }
    }

    private void look(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            String stem = name.endsWith(ID) ? name.substring(0, name.length() - ID.length()) : "";
            if (!ids.contains(field.getValue().asText())) {
                continue;
            }
            if (PERSON.matcher(stem).matches()) {
                NAMES.forEach(kind -> add(node.path(stem + kind).asText()));
            } else if (name.equals(ID)) {
                // A category has an id and a name, too, but no login.
                boolean isPerson = node.has("login") || node.has("display_name") || isDimension(node);
                NAMES.stream().filter(kind -> isPerson).forEach(kind -> {
                    add(node.path(kind).asText());
                    add(node.path("attributes").path(kind).asText());
                });
            }
        }
        node.forEach(this::look);
    }

    private static boolean isDimension(JsonNode node) {
        return node.path("type").asText().matches("dimension\\.(user|channel|moderator)");
    }

    private void irc(String line) {
        Map<String, String> tags = new HashMap<>();
        Matcher tag = IRC_TAG.matcher(line);
        while (tag.find()) {
            tags.put(tag.group(1), tag.group(2).replace("\\s", " "));
        }
        IRC_NAMES.forEach((id, names) -> {
            if (ids.contains(tags.getOrDefault(id, ""))) {
                names.forEach(name -> add(tags.getOrDefault(name, "")));
            }
        });
        Matcher nick = IRC_NICK.matcher(line);
        if (ids.contains(tags.getOrDefault("user-id", "")) && nick.find()) {
            add(nick.group(1));
        }
        Matcher target = IRC_TARGET.matcher(line);
        if (ids.contains(tags.getOrDefault("target-user-id", "")) && target.find()) {
            add(target.group(1));
        }
    }

    private void add(String name) {
        if (!name.isBlank() && !FormatWords.isOne(name)) {
            names.add(name);
        }
    }
}
