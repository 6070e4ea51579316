package dev.vitals.contract;

import java.util.List;
import java.util.Set;

/**
 * Whose people count as children, as {@code schemas/taxonomies/children.yaml} declares it: they are counted in totals alone.
 *
 * @param ageBands age bands as {@code dim.user} has them
 */
public record ChildAges(Set<String> ageBands) {
    /** Age bands of those who may not be of age, the youngest first; adults are none. */
    public static final List<String> BANDS = List.of("under_13", "13_15", "16_17");

    public ChildAges {
        ageBands = Set.copyOf(ageBands);
    }

    /** The file on the class path. */
    public static ChildAges load() {
        return read(SchemaFiles.taxonomy("children.yaml"));
    }

    /** @throws DefinitionException when a band is none, or an older one is there without the younger ones */
    static ChildAges read(YamlFile file) {
        YamlMap map = file.root();
        List<String> bands = map.strings("age_bands");
        map.rejectUnknownKeys();
        if (bands.isEmpty() || !bands.equals(BANDS.subList(0, Math.min(bands.size(), BANDS.size())))) {
            throw map.error(
                    "age_bands",
                    "is " + bands + "; list the bands of children from the youngest on: the first one, two or three of "
                            + String.join(", ", BANDS) + ".");
        }
        return new ChildAges(Set.copyOf(bands));
    }
}
