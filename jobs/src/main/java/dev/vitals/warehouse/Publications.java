package dev.vitals.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The pointer that readers of numbers follow, {@code _vitals/published.json}: a line of JSON for each time that something was made
 * visible, the last of which holds.
 *
 * <p>A night writes its tables one after the other. Until all of them are written and have passed their checks, and for good
 * when one has not, readers see what the night before left.
 */
final class Publications {
    private static final String FILE = "published.json";

    /** How many are remembered: a version that is older than that was vacuumed long ago. */
    private static final int KEPT = 60;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StateFolder state;
    private final List<Publication> all;

    private Publications(StateFolder state, List<Publication> all) {
        this.state = state;
        this.all = all;
    }

    /** What has been made visible so far; none of a warehouse that an older version wrote, whose newest versions all see. */
    static Publications of(StateFolder state) {
        List<Publication> all = new ArrayList<>();
        state.read(FILE).ifPresent(text -> text.lines().map(Publications::read).forEach(all::add));
        return new Publications(state, all);
    }

    /** What readers see. */
    Optional<Publication> current() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * Since when the files of what readers see have been needed: from the end of its night on, also where readers were taken back
     * to it later; empty where nothing was made visible.
     */
    Optional<Instant> neededSince() {
        return current()
                .map(seen -> all.stream()
                        .filter(each -> each.run().equals(seen.run()))
                        .map(Publication::at)
                        .min(Instant::compareTo)
                        .orElseThrow());
    }

    /** All that are remembered, the oldest first. */
    List<Publication> all() {
        return List.copyOf(all);
    }

    /** Makes this visible, at once and whole. */
    void add(Publication next) {
        all.add(next);
        write();
    }

    /** Lets readers see the same numbers in another version of the table. */
    void moved(String table, long version) {
        all.set(all.size() - 1, all.get(all.size() - 1).withVersion(table, version));
        write();
    }

    private void write() {
        RunLock.requireHeld(state);
        List<Publication> kept = all.subList(Math.max(0, all.size() - KEPT), all.size());
        state.write(FILE, kept.stream().map(Publications::line).collect(Collectors.joining("\n")));
    }

    private static String line(Publication publication) {
        ObjectNode node = JSON.createObjectNode();
        node.put("night", publication.night().toString());
        node.put("run", publication.run());
        node.put("at", publication.at().toString());
        node.put("reason", publication.reason());
        ObjectNode versions = node.putObject("versions");
        publication.versions().forEach(versions::put);
        return node.toString();
    }

    private static Publication read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            Map<String, Long> versions = new TreeMap<>();
            node.required("versions")
                    .properties()
                    .forEach(each -> versions.put(each.getKey(), each.getValue().asLong()));
            return new Publication(
                    LocalDate.parse(node.required("night").asText()),
                    node.required("run").asText(),
                    Instant.parse(node.required("at").asText()),
                    versions,
                    node.required("reason").asText());
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new WarehouseException(
                    "_vitals/%s of the warehouse has a line that can't be read: %s. Somebody changed it by hand; delete it, and readers see the newest version of each table until the next night."
                            .formatted(FILE, line),
                    e);
        }
    }
}
