package dev.vitals.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The planted tests of changes change no night before they start. */
class ExperimentNightsTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final CommunitySpec SPEC = CommunitySpec.sized(MONDAY, 16, 8, 500, 60);

    @TempDir
    static Path dir;

    @BeforeAll
    static void write() {
        write(SPEC, "with");
        write(SPEC, "again");
        write(SPEC.withDays(11), "shorter");
        write(SPEC.withPlants(Plants.standard().withoutChanges()), "without");
        write(SPEC.withPlants(Plants.standard().withoutChanges().withPolicyDay(14)), "policy");
    }

    private static void write(CommunitySpec spec, String name) {
        Community.of(spec).write(dir.resolve(name), Progress.silent());
    }

    @Test
    void theSameSpecGivesTheSameBytes() throws IOException {
        assertThat(nights("with", 0, 15)).isEqualTo(nights("again", 0, 15)).hasSizeGreaterThan(16 * 10);
        Path truth = Path.of("truth", "experiments.json");
        assertThat(dir.resolve("with").resolve(truth))
                .hasSameBinaryContentAs(dir.resolve("again").resolve(truth));
    }

    @Test
    void moreDaysChangeNoEarlierNight() throws IOException {
        assertThat(nights("shorter", 0, 10)).isEqualTo(nights("with", 0, 10));
    }

    @Test
    void theFirstSevenNightsAreThoseOfACommunityWithoutTests() throws IOException {
        assertThat(nights("with", 0, 6)).isEqualTo(nights("without", 0, 6)).hasSizeGreaterThan(7 * 10);
        assertThat(nights("with", 7, 7)).isNotEqualTo(nights("without", 7, 7));
    }

    /** Late ones too, and what comes of a report of these days much later. */
    @Test
    void noEventOfTheFirstSevenDaysDiffers() throws IOException {
        assertThat(eventsBefore("with", MONDAY.plusDays(7)))
                .isEqualTo(eventsBefore("without", MONDAY.plusDays(7)))
                .hasSizeGreaterThan(7 * 500);
    }

    /** Reports filed from day 8 on may be decided under the policy of day 14. */
    @Test
    void aStricterPolicyIsNotFeltBeforeTheOldestReportItJudges() throws IOException {
        assertThat(nights("policy", 0, 7)).isEqualTo(nights("without", 0, 7));
        assertThat(nights("policy", 14, 14)).isNotEqualTo(nights("without", 14, 14));
    }

    @Test
    void aCommunityThatEndsBeforeTheTestsHasNone() throws IOException {
        write(CommunitySpec.sized(MONDAY, 7, 3, 100, 10), "seven days");

        assertThat(LandingReader.json(dir.resolve("seven days/truth/experiments.json")))
                .isEmpty();
    }

    @Test
    void aCommunityWithoutPlantsHasNone() throws IOException {
        write(CommunitySpec.sized(MONDAY, 10, 3, 100, 10).withPlants(Plants.none()), "plain");

        assertThat(LandingReader.json(dir.resolve("plain/truth/experiments.json")))
                .isEmpty();
        assertThat(Files.readString(dir.resolve("plain/truth/daily.csv"))).doesNotContain("hold_banner");
    }

    /** Contents by path. */
    private static Map<String, String> nights(String name, int from, int to) throws IOException {
        Path landing = dir.resolve(name).resolve("landing/vitals");
        Map<String, String> files = new TreeMap<>();
        for (int day = from; day <= to; day++) {
            for (Path file :
                    LandingReader.files(landing.resolve(MONDAY.plusDays(day).toString()))) {
                files.put(
                        landing.relativize(file).toString(),
                        java.util.HexFormat.of().formatHex(digest(Files.readAllBytes(file))));
            }
        }
        return files;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> eventsBefore(String name, LocalDate end) throws IOException {
        List<String> events = new ArrayList<>();
        LandingReader.read(dir.resolve(name), line -> {
            if (line.event() != null && line.text("type") != null && isBefore(line, end)) {
                events.add(line.event().toString());
            }
        });
        Collections.sort(events);
        return events;
    }

    private static boolean isBefore(LandingReader.Line line, LocalDate end) {
        return line.at().isBefore(end.atStartOfDay(java.time.ZoneOffset.UTC).toInstant());
    }
}
