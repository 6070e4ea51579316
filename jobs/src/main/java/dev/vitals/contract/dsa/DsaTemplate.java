package dev.vitals.contract.dsa;

import dev.vitals.contract.SchemaFiles;
import dev.vitals.contract.YamlFile;
import dev.vitals.contract.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lists that the Union prescribes: categories with their keywords, languages and Member States, in their order.
 *
 * @param languages official languages, as the report writes them
 * @param memberStates codes of the Member States, as the report writes them
 * @param categories the categories
 */
public record DsaTemplate(List<String> languages, List<String> memberStates, List<Category> categories) {
    /** The line of a section with the sums of all categories. */
    public static final String TOTAL = "TOTAL";

    public static final String NOT_SPECIFIED_NOTICE = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE";

    public DsaTemplate {
        languages = List.copyOf(languages);
        memberStates = List.copyOf(memberStates);
        categories = List.copyOf(categories);
    }

    /** A category and what it is parted into; not each has keywords. */
    public record Category(String code, String description, Set<String> sections, List<Keyword> keywords) {
        public Category {
            sections = Set.copyOf(sections);
            keywords = List.copyOf(keywords);
        }

        /** Whether a section has a line for it. */
        public boolean isIn(DsaSection section) {
            return sections.contains(section.word());
        }
    }

    /** A part of a category. */
    public record Keyword(String code, String description) {}

    /** The template on the class path. */
    public static DsaTemplate load() {
        return read(SchemaFiles.taxonomy("dsa_template.yaml"));
    }

    static DsaTemplate read(YamlFile file) {
        YamlMap root = file.root();
        root.integer("version");
        List<Category> categories =
                root.maps("categories").stream().map(DsaTemplate::category).toList();
        DsaTemplate template = new DsaTemplate(root.strings("languages"), root.strings("member_states"), categories);
        root.rejectUnknownKeys();
        return template;
    }

    private static Category category(YamlMap map) {
        List<Keyword> keywords =
                map.maps("keywords").stream().map(DsaTemplate::keyword).toList();
        Category category = new Category(
                map.string("code"), map.string("description"), new LinkedHashSet<>(map.strings("sections")), keywords);
        map.rejectUnknownKeys();
        return category;
    }

    private static Keyword keyword(YamlMap map) {
        Keyword keyword = new Keyword(map.string("code"), map.string("description"));
        map.rejectUnknownKeys();
        return keyword;
    }

    /** The category of that code. */
    public Optional<Category> category(String code) {
        return categories.stream().filter(each -> each.code().equals(code)).findFirst();
    }

    /** Lines of a section: {@code TOTAL}, each category and after it {@code category/keyword}. */
    public List<String> lines(DsaSection section) {
        List<String> lines = new ArrayList<>(List.of(TOTAL));
        for (Category category : categories) {
            if (category.isIn(section)) {
                lines.add(category.code());
                category.keywords().forEach(keyword -> lines.add(line(category.code(), keyword.code())));
            }
        }
        return List.copyOf(lines);
    }

    /** The line of a keyword. */
    public static String line(String category, String keyword) {
        return category + "/" + keyword;
    }

    /** What a file shows of a line: the code of the keyword, or of the category. */
    public static String shown(String line) {
        return line.substring(line.indexOf('/') + 1);
    }
}
