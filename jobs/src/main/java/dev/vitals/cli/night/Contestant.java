package dev.vitals.cli.night;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Somebody else's way to do what a night does, in three steps; everything it needs to start is done when it is made. */
interface Contestant extends AutoCloseable {
    /**
     * Takes in delivered files, none of which it has seen; returns how many lines it read.
     *
     * @param landing holds {@code vitals/<day>/<type>-<nn>.ndjson[.gz]}
     */
    long land(Path landing, LocalDate night);

    /** Makes facts of what is new; returns how many rows. */
    long refine(LocalDate night);

    /** Makes the numbers of the days that moved. */
    List<NightCell> measure(LocalDate night);

    @Override
    void close();
}
