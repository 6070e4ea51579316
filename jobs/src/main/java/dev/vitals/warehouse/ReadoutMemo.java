package dev.vitals.warehouse;

import dev.vitals.contract.Lock;
import dev.vitals.kpi.ExperimentCatalogue;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers what the readouts of the last night were made of, so that the same night, run again with nothing new, does not
 * make them again.
 *
 * <p>The night is part of it: what counts, which look it is and what is mature all go by the night, so that another one is
 * always read anew. It counts for the versions of the tables that the readouts were made of and written to, and for these
 * tests and KPIs alone.
 */
final class ReadoutMemo {
    /** To be raised when readouts come out otherwise though neither tests nor KPIs changed. */
    private static final int EDITION = 1;

    private static final String FILE = "readout.txt";

    private final Warehouse warehouse;
    private final ExperimentCatalogue catalogue;

    /** @param catalogue the tests as they are now */
    ReadoutMemo(Warehouse warehouse, ExperimentCatalogue catalogue) {
        this.warehouse = warehouse;
        this.catalogue = catalogue;
    }

    /** Whether what stands there for a night is what would be made now. */
    boolean holds(LocalDate night) {
        return warehouse
                .state()
                .read(FILE)
                .filter(note -> note.startsWith(first(night)) && note.equals(of(night)))
                .isPresent();
    }

    /** Notes a night whose readouts have just been written. */
    void write(LocalDate night) {
        warehouse.state().write(FILE, of(night));
    }

    private static String first(LocalDate night) {
        return "night " + night + "\n";
    }

    private String of(LocalDate night) {
        return Stream.of(ReadoutStep.UNITS, ReadoutStep.DAYS, ReadoutStep.TABLE)
                .map(table -> table + " " + warehouse.version(table))
                .collect(Collectors.joining(
                        "\n",
                        first(night),
                        "\nedition %d of %s\ntests %s"
                                .formatted(EDITION, Warehouse.engine(), Lock.hash(catalogue.description()))));
    }
}
