package dev.vitals.sentiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds the scorer to use among those on the class path. */
public final class Scorers {
    /** The setting that names the scorer; without it the lexicon scores. */
    public static final String SCORER_SETTING = "VITALS_SCORER";
    /** The setting with the path of an operator's own lexicon. */
    public static final String EXTRA_LEXICON_SETTING = "VITALS_EXTRA_LEXICON";

    private Scorers() {}

    /** The embedded default. */
    public static Scorer standard() {
        return named(LexiconScorer.NAME);
    }

    /** The scorer of that name, or an error that lists those there are. */
    public static Scorer named(String name) {
        List<Scorer> found = ServiceLoader.load(Scorer.class, Scorer.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return found.stream()
                .filter(scorer -> scorer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no scorer '" + name + "'; the class path has "
                        + found.stream().map(Scorer::name).sorted().toList()
                        + ". Name one of these or put the jar of another on the class path"));
    }

    /** The scorer that some settings ask for, such as the environment. */
    public static Scorer from(Map<String, String> settings) {
        String name = settings.getOrDefault(SCORER_SETTING, LexiconScorer.NAME);
        String extra = settings.getOrDefault(EXTRA_LEXICON_SETTING, "");
        if (extra.isEmpty()) {
            return named(name);
        }
        if (!name.equals(LexiconScorer.NAME)) {
            throw new IllegalArgumentException(EXTRA_LEXICON_SETTING + " is set, but the scorer '" + name
                    + "' reads no lexicon; unset one of " + EXTRA_LEXICON_SETTING + " and " + SCORER_SETTING);
        }
        return LexiconScorer.withExtra(Path.of(extra));
    }
}
