package dev.vitals.cli;

import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every verb that opens a warehouse. */
final class WarehouseOptions {
    @Option(
            names = "--warehouse",
            defaultValue = ".vitals/warehouse",
            paramLabel = "URI",
            description = "Where the tables are, on any Hadoop filesystem. Default: ${DEFAULT-VALUE}")
    private String warehouse;

    @Mixin
    private SparkOptions spark;

    /** The folder of a warehouse on this machine, or where its first existing parent is, so that its disk can be looked at. */
    Optional<Path> localFolder() {
        if (warehouse.contains("://") && !warehouse.startsWith("file://")) {
            return Optional.empty();
        }
        Path folder = warehouse.contains("://") ? Path.of(URI.create(warehouse)) : Path.of(warehouse);
        folder = folder.toAbsolutePath();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return Optional.of(folder);
    }

    /**
     * The same for verbs that read what others wrote.
     *
     * @throws WarehouseException when there is no warehouse
     */
    <T> T withWritten(Function<Warehouse, T> work) {
        return with(opened -> {
            if (!opened.isThere()) {
                throw new WarehouseException(
                        "There is no warehouse at %s. Name the one you mean with --warehouse, or fill one: ./vitals demo, or ./vitals run --date DAY --landing FOLDER."
                                .formatted(opened.root()));
            }
            return work.apply(opened);
        });
    }

    /** Opens the warehouse, does the work and closes it again. */
    <T> T with(Function<Warehouse, T> work) {
        String uri = warehouse.contains("://")
                ? warehouse
                : Path.of(warehouse).toAbsolutePath().toString();
        return spark.with(uri, work);
    }
}
