package dev.vitals.cli.night;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitals.cli.faults.StandaloneCluster;
import dev.vitals.cli.meter.MeteredPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs large nights, each in a process of its own that starts cold: ours as the verb run does them, ours with no more than the
 * contestants do, and those of the contestants, from the same files; and holds the numbers against each other.
 */
public final class NightBench {
    private static final int KEPT_FREE_MEBIBYTES = 512;

    private final Path folder;
    private final NightPlan plan;
    private final Engine engine;
    private final Listener listener;
    private final Children children;

    /** Hears what happens while it happens. */
    public interface Listener {
        /** A sentence about what is being done. */
        void say(String sentence);
    }

    /** @param folder gets everything */
    public NightBench(Path folder, NightPlan plan, Engine engine, Listener listener) {
        this.folder = folder;
        this.plan = plan;
        this.engine = engine;
        this.listener = listener;
        this.children = new Children(folder.resolve("orders"), engine);
    }

    /** Runs all that is planned. */
    public NightFigures run() {
        List<NightRun> runs = new ArrayList<>();
        List<NightFigures.Compared> compared = new ArrayList<>();
        for (NightWorld.Size size : plan.worlds()) {
            Path place = folder.resolve("world");
            listener.say("%s: making %,d messages of the days before and %,d of the night"
                    .formatted(NightTable.name(size), size.allMessages() - size.messages(), size.messages()));
            NightWorld world = NightWorld.make(place, size, (done, total, lines) -> {});
            NightWorld.Delivered delivered = world.delivered();
            listener.say("%s: %,d files of %,d MiB were delivered for the night"
                    .formatted(NightTable.name(size), delivered.files(), delivered.bytes() >> 20));
            nights(place, world, size, runs, compared);
            Stores.delete(place);
        }
        return new NightFigures(engine.cores(), engine.memoryMebibytes(), List.copyOf(runs), List.copyOf(compared));
    }

    private void nights(
            Path place,
            NightWorld world,
            NightWorld.Size size,
            List<NightRun> runs,
            List<NightFigures.Compared> compared) {
        for (String who : plan.contestants()) {
            history(place, world, size, who);
        }
        world.deliverTonight();
        for (int round = 0; round < plan.rounds(); round++) {
            Map<String, Path> cells = new LinkedHashMap<>();
            if (plan.contestants().contains(Contestants.OURS)) {
                told(runs, whole(place, world, size, round));
                Path same = place.resolve("cells-same");
                told(runs, order(place, world, size, Contestants.OURS, round, same));
                cells.put(NightRun.SAME_WORK, same);
            }
            for (String who : plan.contestants()) {
                if (!who.equals(Contestants.OURS)) {
                    Path theirs = place.resolve("cells-" + who);
                    told(runs, order(place, world, size, who, round, theirs));
                    cells.put(who, theirs);
                }
            }
            if (plan.contestants().contains(Contestants.OURS)) {
                compare(place, size, cells, compared);
                Stores.delete(night(place, Contestants.OURS));
            }
        }
        if (plan.hasCluster()) {
            told(runs, onCluster(place, world, size));
        }
    }

    private void told(List<NightRun> runs, NightRun run) {
        runs.add(run);
        listener.say(NightTable.of(run));
    }

    /** The days before the night, delivered at once and taken in by one run, which is not measured. */
    private void history(Path place, NightWorld world, NightWorld.Size size, String who) {
        LocalDate last = NightWorld.NIGHT.minusDays(1);
        long start = System.nanoTime();
        if (who.equals(Contestants.OURS)) {
            children.run(base(place, who), world.history(), last);
        } else {
            children.order(orderOf(who, base(place, who), world.history(), last, null));
        }
        listener.say("%s: %s took in the days before in %.0f s, not measured"
                .formatted(NightTable.name(size), who, (System.nanoTime() - start) * 1e-9));
    }

    private Order orderOf(String who, Path store, Path landing, LocalDate night, Path cells) {
        return new Order(
                Order.Task.NIGHT,
                who,
                store.toString(),
                landing.toString(),
                night,
                night,
                engine.cores(),
                engine.memoryMebibytes(),
                cells == null ? null : cells.toString(),
                engine.master(),
                engine.settings());
    }

