package dev.vitals.cli;

import dev.vitals.cli.night.Engine;
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

    /** The same for processes that a verb starts. */
    Engine engine() {
        return Engine.of(master, conf);
    }

    /** Opens a warehouse, does the work and closes it again. */
    <T> T with(String uri, Function<Warehouse, T> work) {
        return with(uri, Map.of(), work);
    }

    /**
     * The same with settings of a verb's own.
     *
     * @param defaults what counts where the user says nothing else
     */
    <T> T with(String uri, Map<String, String> defaults, Function<Warehouse, T> work) {
        Map<String, String> settings = new LinkedHashMap<>(defaults);
        settings.putAll(conf);
        try (Warehouse opened = Warehouse.open(uri, Contracts.load(), master, settings)) {
            return work.apply(opened);
        }
    }
}
