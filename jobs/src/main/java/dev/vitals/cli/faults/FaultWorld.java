package dev.vitals.cli.faults;

import dev.vitals.cli.faults.Phase.Stand;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.Plants;
import dev.vitals.warehouse.Erasure;
import dev.vitals.warehouse.Erasure.Subjects;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.Upkeep;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseImage;
import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A little community, its first night done, and its second one as far as each {@link Stand} says: every trial goes on from a copy.
 *
 * <p>Each copy has the delivered files with the times that they have everywhere, so that even the ids of files are the same.
 */
final class FaultWorld {
    static final String KEY = "benchmark-pseudonym-key";
    static final LocalDate NIGHT = LocalDate.of(2026, 1, 6);

    private static final LocalDate FIRST = NIGHT.minusDays(1);
    private static final int CHANNELS = 4;
    private static final int MESSAGES = 300;
    private static final int REPORTS = 25;
    private static final int ERASED = 2;
    private static final int KEPT_DAYS = 7;
    private static final Pattern AUTHOR = Pattern.compile("\"user_id\":\"(\\d+)\"");

    private final Path folder;
    private final Warehouse session;
    private final Nights nights;
    private final Subjects subjects;

    private FaultWorld(Path folder, Warehouse session, Nights nights, Subjects subjects) {
        this.folder = folder;
        this.nights = nights;
        this.session = session;
        this.subjects = subjects;
    }

    /**
     * Generates a community and runs its nights up to each stand.
     *
     * @param session any warehouse that is open; its session does all that this process does
     * @param nights what they are made of
     */
    static FaultWorld make(Path folder, Warehouse session, Nights nights) {
        // Many lines come twice or late, so that a night has to look back and moves numbers that were published.
        Plants plants = new Plants(1, 1, Plants.NEVER, Plants.NEVER, 0.01, 0.04);
        Community.of(CommunitySpec.sized(FIRST, 2, CHANNELS, MESSAGES, REPORTS).withPlants(plants))
                .write(folder.resolve("community"), (done, total, lines) -> {});
        Path waiting = folder.resolve("community/landing/vitals");
        Subjects subjects = busiest(waiting.resolve(FIRST + "/chat.message-00.ndjson"));
        FaultWorld world = new FaultWorld(folder, session, nights, subjects);
        try {
            Path subjectsFile = folder.resolve("subjects.csv");
            Files.write(
                    subjectsFile,
                    Stream.concat(Stream.of("user_id"), subjects.ids().stream()).toList());
            Path delivered = world.stand(Stand.DELIVERED);
            copy(waiting.resolve(FIRST.toString()), delivered.resolve("landing/vitals/" + FIRST));
            WarehouseRuns first = world.runs(delivered);
            first.run(world.landing(delivered), landingOf(delivered).toString(), FIRST);
            copy(waiting.resolve(NIGHT.toString()), delivered.resolve("landing/vitals/" + NIGHT));
            Files.write(delivered.resolve("landing/vitals/" + NIGHT + "/partly-bad.ndjson"), partlyBad());
        } catch (IOException e) {
            throw new UncheckedIOException("The nights before the trials can't be laid out in " + folder, e);
        }
        world.advance(Stand.DELIVERED, Stand.REFINED, (runs, place) -> {
            runs.land(world.landing(place), landingOf(place).toString(), NIGHT);
            runs.refine(NIGHT, nights.names());
        });
        world.advance(Stand.REFINED, Stand.MEASURED, (runs, place) -> runs.measure(NIGHT));
        return world;
    }

    private interface Step {
        void take(WarehouseRuns runs, Path place);
    }

    private void advance(Stand from, Stand to, Step step) {
        copy(stand(from), stand(to));
        step.take(runs(stand(to)), stand(to));
    }

    Path folder() {
        return folder;
    }

    Path stand(Stand stand) {
        return folder.resolve("stand-" + stand.name().toLowerCase(Locale.ROOT));
    }

    /** A copy of a stand in a folder of its own. */
    Path copyOf(Stand stand, String name) {
        Path place = folder.resolve(name);
        copy(stand(stand), place);
        return place;
    }

    static Path warehouseOf(Path place) {
        return place.resolve("warehouse");
    }

    static Path landingOf(Path place) {
        return place.resolve("landing");
    }

    static boolean isErasureOpen(Path place) {
        return Files.exists(warehouseOf(place).resolve("_vitals/erasure.json"));
    }

    Warehouse warehouse(Path place) {
        return Warehouse.at(session.spark(), warehouseOf(place).toString(), session.contracts());
    }

    WarehouseImage image(Path place) {
        return WarehouseImage.of(warehouse(place));
    }

