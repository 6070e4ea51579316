package dev.vitals.cli.night;

import dev.vitals.cli.meter.Meter;
import dev.vitals.cli.meter.MeteredPart;
import dev.vitals.warehouse.Progress.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Does one night in a process of its own, as a scheduler would start it, and tells what it cost. */
public final class NightProcess {
    private NightProcess() {}

    /** @param args a file with the order */
    public static void main(String[] args) throws IOException {
        run(args, Contestants.all());
    }

    static void run(String[] args, Contestants contestants) throws IOException {
        Order order = NightJson.read(Files.readString(Path.of(args[0])), Order.class);
        Result result = switch (order.task()) {
            case CELLS -> OurNight.cells(order);
            case NIGHT -> order.who().equals(Contestants.OURS) ? OurNight.sameWork(order) : night(order, contestants);
        };
        System.out.println(NightJson.write(result));
    }

    /** What it cost. */
    record Result(List<MeteredPart> parts) {}

    private static Result night(Order order, Contestants contestants) {
        Meter meter = Meter.sinceTheProcessBegan("start");
        List<NightCell> cells;
        try (Contestant contestant =
                contestants.make(order.who(), Path.of(order.store()), order.cores(), order.memoryMebibytes())) {
            meter.begin(Part.LAND.word());
            long lines = contestant.land(Path.of(order.landing()), order.night());
            meter.begin(Part.REFINE.word());
            meter.rows(Part.LAND.word(), lines);
            long rows = contestant.refine(order.night());
            meter.begin(Part.MEASURE.word());
            meter.rows(Part.REFINE.word(), rows);
            cells = contestant.measure(order.night());
            meter.begin("stop");
            meter.rows(Part.MEASURE.word(), cells.size());
        }
        List<MeteredPart> parts = meter.end();
        if (order.cells() != null) {
            NightJson.writeCells(cells, Path.of(order.cells()));
        }
        return new Result(parts);
    }
}
