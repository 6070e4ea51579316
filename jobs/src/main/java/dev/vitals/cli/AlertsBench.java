package dev.vitals.cli;

import dev.vitals.job.alert.Alert;
import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.Plants;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.SqlQueries;
import dev.vitals.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plants a raid and a brigade after thirty quiet nights in a community of known truth, and counts what the warehouse raises.
 *
 * <p>All files are delivered at once and one run measures all days; it judges every night of them, by the same code as a
 * night of its own, from numbers that are final either way.
 */
final class AlertsBench {
    private static final byte[] KEY = "benchmark-pseudonym-key".getBytes(StandardCharsets.UTF_8);
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final int CHANNELS = 30;
    private static final int MESSAGES = 3_000;
    private static final int REPORTS = 200;

    /** Eight weeks before the first judged day and the week it is in, as the baseline has them. */
    private static final int HISTORY = 63;
    /** Days until most numbers are final. */
    private static final int LATE = 3;

    static final int QUIET_NIGHTS = 30;
    private static final int RAID_DAY = HISTORY + QUIET_NIGHTS;
    private static final int BRIGADE_DAY = RAID_DAY + LATE;
    private static final int DAYS = BRIGADE_DAY + LATE + 1;

    private final Path folder;

    AlertsBench(Path folder) {
        this.folder = folder;
    }

    /** A night and what it raised. */
    record Night(LocalDate date, List<Alert> alerts) {}

    /**
     * What became of a planted disturbance.
     *
     * @param incidents rows of silver.incident of its kind and day
     * @param alerts alerts of its day
     * @param explained those of them that name it
     */
    record Plant(String kind, LocalDate date, long incidents, int alerts, int explained) {
        boolean isFound() {
            return incidents == 1 && explained > 0;
        }
    }

    /**
     * What was counted.
     *
     * @param falseAlerts alerts of the quiet nights
     * @param falseNights quiet nights that raised any
     * @param otherIncidents incidents that nobody planted
     */
    record Figures(
            int days,
            int quietNights,
            int falseAlerts,
            int falseNights,
            List<Plant> plants,
            long otherIncidents,
            double seconds) {
        boolean keepsItsWord() {
            return falseAlerts <= 1 && otherIncidents == 0 && plants.stream().allMatch(Plant::isFound);
        }
    }

    /** The nights of the bench, each told with what it raised. */
    Figures run(Warehouse warehouse, long seed, Consumer<Night> listener) {
        long start = System.nanoTime();
        Plants plants = Plants.standard().withoutChanges().withRaidDay(RAID_DAY).withBrigadeDay(BRIGADE_DAY);
        Community.of(CommunitySpec.sized(FIRST, DAYS, CHANNELS, MESSAGES, REPORTS)
                        .withSeed(seed)
                        .withPlants(plants))
                .write(folder.resolve("community"), (done, total, lines) -> {});
        LocalDate last = FIRST.plusDays(DAYS - 1L);
        RunCommand.runs(warehouse, Progress.SILENT)
                .run(
                        LandingOptions.standard(warehouse, KEY),
                        folder.resolve("community/landing").toString(),
                        last);
        List<Alert> alerts = new GoldReader(warehouse).alerts(FIRST, last);
        LocalDate lastQuiet = FIRST.plusDays(RAID_DAY + LATE - 1L);
        LocalDate firstQuiet = lastQuiet.minusDays(QUIET_NIGHTS - 1L);
        int raised = 0;
        int nights = 0;
        for (LocalDate day = firstQuiet; !day.isAfter(last); day = day.plusDays(1)) {
            LocalDate night = day;
            List<Alert> ofNight =
                    alerts.stream().filter(a -> a.night().equals(night)).toList();
            listener.accept(new Night(night, ofNight));
            if (!night.isAfter(lastQuiet)) {
                raised += ofNight.size();
                nights += ofNight.isEmpty() ? 0 : 1;
            }
        }
        SqlQueries sql = new SqlQueries(warehouse);
        List<Plant> found = List.of(plant(sql, alerts, "raid", RAID_DAY), plant(sql, alerts, "brigade", BRIGADE_DAY));
        long others =
                count(sql, "true") - found.stream().mapToLong(Plant::incidents).sum();
        return new Figures(DAYS, QUIET_NIGHTS, raised, nights, found, others, (System.nanoTime() - start) * 1e-9);
    }

    private static Plant plant(SqlQueries sql, List<Alert> alerts, String kind, int day) {
        LocalDate date = FIRST.plusDays(day);
        List<Alert> ofDay = alerts.stream().filter(a -> a.date().equals(date)).toList();
        long explained = ofDay.stream()
                .filter(alert -> alert.context().stream()
                        .anyMatch(around -> around.kind().equals(kind)))
                .count();
        return new Plant(
                kind,
                date,
                count(sql, "kind = '%s' AND incident_date = DATE'%s'".formatted(kind, date)),
                ofDay.size(),
                (int) explained);
    }

    private static long count(SqlQueries sql, String condition) {
        return SqlRow.of(sql, "SELECT count(*) FROM silver.incident WHERE " + condition)
                .findFirst()
                .orElseThrow()
                .whole(0);
    }
}
