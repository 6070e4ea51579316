package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Options of every verb that opens a warehouse. */
final class WarehouseOptions {
    @Option(
            names = "--warehouse",
            defaultValue = ".vitals/warehouse",
            paramLabel = "URI",
            description = "Where the tables are, on any Hadoop filesystem. Default: ${DEFAULT-VALUE}")
    private String warehouse;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master. Default: all local cores, or what spark-submit says")
    private String master;

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "Spark setting, may be repeated")
    private Map<String, String> conf = new LinkedHashMap<>();

    String uri() {
        return warehouse.contains("://")
                ? warehouse
                : Path.of(warehouse).toAbsolutePath().toString();
    }

    /** Opens the warehouse, does the work and closes it again. */
    <T> T with(Function<Warehouse, T> work) {
        return withAt(uri(), work);
    }

    /** The same for another warehouse than the one that was named. */
    <T> T withAt(String uri, Function<Warehouse, T> work) {
        try (Warehouse opened = Warehouse.open(uri, Contracts.load(), master, conf)) {
            return work.apply(opened);
        }
    }
}
