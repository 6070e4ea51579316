package dev.vitals.cli.faults;

import dev.vitals.cli.faults.Phase.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Runs a night on a disk that is full after some bytes, then once more with room. */
final class FullDisks {
    static final String KIND = "disk full";

    private final FaultWorld world;
    private final References references;
    private long grown;

    FullDisks(FaultWorld world, References references) {
        this.world = world;
        this.references = references;
    }

    Trial of(String number, SplittableRandom random) {
        if (grown == 0) {
            grown = bytes(world.stand(Stand.MEASURED)) - bytes(world.stand(Stand.DELIVERED));
        }
        long start = System.nanoTime();
        for (int attempt = 0; ; attempt++) {
            Trials.requirePatience(attempt, "The disk was never full before the night had ended");
            Path place = world.copyOf(Stand.DELIVERED, "disk-" + number + "-" + attempt);
            long room = random.nextLong(grown);
            VerbProcess process = world.start("run", place, FullDisk.words(room));
            int code = process.end();
            if (code != Trials.FINE) {
                return judged(place, room, process, start);
            }
            Trials.remove(place);
        }
    }

    private Trial judged(Path place, long room, VerbProcess process, long start) {
        long full = System.nanoTime();
        List<String> differences = new ArrayList<>();
        if (!process.text().contains(FullDisk.MESSAGE) || !Trials.isOneSentence(process.lines())) {
            differences.add("it ended with %d and said: %s".formatted(process.end(), process.text()));
        }
        double seconds = Double.NaN;
        try {
            world.makeGood("run", place);
            seconds = Trials.secondsSince(full);
            differences.addAll(references.differences("run", place));
        } catch (RuntimeException e) {
            differences.add("it can't be made good: " + e);
        }
        Trials.remove(place);
        return new Trial(KIND, "after %,d bytes".formatted(room), differences, seconds, Trials.secondsSince(start));
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't measure " + folder, e);
        }
    }
}
