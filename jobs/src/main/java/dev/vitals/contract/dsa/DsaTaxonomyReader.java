package dev.vitals.contract.dsa;

import dev.vitals.contract.CodeLists;
import dev.vitals.contract.YamlFile;
import dev.vitals.contract.YamlMap;
import dev.vitals.contract.dsa.DsaTaxonomy.Meaning;
import dev.vitals.contract.dsa.DsaTaxonomy.Measure;
import dev.vitals.contract.dsa.DsaTaxonomy.Repeated;
import dev.vitals.contract.dsa.DsaTaxonomy.Trigger;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the taxonomy strictly: a word that the Union does not know is an error with file and line. */
final class DsaTaxonomyReader {
    static final String OTHER_VIOLATION = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC";

    private static final String NONE = "none";
    private static final Set<String> DECIDERS = Set.of("automated", "human", "unknown");

    private final DsaTemplate template;

    private DsaTaxonomyReader(DsaTemplate template) {
        this.template = template;
    }

    static DsaTaxonomy read(YamlFile file, DsaTemplate template) {
        DsaTaxonomyReader reader = new DsaTaxonomyReader(template);
        YamlMap root = file.root();
        root.integer("version");
        root.string("owner");
        YamlMap sources = root.map("report_sources");
        Map<String, DsaTaxonomy.Notice> notices = new LinkedHashMap<>();
        sources.keys().forEach(source -> notices.put(source, sources.oneOf(source, DsaTaxonomy.Notice.class)));
        requireListed(root, "regions", root.strings("regions"), "region");
        requireListed(root, "actions", root.map("actions").keys(), "action");
        requireListed(root, "categories", root.map("categories").keys(), "category");
        DsaTaxonomy taxonomy = new DsaTaxonomy(
                file.name(),
                Set.copyOf(root.strings("regions")),
                notices,
                each(root.map("triggers"), DsaTaxonomyReader::trigger),
                each(root.map("actions"), reader::measure),
                each(root.map("categories"), reader::meaning),
                automated(root.map("automated_decisions")),
                root.optionalMap("repeated_offenders").map(DsaTaxonomyReader::repeated));
        root.rejectUnknownKeys();
        return taxonomy;
    }

    /** What no log can say, because it lands as {@code other}, would be left out of the report in silence. */
    private static void requireListed(YamlMap root, String key, Collection<String> words, String list) {
        for (String word : words) {
            if (!word.equals(CodeLists.load().listed(list, word))) {
                throw root.error(
                        key,
                        "names '" + word + "', which no log can say: schemas/taxonomies/codes.yaml does not list it in "
                                + list + " as it is written here.");
            }
        }
    }

    private static <T> Map<String, T> each(YamlMap map, Function<YamlMap, T> read) {
        Map<String, T> all = new LinkedHashMap<>();
        for (String key : map.keys()) {
            YamlMap one = map.map(key);
            all.put(key, read.apply(one));
            one.rejectUnknownKeys();
        }
        return all;
    }

    private static Trigger trigger(YamlMap map) {
        return new Trigger(
                word(map, "source", DsaTaxonomy.Source.values()),
                map.bool("is_detected_automatically"),
                DsaStatementWords.text(map, "facts", DsaStatementWords.LONG));
    }

    private Measure measure(YamlMap map) {
        if (map.string("restriction").equals(NONE)) {
            return new Measure(Optional.empty(), Optional.empty(), "", Optional.empty());
        }
        DsaRestriction restriction = word(map, "restriction", DsaRestriction.values());
        DsaRestriction forGood = map.has("for_good") ? word(map, "for_good", DsaRestriction.values()) : restriction;
        if (forGood.kind() != restriction.kind()) {
            throw map.error(
                    "for_good",
                    "must restrict the same as restriction (%s), not %s; a complaint is about one of them."
                            .formatted(
                                    restriction.kind().decision(),
                                    forGood.kind().decision()));
        }
        if (Stream.of(restriction, forGood).anyMatch(each -> each.name().endsWith("_OTHER"))) {
            throw map.error("restriction", "can't be one that a text must describe; name one of the others.");
        }
        String type = map.string("content_type");
        if (!DsaStatementWords.CONTENT_TYPES.contains(type)) {
            throw map.error(
                    "content_type",
                    "must be one of " + String.join(", ", DsaStatementWords.CONTENT_TYPES) + ", not '" + type + "'.");
        }
        boolean isOther = type.equals(DsaStatementWords.CONTENT_TYPE_OTHER);
        if (isOther != map.has("content_type_other")) {
            throw map.error("content_type_other", "belongs to CONTENT_TYPE_OTHER and to nothing else.");
        }
        Optional<String> other = isOther
                ? Optional.of(DsaStatementWords.text(map, "content_type_other", DsaStatementWords.SHORT))
                : Optional.empty();
        return new Measure(Optional.of(restriction), Optional.of(forGood), type, other);
    }

    private Meaning meaning(YamlMap map) {
        String code = map.string("category");
        DsaTemplate.Category category = template.category(code)
                .filter(each -> !each.keywords().isEmpty())
                .orElseThrow(() ->
                        map.error("category", "'" + code + "' is no category of dsa_template.yaml with keywords."));
        String keyword = map.string("keyword");
        List<String> known =
                category.keywords().stream().map(DsaTemplate.Keyword::code).toList();
        if (!known.contains(keyword)) {
            throw map.error(
                    "keyword",
                    "must be one of " + String.join(", ", known) + " in " + code + ", not '" + keyword + "'.");
        }
        DsaTaxonomy.Ground ground = map.oneOf("ground", DsaTaxonomy.Ground.class);
        if (code.equals(OTHER_VIOLATION) && ground == DsaTaxonomy.Ground.ILLEGAL) {
            throw map.error("ground", "must be terms: " + OTHER_VIOLATION + " is no illegal content.");
        }
        return new Meaning(
                code,
                keyword,
                ground,
                DsaStatementWords.text(map, "reference", DsaStatementWords.SHORT),
                DsaStatementWords.text(map, "explanation", DsaStatementWords.MIDDLE));
    }

    private static Map<String, String> automated(YamlMap map) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String decider : DECIDERS) {
            String word = map.string(decider);
            if (!DsaStatementWords.AUTOMATED_DECISIONS.contains(word)) {
                throw map.error(
                        decider,
                        "must be one of " + String.join(", ", DsaStatementWords.AUTOMATED_DECISIONS) + ", not '" + word
                                + "'.");
            }
            words.put(decider, word);
        }
        map.rejectUnknownKeys();
        return words;
    }

    private static Repeated repeated(YamlMap map) {
        int from = map.integer("from_strike");
        if (from < 2) {
            throw map.error("from_strike", "must be 2 or more; who was sanctioned once repeated nothing.");
        }
        map.rejectUnknownKeys();
        return new Repeated(from);
    }

    private static <E extends Enum<E>> E word(YamlMap map, String key, E[] known) {
        String word = map.string(key);
        return Arrays.stream(known)
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() -> map.error(
                        key,
                        "must be one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(known).map(Enum::name).toList()) + ", not '" + word
                                + "'."));
    }
}
