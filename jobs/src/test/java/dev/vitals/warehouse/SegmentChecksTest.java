package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.Completeness;
import dev.vitals.contract.Severity;
import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.SegmentChecks.Segment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A log that did not come is no quiet day. */
@ExtendWith(SparkSessions.class)
class SegmentChecksTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 2, 2);
    private static final Segment CHAT = new Segment("twitch-irc", "bronze.chat_message");
    private static final Completeness STRICT = new Completeness(100, 0.5, Severity.FAIL, Severity.WARN);

    /** Events of the night, then of the same day one, two, ... weeks before. */
    private static Map<LocalDate, Long> events(long... counts) {
        Map<LocalDate, Long> events = new TreeMap<>();
        for (int week = 0; week < counts.length; week++) {
            if (counts[week] > 0) {
                events.put(NIGHT.minusWeeks(week), counts[week]);
            }
        }
        return events;
    }

    private static List<CheckResult> check(long... counts) {
        return new SegmentChecks(STRICT).of(Map.of(CHAT, events(counts)), NIGHT);
    }

    @Test
    void halfOfTheMedianIsEnough() {
        assertThat(check(500, 900, 1000, 1100, 200)).singleElement().satisfies(result -> {
            assertThat(result.isPassed()).isTrue();
            assertThat(result.table()).isEqualTo("bronze.chat_message");
            assertThat(result.check().name()).isEqualTo("events_of_twitch_irc_as_usual");
        });
        assertThat(check(474, 900, 1000, 1100, 200)).singleElement().satisfies(result -> {
            assertThat(result.brokenRows()).isEqualTo(1);
            assertThat(result.check().severity()).isEqualTo(Severity.WARN);
        });
    }

    @Test
    void aLogThatDidNotComeIsMissing() {
        assertThat(check(0, 900, 1000)).singleElement().satisfies(result -> {
            assertThat(result.brokenRows()).isEqualTo(475);
            assertThat(result.check().severity()).isEqualTo(Severity.FAIL);
        });
    }

    @Test
    void ofFewEventsOrFewWeeksNothingIsSaid() {
        assertThat(check(0, 99, 99, 99, 99)).isEmpty();
        assertThat(check(0, 1000)).isEmpty();
        assertThat(check(0, 1000, 0, 0, 0)).isEmpty();
        assertThat(check(1000)).isEmpty();
    }

    /** Chat of three Mondays; on the fourth it is not there, and a rule of fail keeps the night from being seen. */
    @Test
    void aNightThatIsNotWholeIsTold(@TempDir Path folder) {
        SmallWorld world = SmallWorld.of(folder, "silver.chatter_activity");
        for (int week = 3; week > 0; week--) {
            LocalDate day = NIGHT.minusWeeks(week);
            world.deliver(
                    "vitals",
                    day + "/chat.ndjson",
                    IntStream.range(0, 120)
                            .mapToObj(i ->
                                    "{\"type\":\"chat.message\",\"message_id\":\"%s-%d\",\"channel_id\":\"9\",\"user_id\":\"7\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"good\"}"
                                            .formatted(day, i, day))
                            .toArray(String[]::new));
        }
        world.run(NIGHT);

        assertThat(world.values("ops.check_result", "check", "severity", "is_passed", "broken_rows"))
                .contains("events_of_vitals_as_usual warn false 60");
        RunLog log = new RunLog(Clock.systemUTC(), NIGHT);
        assertThatThrownBy(() -> new SegmentChecks(STRICT).require(world.table("ops.ingest_file"), log))
                .isInstanceOf(CheckFailedException.class)
                .hasMessageContaining("bronze.chat_message has 0 events of vitals, and 60 at least were to be expected")
                .hasMessageContaining("Readers see the night before");
    }
}
