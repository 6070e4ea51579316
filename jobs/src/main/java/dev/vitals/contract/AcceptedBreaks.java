package dev.vitals.contract;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The ledger of changes that broke a promise and were accepted, each with its reason. */
public final class AcceptedBreaks {
    /** Where the ledger lies. */
    public static final String FILE = "schemas/accepted-breaks.yaml";

    private final Map<String, String> reasons;

    private AcceptedBreaks(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    /** Nothing is accepted. */
    public static AcceptedBreaks none() {
        return new AcceptedBreaks(Map.of());
    }

    /** The ledger in a folder such as {@code schemas}. */
    public static AcceptedBreaks load(Path schemasDir) {
        return read(YamlFile.read(schemasDir.resolve("accepted-breaks.yaml"), FILE));
    }

    static AcceptedBreaks read(YamlFile file) {
        Map<String, String> reasons = new LinkedHashMap<>();
        YamlMap root = file.root();
        for (YamlMap entry : root.maps("accepted")) {
            String change = entry.string("change");
            if (reasons.put(change, entry.string("reason")) != null) {
                throw entry.error("change", "is accepted twice; keep one entry.");
            }
            entry.rejectUnknownKeys();
        }
        root.rejectUnknownKeys();
        return new AcceptedBreaks(reasons);
    }

    /** Why the change was accepted, in the very words by which {@link LockDiff} names it; empty if it was not. */
    public Optional<String> reasonFor(String change) {
        return Optional.ofNullable(reasons.get(change));
    }
}