    private NightRun whole(Path place, NightWorld world, NightWorld.Size size, int round) {
        Path warehouse = night(place, Contestants.OURS);
        Stores.copyOurs(base(place, Contestants.OURS), warehouse);
        return ofVerb(size, NightRun.WHOLE, round, children.run(warehouse, world.history(), NightWorld.NIGHT), null);
    }

    private static NightRun ofVerb(
            NightWorld.Size size, String who, int round, JsonNode told, List<ExecutorMeter.Share> executors) {
        Map<String, Long> landed = new TreeMap<>();
        long duplicates = 0;
        for (JsonNode source : told.path("landing").path("sources")) {
            source.path("landedByTable")
                    .properties()
                    .forEach(table ->
                            landed.merge(table.getKey(), table.getValue().asLong(), Long::sum));
            duplicates += source.path("duplicates").asLong();
        }
        return new NightRun(size, who, round, landed, duplicates, parts(told), executors);
    }

    private static List<MeteredPart> parts(JsonNode told) {
        return List.of(NightJson.MAPPER.convertValue(told.path("parts"), MeteredPart[].class));
    }

    /** Somebody's night on a store of its own, which is gone afterwards. */
    private NightRun order(Path place, NightWorld world, NightWorld.Size size, String who, int round, Path cells) {
        boolean isOurs = who.equals(Contestants.OURS);
        Path store = place.resolve("same-" + who);
        if (isOurs) {
            Stores.copyOurs(base(place, who), store);
        } else {
            Stores.copy(base(place, who), store);
        }
        Path landing = isOurs ? world.history() : world.tonight();
        JsonNode told = children.order(orderOf(who, store, landing, NightWorld.NIGHT, cells));
        Stores.delete(store);
        return new NightRun(size, isOurs ? NightRun.SAME_WORK : who, round, null, null, parts(told), null);
    }

    private NightRun onCluster(Path place, NightWorld world, NightWorld.Size size) {
        Path warehouse = place.resolve("cluster");
        Stores.copyOurs(base(place, Contestants.OURS), warehouse);
        int each = (int) Math.max(KEPT_FREE_MEBIBYTES, engine.memoryMebibytes() / StandaloneCluster.WORKERS);
        try (StandaloneCluster cluster = StandaloneCluster.start(
                        place.resolve("spark"),
                        new StandaloneCluster.Executors(each, "-XX:ReservedCodeCacheSize=512m"));
                ExecutorMeter meter = new ExecutorMeter(cluster)) {
            JsonNode told = children.submit(warehouse, world.history(), NightWorld.NIGHT, cluster)
                    .json(NightRun.CLUSTER);
            return ofVerb(size, NightRun.CLUSTER, 0, told, meter.during(parts(told)));
        } finally {
            Stores.delete(warehouse);
        }
    }

    private void compare(
            Path place, NightWorld.Size size, Map<String, Path> given, List<NightFigures.Compared> compared) {
        Path file = place.resolve("cells-ours");
        Map<String, List<NightCell>> theirs = new LinkedHashMap<>();
        given.forEach((who, cells) -> theirs.put(who, NightJson.readCells(cells)));
        LocalDate from = theirs.values().stream()
                .flatMap(List::stream)
                .map(NightCell::date)
                .min(LocalDate::compareTo)
                .orElse(NightWorld.NIGHT);
        children.order(new Order(
                Order.Task.CELLS,
                Contestants.OURS,
                night(place, Contestants.OURS).toString(),
                null,
                from,
                NightWorld.NIGHT,
                engine.cores(),
                engine.memoryMebibytes(),
                file.toString(),
                engine.master(),
                engine.settings()));
        List<NightCell> ours = NightJson.readCells(file);
        theirs.forEach((who, cells) -> {
            NightFigures.Compared result = new NightFigures.Compared(size, who, CellComparison.of(cells, ours));
            compared.add(result);
            listener.say(NightTable.of(result));
        });
    }

    private static Path base(Path place, String who) {
        return place.resolve("before-" + who);
    }

    private static Path night(Path place, String who) {
        return place.resolve("night-" + who);
    }

    /** Bytes that are free where a folder is. */
    public static long bytesFree(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("The disk of " + folder + " can't be looked at", e);
        }
    }
}
