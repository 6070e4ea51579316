package dev.vitals.contract.dsa;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.SchemaFiles;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the words of the logs mean under the Digital Services Act, as {@code schemas/taxonomies/dsa.yaml} declares it.
 *
 * @param file what errors call the file
 * @param regions channel regions that serve recipients in the Union; empty when every region counts
 * @param reportSources kind of notice by source of the report
 * @param triggers sources of information by trigger
 * @param measures what kinds of action restrict
 * @param meanings categories by category
 * @param automated word for a decision by whether a human took it
 * @param repeated which suspensions are those of repeated offenders; empty when the logs don't tell
 */
public record DsaTaxonomy(
        String file,
        Set<String> regions,
        Map<String, Notice> reportSources,
        Map<String, Trigger> triggers,
        Map<String, Measure> measures,
        Map<String, Meaning> meanings,
        Map<String, String> automated,
        Optional<Repeated> repeated) {
    /** The key that takes every word that is not named. */
    public static final String OTHER = "other";

    public DsaTaxonomy {
        regions = Set.copyOf(regions);
        reportSources = Map.copyOf(reportSources);
        triggers = Map.copyOf(triggers);
        measures = Map.copyOf(measures);
        meanings = Map.copyOf(meanings);
        automated = Map.copyOf(automated);
    }

    /** Whether a report is a notice under Article 16. */
    public enum Notice {
        NOTICE,
        TRUSTED_FLAGGER_NOTICE,
        NONE
    }

    /** On what a decision rests. */
    public enum Ground {
        ILLEGAL,
        TERMS
    }

    /** Where the information that led to a decision came from. */
    public enum Source {
        SOURCE_ARTICLE_16,
        SOURCE_TRUSTED_FLAGGER,
        SOURCE_TYPE_OTHER_NOTIFICATION,
        SOURCE_VOLUNTARY
    }

    /** What a trigger means; the facts are a sentence for the statement of reasons that names nobody. */
    public record Trigger(Source source, boolean isDetectedAutomatically, String facts) {
        /** Whether nobody notified: the service acted at its own initiative. */
        public boolean isOwnInitiative() {
            return source == Source.SOURCE_VOLUNTARY || source == Source.SOURCE_TYPE_OTHER_NOTIFICATION;
        }

        public boolean isTrustedFlagger() {
            return source == Source.SOURCE_TRUSTED_FLAGGER;
        }
    }

    /** What a kind of action restricts while it has a planned end, and for good; nothing when it restricts nothing. */
    public record Measure(
            Optional<DsaRestriction> restriction,
            Optional<DsaRestriction> forGood,
            String contentType,
            Optional<String> contentTypeOther) {
        /** The restriction of a sanction. */
        public Optional<DsaRestriction> of(boolean isForGood) {
            return isForGood ? forGood : restriction;
        }
    }

    /** What a category of the house is in the Union's list, and why it is not allowed. */
    public record Meaning(String category, String keyword, Ground ground, String reference, String explanation) {
        /** The lines of a section on own initiative that count it. */
        public List<String> lines() {
            return List.of(DsaTemplate.TOTAL, category, DsaTemplate.line(category, keyword));
        }

        /** The lines of the section on notices; what is no illegal content of the list was not specified as such. */
        public List<String> noticeLines() {
            return category.equals(DsaTaxonomyReader.OTHER_VIOLATION)
                    ? List.of(DsaTemplate.TOTAL, DsaTemplate.NOT_SPECIFIED_NOTICE)
                    : lines();
        }
    }

    /** Suspensions of people at their nth sanction within 90 days. */
    public record Repeated(int fromStrike) {}

    /** The taxonomy on the class path, which fits the template. */
    public static DsaTaxonomy load(DsaTemplate template) {
        return DsaTaxonomyReader.read(SchemaFiles.taxonomy("dsa.yaml"), template);
    }

    public Notice notice(String source) {
        return found(reportSources, source);
    }

    public Trigger trigger(String trigger) {
        return found(triggers, trigger);
    }

    public Measure measure(String action) {
        return found(measures, action);
    }

    public Meaning meaning(String category) {
        return found(meanings, category);
    }

    /** The word for a decision; {@code isAutomated} is null when nobody knows who took it. */
    public String automatedDecision(Boolean isAutomated) {
        return automated.get(isAutomated == null ? "unknown" : isAutomated ? "automated" : "human");
    }

    /**
     * Looks at words of the logs before anything is counted.
     *
     * @param key the key of the file that should name them
     * @throws DefinitionException naming every word that the file does not
     */
    public void check(String key, Collection<String> words) {
        Map<String, ?> named = switch (key) {
            case "report_sources" -> reportSources;
            case "triggers" -> triggers;
            case "actions" -> measures;
            default -> meanings;
        };
        if (named.containsKey(OTHER)) {
            return;
        }
        Set<String> unknown = new TreeSet<>();
        words.forEach(word -> {
            if (word == null || !named.containsKey(word)) {
                unknown.add(word == null ? "(none)" : "'" + word + "'");
            }
        });
        if (!unknown.isEmpty()) {
            throw new DefinitionException(
                    "%s: %s does not name %s, which the logs of the period hold. Say there what it means, or add the key other, which takes every word that is not named; other also stands for words that schemas/taxonomies/codes.yaml does not list. Nothing was written."
                            .formatted(file, key, String.join(", ", unknown)));
        }
    }

    /** Restrictions that some kind of action leads to. */
    public Set<DsaRestriction> restrictions() {
        Set<DsaRestriction> all = new LinkedHashSet<>();
        measures.values().forEach(measure -> {
            measure.restriction().ifPresent(all::add);
            measure.forGood().ifPresent(all::add);
        });
        return all;
    }

    private static <T> T found(Map<String, T> named, String word) {
        T found = word == null ? null : named.get(word);
        return found == null ? named.get(OTHER) : found;
    }
}