    /** What is on disk, whether or not a table knows of it. */
    WarehouseImage imageOfFiles(Path place) {
        return WarehouseImage.ofFiles(warehouse(place));
    }

    /** What no row may hold after an erasure. */
    Set<String> tracesOfSubjects() {
        Pseudonyms pseudonyms = new Pseudonyms(KEY.getBytes(StandardCharsets.UTF_8));
        return subjects.ids().stream().map(pseudonyms::of).collect(Collectors.toSet());
    }

    /** Words behind the launcher. */
    List<String> words(String verb, Path place) {
        List<String> words =
                new ArrayList<>(List.of(verb, "--warehouse", warehouseOf(place).toString()));
        switch (verb) {
            case "run" -> words.addAll(List.of("--landing", landingOf(place).toString(), "--date", NIGHT.toString()));
            case "erase" -> {
                if (isErasureOpen(place)) {
                    words.add("--resume");
                } else {
                    words.addAll(List.of(
                            "--subjects",
                            folder.resolve("subjects.csv").toString(),
                            "--landing",
                            landingOf(place).toString()));
                }
            }
            case "optimize" -> {}
            default -> throw new IllegalArgumentException(verb);
        }
        return words;
    }

    VerbProcess start(String verb, Path place, String... more) {
        List<String> words = words(verb, place);
        words.addAll(List.of(more));
        return VerbProcess.start(nights.program(), KEY, place, words);
    }

    /** Starts a verb as spark-submit does, whose main class is on the class path, on a cluster. */
    VerbProcess submit(String verb, Path place, StandaloneCluster cluster) {
        List<String> words = new ArrayList<>(List.of(cluster.words()));
        words.addAll(List.of("--class", nights.program(), "spark-internal"));
        words.addAll(words(verb, place));
        return VerbProcess.start("org.apache.spark.deploy.SparkSubmit", KEY, place, words);
    }

    /** Does in this process, which is warm, what the verb does, and what somebody would do who finds it killed. */
    void makeGood(String verb, Path place) {
        switch (verb) {
            case "run" -> runs(place).run(landing(place), landingOf(place).toString(), NIGHT);
            case "erase" -> {
                Erasure erasure = new Erasure(
                        warehouse(place),
                        new Pseudonyms(KEY.getBytes(StandardCharsets.UTF_8)),
                        Clock.systemUTC(),
                        Progress.SILENT);
                if (erasure.resume().isEmpty()) {
                    erasure.erase(subjects, Optional.of(landingOf(place).toString()));
                }
            }
            case "optimize" -> new Upkeep(warehouse(place), Clock.systemUTC(), Progress.SILENT).all(KEPT_DAYS, false);
            default -> throw new IllegalArgumentException(verb);
        }
    }

    private WarehouseRuns runs(Path place) {
        return new WarehouseRuns(warehouse(place), nights.jobs(), nights.kpis(), Clock.systemUTC(), Progress.SILENT);
    }

    private Landing landing(Path place) {
        return new Landing(
                new LandingTables(warehouse(place)),
                LandingLimits.DEFAULT,
                KEY.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                Clock.systemUTC());
    }

    /** Delivered files with their content and times, by path: an erasure changes the former and never the latter. */
    static Map<String, String> delivered(Path place) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(landingOf(place))) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                files.put(
                        place.relativize(path).toString(),
                        Files.getLastModifiedTime(path) + " " + Arrays.hashCode(Files.readAllBytes(path)));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the delivered files of " + place, e);
        }
    }

    /** Who wrote most: of them there is most to erase. */
    private static Subjects busiest(Path messages) {
        try (Stream<String> lines = Files.lines(messages)) {
            Map<String, Long> counts = lines.map(AUTHOR::matcher)
                    .filter(Matcher::find)
                    .collect(Collectors.groupingBy(found -> found.group(1), Collectors.counting()));
            return new Subjects(
                    counts.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .limit(ERASED)
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()),
                    Set.of());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + messages, e);
        }
    }

    /** Two lines of twelve for quarantine, so that the file is not refused. */
    private static List<String> partlyBad() {
        Stream<String> good = IntStream.range(0, 10)
                .mapToObj(i ->
                        "{\"type\":\"chat.message\",\"message_id\":\"good%d\",\"channel_id\":\"7\",\"user_id\":\"9\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"hello\"}"
                                .formatted(i, NIGHT));
        return Stream.concat(Stream.of("no json", "{\"type\":\"chat.message\"}"), good)
                .toList();
    }

    /** With times: a file is known by them. */
    private static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't copy " + from + " to " + to, e);
        }
    }
}
