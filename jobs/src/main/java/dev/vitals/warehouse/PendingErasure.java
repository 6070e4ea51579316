package dev.vitals.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An erasure that has begun, {@code _vitals/erasure.json}: what it takes to go on after it was interrupted. It names those who are
 * to be erased, is read by its owner alone, and goes with the last of them.
 *
 * @param id names it in the history of the tables and in the receipt
 * @param startedAt when it began
 * @param ids platform ids
 * @param names logins and display names
 * @param landing folder of the delivered files; null where they are not gone through
 * @param tokens what takes the place of each pseudonym
 */
record PendingErasure(
        String id,
        String startedAt,
        TreeSet<String> ids,
        TreeSet<String> names,
        String landing,
        TreeMap<String, String> tokens) {
    private static final String FILE = "erasure.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    PendingErasure(
            String id,
            Instant startedAt,
            TreeSet<String> ids,
            TreeSet<String> names,
            String landing,
            Map<String, String> tokens) {
        this(id, startedAt.toString(), ids, names, landing, new TreeMap<>(tokens));
    }

    static Optional<PendingErasure> load(StateFolder state) {
        return state.read(FILE).map(text -> {
            try {
                return JSON.readValue(text, PendingErasure.class);
            } catch (JsonProcessingException e) {
                throw new WarehouseException(
                        "_vitals/%s can't be read, somebody changed it by hand. Delete it and start the erasure of those people again."
                                .formatted(FILE),
                        e);
            }
        });
    }

    /** Whether it is the erasure of these people, of whom no other name is given, from these delivered files. */
    boolean isOf(Set<String> people, Set<String> given, String files) {
        return ids.equals(people) && names.containsAll(given) && Objects.equals(landing, files);
    }

    void save(StateFolder state) {
        try {
            state.writeForOwner(FILE, JSON.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written as JSON.", e);
        }
    }

    static void clear(StateFolder state) {
        state.delete(FILE);
    }

    /** @throws WarehouseException where one was interrupted: half of the tables know a person by another name than the rest */
    static void requireNone(StateFolder state) {
        load(state).ifPresent(pending -> {
            throw new WarehouseException(
                    "The erasure %s of %s was interrupted, and half erased people would count twice. End it first: ./vitals erase --resume. Nothing was changed."
                            .formatted(pending.id(), pending.startedAt()));
        });
    }
}
