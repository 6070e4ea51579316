package dev.vitals.job.land;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Collects the free details of an event without the people in them: only details that are known to be harmless keep their
 * text, names and prose are left out, and everything else becomes a pseudonym, which still tells equal from different.
 *
 * <p>A detail whose name is not made of listed words is left out, for the name may be anybody's. True and false are harmless under any name, and so is what is a time or an amount by its name and by its value.
 * Details within details are dropped.
 */
final class Attributes {
    private static final Set<String> HARMLESS = Set.of(
            "country",
            "category",
            "game",
            "genre",
            "type",
            "kind",
            "policy",
            "status",
            "direction",
            "setting",
            "account_type",
            "broadcaster_type",
            "category_id",
            "game_id",
            "stream_id",
            "message_id",
            "report_id",
            "action_id",
            "batch_id",
            "bulk_id",
            "experiment_id",
            "emote_set_id",
            "reward_id",
            "team_id",
            "tag_id",
            "region_id",
            "set_id",
            "policy_id",
            "category_name",
            "game_name",
            "team_name",
            "region_name",
            "tier_name",
            "language_name",
            "policy_name");
    /** Codes by which channels and people are told apart in numbers, each with its list. */
    private static final Map<String, String> LISTED = Map.of(
            "language", "language",
            "languages", "language",
            "region", "region",
            "tier", "tier",
            "team", "team",
            "age_band", "age_band",
            "employment", "employment",
            "role", "role",
            "low_trust_status", "low_trust_status",
            "ban_evasion", "ban_evasion");

    /** A number, a date or an instant. */
    private static final Pattern AMOUNT =
            Pattern.compile("[-+]?[0-9]{1,9}([.][0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[-+][0-9:]+)?)?");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    /** Ids of people have seven digits and more. */
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{7}");

    private static final Set<String> AMOUNT_NAMES =
            Set.of("value", "viewers", "followers", "subscribers", "total", "months", "level");

    private static final List<String> AMOUNTS =
            List.of("_at", "_on", "_count", "_share", "_days", "_hours", "_minutes", "_seconds", "_months", "_level");
    private static final Set<String> DROPPED = Set.of(
            "login",
            "name",
            "nick",
            "username",
            "title",
            "reason",
            "message",
            "text",
            "note",
            "notes",
            "comment",
            "description",
            "bio",
            "email",
            "phone",
            "ip",
            "ip_address",
            "url",
            "birthday",
            "birth_date");

    private final Pseudonyms pseudonyms;
    private final Codes codes;
    private Map<String, String> collected = new TreeMap<>();

    /** The same by the pseudonyms of the first epoch, and with codes as they were written. */
    private Map<String, String> lasting = new TreeMap<>();

    Attributes(Pseudonyms pseudonyms, Codes codes) {
        this.pseudonyms = pseudonyms;
        this.codes = codes;
    }

    /** Starts anew, without what an event that failed half-way may have left. */
    Attributes begin() {
        collected = new TreeMap<>();
        lasting = new TreeMap<>();
        return this;
    }

    /** Adds a detail that is known to be harmless. */
    Attributes put(String name, String value) {
        if (value != null && !value.isEmpty()) {
            put(name, value, value);
        }
        return this;
    }

    /** Adds a number, a time, true or false; anything else is left out. */
    Attributes amount(String name, String value) {
        return value != null && isAmount(value) ? put(name, value) : this;
    }

    /** Adds a detail of unknown kind, or leaves it out. */
    Attributes add(String name, String value) {
        if (value == null || value.isEmpty() || isDropped(name)) {
            return this;
        }
        if (!isTold(snake(name))) {
            lasting.put(name, safe(name, value, true));
            return this;
        }
        if (LISTED.containsKey(snake(name))) {
            String listed = listed(snake(name), value);
            if (!listed.isEmpty()) {
                put(name, listed, Mentions.mask(value));
            }
        } else {
            put(name, safe(name, value, false), safe(name, value, true));
        }
        return this;
    }

