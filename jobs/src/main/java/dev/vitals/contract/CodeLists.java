package dev.vitals.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The words that codes of logs may say, as {@code schemas/taxonomies/codes.yaml} lists them. Codes become slices that
 * everybody reads, so that what is no word of this house, and could be anybody's name, is {@link #OTHER}.
 */
public final class CodeLists {
    /** What every word is that a list does not have; no list needs to name it. */
    public static final String OTHER = "other";

    /** Of types of lines that nothing reads. */
    public static final String IGNORED_TYPE = "ignored_type";

    /** Of words of which the names of fields are made. */
    public static final String FIELD_WORD = "field_word";

    /** The lists that there are, each under the name of the field it is for, or of the first of them. */
    public static final List<String> NAMES = List.of(
            "category",
            "automod_category",
            "severity",
            "surface",
            "queue",
            "close_reason",
            "action",
            "language",
            "region",
            "tier",
            "team",
            "age_band",
            "employment",
            "role",
            "low_trust_status",
            "ban_evasion",
            IGNORED_TYPE,
            FIELD_WORD);

    /** Words by which the rules decide what happened and to whom: their lists have them, as they are written here. */
    static final Map<String, Set<String>> DECISIVE = Map.of(
            "severity", Set.of("critical", "high", "medium", "low"),
            "action",
                    Set.of(
                            "message_delete",
                            "chat_cleared",
                            "warn",
                            "timeout",
                            "untimeout",
                            "ban",
                            "unban",
                            "suspend",
                            "unsuspend",
                            "demonetize",
                            "remonetize",
                            "feature_block",
                            "feature_unblock"),
            "age_band", Set.copyOf(ChildAges.BANDS),
            "employment", Set.of("internal", "external"),
            "ban_evasion", Set.of("possible", "likely"));

    private static final String LANGUAGE = "language";

    /** Every task of a cluster reads its logs with the lists, and the file does not change under way. */
    private static volatile CodeLists loaded;

    private final Map<String, Map<String, String>> lists;

    private CodeLists(Map<String, Map<String, String>> lists) {
        this.lists = lists;
    }

    /** The file on the class path. */
    public static CodeLists load() {
        if (loaded == null) {
            loaded = read(SchemaFiles.taxonomy("codes.yaml"));
        }
        return loaded;
    }

    /** @throws DefinitionException when a list is missing, there is one more, or it names a word twice */
    static CodeLists read(YamlFile file) {
        YamlMap map = file.root();
        Map<String, Map<String, String>> lists = new HashMap<>();
        for (String name : NAMES) {
            if (!map.has(name)) {
                throw map.error("has no list " + name + "; without one, write " + name + ": [].");
            }
            Map<String, String> words = new HashMap<>(Map.of(OTHER, OTHER));
            for (String word : map.strings(name)) {
                String twin = words.putIfAbsent(word.toLowerCase(Locale.ROOT), word);
                if (twin != null && !word.equals(OTHER)) {
                    throw map.error(
                            name,
                            "has " + word + " beside " + twin + ", which is the same word; leave one of them out.");
                }
            }
            Set<String> missing = new TreeSet<>(DECISIVE.getOrDefault(name, Set.of()));
            missing.removeAll(words.values());
            if (!missing.isEmpty()) {
                throw map.error(
                        name, "has no " + String.join(", no ", missing) + ", by which rules decide; write it just so.");
            }
            lists.put(name, Map.copyOf(words));
        }
        map.rejectUnknownKeys();
        return new CodeLists(Map.copyOf(lists));
    }

    /** Whether the name of a field ({@code pinned_at}) is made of listed words. */
    public boolean isName(String written) {
        String field = written.toLowerCase(Locale.ROOT);
        Map<String, String> words = lists.get(FIELD_WORD);
        int start = 0;
        for (int end = field.indexOf('_'); end >= 0; end = field.indexOf('_', start)) {
            if (!words.containsKey(field.substring(start, end))) {
                return false;
            }
            start = end + 1;
        }
        return words.containsKey(field.substring(start));
    }

    /** All words of all lists, as they are written. */
    public Set<String> words() {
        return lists.values().stream().flatMap(words -> words.values().stream()).collect(Collectors.toSet());
    }

    /**
     * A word as its list has it, whatever its letter case, or null when it does not. Of languages with a script or region
     * that is not listed ({@code de_AT}) the language.
     *
     * @param list one of {@link #NAMES}
     */
    public String listed(String list, String word) {
        Map<String, String> words = lists.get(list);
        String lower = word.toLowerCase(Locale.ROOT);
        if (!list.equals(LANGUAGE)) {
            return words.get(lower);
        }
        String tag = lower.replace('_', '-');
        int dash = tag.indexOf('-');
        String listed = words.get(tag);
        return listed != null || dash < 0 ? listed : words.get(tag.substring(0, dash));
    }
}
