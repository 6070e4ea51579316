package dev.vitals.cli.night;

import dev.vitals.warehouse.plain.PlainNight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** {@link PlainNight} among the contestants. */
final class PlainContestant implements Contestant {
    private final PlainNight night;
    private LocalDate firstLanded;

    PlainContestant(PlainNight night) {
        this.night = night;
    }

    @Override
    public long land(Path landing, LocalDate last) {
        long lines = 0;
        List<LocalDate> nights = nights(landing);
        if (nights.isEmpty()) {
            throw new IllegalArgumentException("No night was delivered to " + landing.resolve("vitals") + ".");
        }
        firstLanded = nights.get(0);
        for (LocalDate each : nights) {
            lines += night.land(landing, each);
        }
        return lines;
    }

    private static List<LocalDate> nights(Path landing) {
        try (Stream<Path> folders = Files.list(landing.resolve("vitals"))) {
            return folders.map(folder -> LocalDate.parse(folder.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list the nights in " + landing, e);
        }
    }

    @Override
    public long refine(LocalDate date) {
        return night.refine(firstLanded, date);
    }

    @Override
    public List<NightCell> measure(LocalDate date) {
        return night.measure(firstLanded, date).stream()
                .map(cell -> new NightCell(
                        cell.kpi(),
                        cell.date(),
                        cell.sliceKey(),
                        cell.estimate(),
                        cell.numerator(),
                        cell.denominator(),
                        cell.value()))
                .toList();
    }

    @Override
    public void close() {
        night.close();
    }
}