    /** A code of its list; of languages several, with commas between them. */
    private String listed(String name, String value) {
        String between = name.equals("languages") ? "[,; ]" : "\n";
        return Arrays.stream(value.split(between))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(word -> codes.of(name, LISTED.get(name), word))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private void put(String name, String value, String key) {
        collected.put(name, value);
        lasting.put(name, key);
    }

    /**
     * What was collected so far, as keys of events are made of it: the same whatever secrets are added to the key, and words to
     * the lists.
     */
    Map<String, String> lasting() {
        return lasting.isEmpty() ? null : new TreeMap<>(lasting);
    }

    /** Adds all members of an object; the texts of a list are joined by semicolons. */
    Attributes addAll(JsonLine line, int object) {
        if (object == JsonLine.NONE) {
            return this;
        }
        for (int i = line.first(object); i != JsonLine.NONE; i = line.next(i, object)) {
            if (line.kind(i) == JsonLine.Kind.ARRAY) {
                addList(line, i);
            } else {
                add(line.name(i), line.text(i));
            }
        }
        return this;
    }

    /** Hands over what was collected, or null when that is nothing, and starts anew. */
    Map<String, String> take() {
        Map<String, String> taken = collected;
        begin();
        return taken.isEmpty() ? null : taken;
    }

    private void addList(JsonLine line, int array) {
        String name = line.name(array);
        if (isDropped(name)) {
            return;
        }
        if (!isTold(snake(name))) {
            lasting.put(name, pseudonyms.ofFirstEpoch(texts(line, array)));
            return;
        }
        if (LISTED.containsKey(snake(name))) {
            add(name, texts(line, array));
            return;
        }
        StringBuilder joined = new StringBuilder();
        StringBuilder key = new StringBuilder();
        for (int i = line.first(array); i != JsonLine.NONE; i = line.next(i, array)) {
            String text = line.text(i);
            if (text != null) {
                joined.append(joined.isEmpty() ? "" : ";").append(safe(name, text, false));
                key.append(key.isEmpty() ? "" : ";").append(safe(name, text, true));
            }
        }
        if (!joined.isEmpty()) {
            put(name, joined.toString(), key.toString());
        }
    }

    private boolean isTold(String name) {
        return HARMLESS.contains(name) || LISTED.containsKey(name) || AMOUNT_NAMES.contains(name) || codes.isName(name);
    }

    private static String texts(JsonLine line, int array) {
        StringJoiner texts = new StringJoiner(";");
        for (int i = line.first(array); i != JsonLine.NONE; i = line.next(i, array)) {
            String text = line.text(i);
            if (text != null && !text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts.toString();
    }

    private String safe(String name, String value, boolean isKey) {
        if (isHarmless(snake(name), value)) {
            return Mentions.mask(value);
        }
        return isKey ? pseudonyms.ofFirstEpoch(value) : pseudonyms.of(value);
    }

    private static boolean isHarmless(String name, String value) {
        boolean isFlag = value.equals("true") || value.equals("false");
        boolean isAmount = AMOUNT_NAMES.contains(name) || AMOUNTS.stream().anyMatch(name::endsWith);
        return isFlag || (isAmount && isAmount(value)) || (HARMLESS.contains(name) && isOfThings(name, value));
    }

    /** Whether an id is one, and a name holds none of anybody's. */
    private static boolean isOfThings(String name, String value) {
        return name.endsWith("_id")
                ? ID.matcher(value).matches()
                : !LONG_NUMBER.matcher(value).find();
    }

    private static boolean isAmount(String value) {
        return value.equals("true")
                || value.equals("false")
                || AMOUNT.matcher(value).matches();
    }

    private static boolean isDropped(String written) {
        String name = snake(written);
        boolean isName = name.endsWith("login") || name.endsWith("_name") || name.endsWith("_url");
        return DROPPED.contains(name) || (isName && !HARMLESS.contains(name));
    }

    /** {@code fromUserId} and {@code From-User-Id} as {@code from_user_id}. */
    private static String snake(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean startsWord = Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1));
            snake.append(startsWord ? "_" : "").append(c == '-' || c == ' ' ? '_' : Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
