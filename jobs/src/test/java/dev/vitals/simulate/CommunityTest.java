package dev.vitals.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommunityTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final CommunitySpec SMALL = CommunitySpec.sized(MONDAY, 4, 12, 3000, 150)
            .withPlants(Plants.standard().withRaidDay(1).withBrigadeDay(2).withBadFileDay(1));

    @TempDir
    Path dir;

    @Test
    void theSameSpecGivesTheSameBytes() throws Exception {
        write(SMALL, "one");
        write(SMALL, "two");

        assertThat(hashes(dir.resolve("one")))
                .isEqualTo(hashes(dir.resolve("two")))
                .hasSizeGreaterThan(40);
    }

    @Test
    void anotherSeedGivesOtherEvents() throws Exception {
        write(SMALL, "one");
        write(SMALL.withSeed(7), "two");

        String chat = "landing/vitals/2026-01-05/chat.message-00.ndjson";
        assertThat(dir.resolve("one").resolve(chat)).exists();
        assertThat(Files.mismatch(
                        dir.resolve("one").resolve(chat), dir.resolve("two").resolve(chat)))
                .isNotEqualTo(-1);
    }

    @Test
    void aLongerCommunityBeginsWithTheNightsOfAShorterOne() throws Exception {
        write(SMALL.withDays(3), "short");
        write(SMALL, "long");

        Map<String, String> shorter = hashes(dir.resolve("short/landing"));
        Map<String, String> longer = hashes(dir.resolve("long/landing"));
        assertThat(longer).containsAllEntriesOf(shorter).hasSizeGreaterThan(shorter.size());
    }

    @Test
    void aFolderThatHoldsFilesIsRefused() {
        write(SMALL.withDays(1), "one");

        assertThatThrownBy(() -> write(SMALL.withDays(1), "one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already holds files")
                .hasMessageContaining("empty it or name another folder");
    }

    @Test
    void whatAKilledRunLeftBehindIsNotTakenOver() throws Exception {
        Path left = dir.resolve("two/.spool/0-report.created");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half a line");
        write(SMALL.withDays(1), "one");
        write(SMALL.withDays(1), "two");

        assertThat(hashes(dir.resolve("two"))).isEqualTo(hashes(dir.resolve("one")));
    }

    @Test
    void progressEndsWithTheNumberOfLinesWritten() throws IOException {
        long[] heard = new long[3];
        Community.of(SMALL).write(dir.resolve("one"), (done, total, lines) -> {
            assertThat(done).isEqualTo((int) heard[0] + 1);
            assertThat(total).isEqualTo(4);
            heard[0] = done;
            heard[1] = lines;
        });
        for (Map<String, String> file : LandingReader.csv(dir.resolve("one/truth/files.csv"))) {
            heard[2] += Long.parseLong(file.get("lines"));
        }

        assertThat(heard[0]).isEqualTo(4);
        assertThat(heard[1]).isEqualTo(heard[2]);
    }

    @Test
    void aCommunityOfOneChannelAndNoReportsCanBeWritten() throws IOException {
        write(CommunitySpec.sized(MONDAY, 1, 1, 50, 0), "tiny");

        assertThat(dir.resolve("tiny/landing/vitals/2026-01-05/chat.message-00.ndjson"))
                .isNotEmptyFile();
        assertThat(dir.resolve("tiny/landing/vitals/2026-01-05/report.created-00.ndjson"))
                .doesNotExist();
        JsonNode resolution = LandingReader.json(dir.resolve("tiny/truth/resolution.json"));
        assertThat(resolution.at("/all/reports").asLong()).isZero();
        assertThat(resolution.at("/all/any_end/p50_seconds").isNull()).isTrue();
    }

    @Test
    void moreReportsThanTheChatCanCarryAreAboutUsersAndStreams() throws IOException {
        write(CommunitySpec.sized(MONDAY, 2, 5, 500, 1000).withPlants(Plants.none()), "loud");

        long reports = LandingReader.csv(dir.resolve("loud/truth/daily.csv")).stream()
                .mapToLong(day -> Long.parseLong(day.get("reports")))
                .sum();
        // Two days of 940 (Mondays and Tuesdays are a little calmer than the mean day); 2.2 reports on each of about
        // 855 items give a standard deviation of sqrt(855 * 2.64) = 48. The latest reports fall after the last night.
        assertThat(reports).isBetween(1880L - 5 * 48 - 60, 1880L + 5 * 48);
    }

    @Test
    void aSpecWithoutDaysIsRefused() {
        assertThatThrownBy(() -> SMALL.withDays(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("days = 0")
                .hasMessageContaining("at least 1");
    }

    private void write(CommunitySpec spec, String name) {
        Community.of(spec).write(dir.resolve(name), Progress.silent());
    }

    private static Map<String, String> hashes(Path root) throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        for (Path file : LandingReader.files(root)) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            hashes.put(root.relativize(file).toString(), HexFormat.of().formatHex(hash));
        }
        return hashes;
    }
}
