package dev.vitals.cli.night;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** {@link DuckNight} among the contestants. */
record DuckContestant(DuckNight night) implements Contestant {
    @Override
    public long land(Path landing, LocalDate last) {
        return night.land(landing, last);
    }

    @Override
    public long refine(LocalDate date) {
        return night.refine(date);
    }

    @Override
    public List<NightCell> measure(LocalDate date) {
        return night.measure(date);
    }

    @Override
    public void close() {
        night.close();
    }
}
