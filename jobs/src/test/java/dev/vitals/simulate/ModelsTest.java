package dev.vitals.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    @Test
    void quantilesOfALogNormalAreMedianTimesExp() {
        Durations durations = Durations.of(Durations.logNormal(1, 3600, 1));

        // z(0.9) = 1.2815515655: 3600 * exp(1.2815515655) = 3600 * 3.602224 = 12968.0; mean 3600 * exp(1/2) = 5935.4.
        assertThat(durations.quantile(0.5)).isCloseTo(3600, within(0.01));
        assertThat(durations.quantile(0.9)).isCloseTo(12968.0, within(0.1));
        assertThat(durations.mean()).isCloseTo(5935.4, within(0.1));
    }

    @Test
    void aSpikeHoldsItsShareOfTheQuantiles() {
        Durations durations = Durations.of(Durations.spike(0.4, 10, 30), Durations.logNormal(0.6, 1000, 0.1));

        // Half of the spike, 20%, lies below its middle.
        assertThat(durations.quantile(0.2)).isCloseTo(20, within(0.01));
        assertThat(durations.cdf(9)).isZero();
        assertThat(durations.cdf(100)).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void withTwoExponentialCausesEachEndsItsShareOfTheRates() {
        double[] shares = Curve.cumulativeIncidence(
                t -> 1 - Math.exp(-3e-4 * t), t -> 1 - Math.exp(-1e-4 * t), new double[] {1000, 1e8});

        // 3/4 (1 - exp(-0.4)) = 0.247260 after 1,000 s, and 3/4 in the end.
        assertThat(shares[0]).isCloseTo(0.247260, within(1e-5));
        assertThat(shares[1]).isCloseTo(0.75, within(1e-5));
    }

    @Test
    void theRestrictedMeanOfAnExponentialIsClosedForm() {
        // 1000 (1 - exp(-2)) = 864.665.
        assertThat(Curve.restrictedMean(t -> 1 - Math.exp(-t / 1000), 2000)).isCloseTo(864.665, within(0.01));
    }

    @Test
    void aQuantileThatIsNeverReachedIsNoNumber() {
        assertThat(Curve.quantile(t -> 0.8 * (1 - Math.exp(-t)), 0.9)).isNaN();
    }

    @Test
    void categoriesAddUpAndKeepTheirErrorRates() {
        double sum = 0;
        for (Harm harm : Harm.values()) {
            sum += harm.share;
            double acted = harm.violating() * harm.sensitivity() + (1 - harm.violating()) * harm.falsePositiveRate();
            assertThat(harm.upheld).isBetween(0.11, 0.28);
            assertThat(acted).isCloseTo(harm.upheld, within(1e-12));
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void appealsKeepTheirSharesWhenATenthOfTheActionsIsWrong() {
        for (Penalty penalty : Penalty.values()) {
            double appealed = 0.1 * penalty.appealed(true) + 0.9 * penalty.appealed(false);
            double reversed = 0.1 * penalty.appealed(true) * penalty.reversed(true)
                    + 0.9 * penalty.appealed(false) * penalty.reversed(false);
            assertThat(appealed).isCloseTo(penalty.appealed, within(1e-12));
            assertThat(reversed).isCloseTo(penalty.appealed * penalty.reversed, within(1e-12));
            if (penalty != Penalty.MESSAGE_DELETE) {
                assertThat(penalty.appealed).isBetween(0.02, 0.37);
                assertThat(penalty.reversed).isBetween(0.12, 0.46);
            }
        }
    }

    @Test
    void noTwoPeopleOrChannelsShareAnId() {
        ChannelModel channels = new ChannelModel(5, 20_000);
        ChatterModel chatters = new ChatterModel(5, 100_000, channels);
        Staff staff = new Staff(5, 500);
        Set<Long> ids = new HashSet<>();
        int people = 0;
        for (int c = 0; c < channels.count(); c++, people += 5) {
            ids.add(channels.id(c));
            for (int number = 0; number < 4; number++) {
                ids.add(chatters.channelModerator(c, number));
            }
        }
        for (int a = 0; a < chatters.size(); a++, people++) {
            ids.add(chatters.id(a));
        }
        for (int s = 0; s < staff.count(); s++, people++) {
            ids.add(staff.id(s));
        }

        assertThat(ids).hasSize(people);
    }

    @Test
    void everyTextIsValidJsonInEveryLanguageAndMood() throws IOException {
        TextMaker texts = new TextMaker();
        Dice dice = Dice.of(1, "texts", 0);
        ObjectMapper mapper = new ObjectMapper();
        for (String language : List.of("en", "de", "es", "fr", "pt", "ko", "ja")) {
            for (Mood mood : Mood.values()) {
                for (int i = 0; i < 300; i++) {
                    texts.write(language, mood, dice);
                    String json = '"' + new String(texts.bytes(), 0, texts.length(), StandardCharsets.UTF_8) + '"';
                    assertThat(mapper.readTree(json).asText()).isNotBlank().doesNotContain("{", "�");
                }
            }
        }
    }

    @Test
    void stringsAreEscapedAndTimesAreUtc() throws IOException {
        String name = "a\"b\\c\n\u0001 é € 😀";
        EventWriter event = new EventWriter()
                .begin(Kind.APPEAL_EVENT)
                .put("name", name)
                .put("none", null)
                .put("share", 0.25)
                .put("count", -12L)
                .putTime("at", 1_767_571_199_007L)
                .putTime("before", -1L)
                .putStrings("list", List.of("x", "y"))
                .beginObject("attributes")
                .put("k", "v")
                .endObject()
                .end();

        JsonNode read = new ObjectMapper().readTree(event.bytes(), 0, event.length());
        assertThat(read.get("type").asText()).isEqualTo("appeal.event");
        assertThat(read.get("name").asText()).isEqualTo(name);
        assertThat(read.get("none").isNull()).isTrue();
        assertThat(read.get("share").asDouble()).isEqualTo(0.25);
        assertThat(read.get("count").asLong()).isEqualTo(-12);
        assertThat(read.get("at").asText()).isEqualTo("2026-01-04T23:59:59.007Z");
        assertThat(read.get("before").asText()).isEqualTo("1969-12-31T23:59:59.999Z");
        assertThat(read.get("list")).hasSize(2);
        assertThat(read.get("attributes").get("k").asText()).isEqualTo("v");
    }

    @Test
    void memoryDoesNotGrowWithTheMessages(@TempDir Path dir) {
        long[] used = new long[20];
        // 2 million messages of about 190 bytes are 380 MB; the room for the accounts that were met is there early on.
        new ChatBulk(3, LocalDate.of(2026, 1, 5), 50, 2_000_000, 20).write(dir, (done, total, lines) -> {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used[done - 1] = runtime.totalMemory() - runtime.freeMemory();
        });

        assertThat(used[19] - used[1]).isLessThan(4_000_000);
    }

    @Test
    void bulkChatHasExactlyTheMessagesAskedFor(@TempDir Path dir) throws IOException {
        new ChatBulk(3, LocalDate.of(2026, 1, 5), 50, 10_001, 3).write(dir, Progress.silent());
        Set<String> ids = new HashSet<>();
        Set<String> paths = new HashSet<>();
        LandingReader.read(dir, line -> {
            assertThat(line.type()).isEqualTo("chat.message");
            assertThat(line.at().toString()).startsWith("2026-01-05");
            ids.add(line.text("message_id"));
            paths.add(line.path());
        });

        assertThat(ids).hasSize(10_001);
        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "2026-01-05/chat.message-00.ndjson",
                        "2026-01-05/chat.message-01.ndjson",
                        "2026-01-05/chat.message-02.ndjson");
    }

    /** Every third works for a contractor; half of each team speak one more language than English. */
    @Test
    void theStaffIsDescribedAsHumanResources() {
        Staff staff = new Staff(1, 120);

        assertThat(IntStream.range(0, 120).filter(m -> staff.employment(m).equals("external")))
                .hasSize(40);
        for (String team : Staff.TEAMS) {
            List<String> spoken = IntStream.range(0, 120)
                    .filter(m -> staff.team(m, 0).equals(team))
                    .mapToObj(staff::languages)
                    .toList();
            assertThat(spoken).allMatch(languages -> languages.startsWith("en"));
            assertThat(spoken.stream().filter("en"::equals)).hasSize(spoken.size() / 2);
        }
    }
}
