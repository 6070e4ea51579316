package dev.vitals.cli;

import dev.vitals.warehouse.Warehouse;
import java.nio.file.Path;
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

    /** Opens the warehouse, does the work and closes it again. */
    <T> T with(Function<Warehouse, T> work) {
        String uri = warehouse.contains("://")
                ? warehouse
                : Path.of(warehouse).toAbsolutePath().toString();
        return spark.with(uri, work);
    }
}
