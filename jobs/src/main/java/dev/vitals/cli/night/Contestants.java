package dev.vitals.cli.night;

import dev.vitals.warehouse.plain.PlainNight;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who else can do a night's work, by the name on the command line. */
public final class Contestants {
    /** Vitals itself. */
    static final String OURS = "ours";

    private final SortedMap<String, Maker> makers;

    Contestants(Map<String, Maker> makers) {
        this.makers = new TreeMap<>(makers);
    }

    /** Makes a contestant in its own process. */
    interface Maker {
        /**
         * Opens or makes its store.
         *
         * @param cores how many it may use
         * @param memoryMebibytes how much memory, of whatever kind, it may use
         */
        Contestant make(Path store, int cores, long memoryMebibytes);
    }

    /** Those that come with the classes. */
    static Contestants all() {
        return new Contestants(Map.of(
                "duckdb",
                (store, cores, memory) -> new DuckContestant(new DuckNight(store, cores, memory)),
                "spark",
                (store, cores, memory) -> new PlainContestant(new PlainNight(store))));
    }

    /** Names of all, ours too. */
    public static SortedMap<String, String> known() {
        SortedMap<String, String> known = new TreeMap<>();
        known.put(OURS, "Vitals");
        all().makers.keySet().forEach(name -> known.put(name, name));
        return known;
    }

    Contestant make(String name, Path store, int cores, long memoryMebibytes) {
        Maker maker = makers.get(name);
        if (maker == null) {
            throw new IllegalArgumentException(
                    "There is no contestant %s. Take one of %s.".formatted(name, makers.keySet()));
        }
        return maker.make(store, cores, memoryMebibytes);
    }
}
