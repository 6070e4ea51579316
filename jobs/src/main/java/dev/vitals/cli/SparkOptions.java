package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.warehouse.Warehouse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Options of every verb that starts Spark. Not final: tests join the session that they share. */
class SparkOptions {
    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master. Default: all local cores, or what spark-submit says")
    private String master;

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "Spark setting, may be repeated")
    private Map<String, String> conf = new LinkedHashMap<>();

    /** Opens a warehouse, does the work and closes it again. */
    <T> T with(String uri, Function<Warehouse, T> work) {
        try (Warehouse opened = Warehouse.open(uri, Contracts.load(), master, conf)) {
            return work.apply(opened);
        }
    }
}
