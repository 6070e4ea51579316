package dev.vitals.cli.faults;

import dev.vitals.cli.faults.Phase.Stand;
import dev.vitals.warehouse.WarehouseImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What undisturbed runs leave, and what is otherwise in another warehouse. */
final class References {
    /** Form of pseudonyms and of the tokens that take their place. */
    private static final Pattern PSEUDONYM = Pattern.compile("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])");

    private final FaultWorld world;
    private final Map<String, Reference> references = new HashMap<>();

    References(FaultWorld world) {
        this.world = world;
    }

    /**
     * What a verb leaves.
     *
     * @param known all that looks like a pseudonym in the tables before the verb
     * @param tokens how many new ones there are afterwards
     */
    private record Reference(WarehouseImage image, Map<String, String> delivered, Set<String> known, int tokens) {}

    /** A sentence for each table, file or state that is not as after an undisturbed run of the verb; none when all are. */
    List<String> differences(String verb, Path place) {
        Reference reference = references.computeIfAbsent(verb, this::undisturbed);
        WarehouseImage image = world.image(place);
        Set<String> tokens = new TreeSet<>();
        WarehouseImage comparable = verb.equals("erase") ? withoutChance(image, reference.known(), tokens) : image;
        List<String> differences = new ArrayList<>(comparable.differences(reference.image()));
        if (tokens.size() != reference.tokens()) {
            differences.add("%d people have tokens, undisturbed %d".formatted(tokens.size(), reference.tokens()));
        }
        if (!FaultWorld.delivered(place).equals(reference.delivered())) {
            differences.add("the delivered files are not the same");
        }
        if (verb.equals("erase")) {
            differences.addAll(traces(image));
            differences.addAll(traces(world.imageOfFiles(place)));
            if (FaultWorld.isErasureOpen(place)) {
                differences.add("the erasure is still open");
            }
        }
        return differences;
    }

    private Reference undisturbed(String verb) {
        Path place = world.stand(Stand.MEASURED);
        WarehouseImage image = world.image(place);
        // A night step by step is one in one go, and keeping files few changes no row: undisturbed runs are held
        // against it too.
        return verb.equals("erase") ? erased(image) : new Reference(image, FaultWorld.delivered(place), Set.of(), 0);
    }

    private Reference erased(WarehouseImage before) {
        Set<String> known = new TreeSet<>();
        withoutChance(before, Set.of(), known);
        Path place = world.copyOf(Stand.MEASURED, "undisturbed-erasure");
        world.makeGood("erase", place);
        WarehouseImage image = world.image(place);
        Set<String> tokens = new TreeSet<>();
        WarehouseImage comparable = withoutChance(image, known, tokens);
        List<String> traces = traces(image);
        if (tokens.isEmpty() || !traces.isEmpty()) {
            throw new IllegalStateException("An undisturbed erasure erased nobody, or left traces: " + traces);
        }
        return new Reference(comparable, FaultWorld.delivered(place), known, tokens.size());
    }

    private List<String> traces(WarehouseImage image) {
        List<String> traces = new ArrayList<>();
        Set<String> subjects = world.tracesOfSubjects();
        for (String table : image.tables()) {
            long rows = image.rows(table).stream()
                    .filter(row -> subjects.stream().anyMatch(row::contains))
                    .count();
            if (rows > 0) {
                traces.add("%s: %d rows tell of people that were erased".formatted(table, rows));
            }
        }
        return traces;
    }

    /**
     * Tokens are random: what looks like a pseudonym and was none before becomes the same word in every row. The numbers, long
     * with states in which there is nobody, are left alone.
     *
     * @param found gets them
     */
    private static WarehouseImage withoutChance(WarehouseImage image, Set<String> known, Set<String> found) {
        return image.map(table -> !table.startsWith("gold.kpi_"), row -> {
            Matcher each = PSEUDONYM.matcher(row);
            return each.replaceAll(match -> {
                if (known.contains(match.group())) {
                    return match.group();
                }
                found.add(match.group());
                return "somebody";
            });
        });
    }
}
