package dev.vitals.warehouse.landing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
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
            "(?:.*_)?(?:user|broadcaster|channel|chatter|moderator|reporter|reviewer|rater|actor|author|target|recipient|sender|owner)_");

    private static final Pattern IRC_ID = Pattern.compile("[@;](?:user|target-user)-id=([^; ]+)");
    private static final Pattern IRC_NAME = Pattern.compile("[@;](?:display-name|login)=([^; ]+)");
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
            boolean isPersons = PERSON.matcher(stem).matches() || name.equals(ID) && node.has("login");
            if (isPersons && ids.contains(field.getValue().asText())) {
                NAMES.forEach(kind -> add(node.path(stem + kind).asText()));
            }
        }
        node.forEach(this::look);
    }

    /** The tags of a message tell its author. */
    private void irc(String line) {
        Matcher id = IRC_ID.matcher(line);
        if (id.find() && line.charAt(id.start() + 1) == 'u' && ids.contains(id.group(1))) {
            Matcher name = IRC_NAME.matcher(line);
            while (name.find()) {
                add(name.group(1).replace("\\s", " "));
            }
            Matcher nick = IRC_NICK.matcher(line);
            if (nick.find()) {
                add(nick.group(1));
            }
        }
    }

    private void add(String name) {
        if (!name.isBlank()) {
            names.add(name);
        }
    }
}
