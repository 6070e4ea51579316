package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Real captured files: no line is lost and each kind is found in its table. Reads the folder VITALS_SAMPLES. */
class SampleFilesTest {
    private static final String FOLDER = System.getenv("VITALS_SAMPLES");

    @Test
    void everyCapturedEventSubLineBecomesWhatItsKindAsksFor() throws IOException {
        List<Outcome> outcomes = outcomes("twitch-eventsub", "2026-01-05.ndjson");
        // 51 lines. One update has no status. 5 holds and updates of AutoMod with, and 1 of the author's own message;
        // 2 terms added, 2 removed, 5 modes, 2 roles, 1 clear and 4 suspicious users are context; 2 unban requests.
        assertThat(counts(outcomes))
                .containsOnly(
                        entry("bronze.appeal_event", 2),
                        entry("bronze.automod_event", 7),
                        entry("bronze.enforcement_event", 25),
                        entry("bronze.stream_context", 16),
                        entry("rejected missing_field status", 1));
    }

    @Test
    void everyCapturedIrcLineBecomesWhatItsKindAsksFor() throws IOException {
        List<Outcome> outcomes = outcomes("twitch-irc", "2026-01-05.log");
        // 55 lines. 35 PRIVMSG and 5 notices with words are chat; 2 raids, 6 subscriptions without words and 2 cleared
        // chats are context; 2 timeouts (one told twice) and 1 deletion are sanctions.
        assertThat(counts(outcomes))
                .containsOnly(
                        entry("bronze.chat_message", 40),
                        entry("bronze.enforcement_event", 3),
                        entry("bronze.stream_context", 10),
                        entry("ignored USERNOTICE/modiversary", 1),
                        entry("ignored USERNOTICE/viewermilestone", 1));
        assertThat(distinctIds(outcomes, BronzeTable.ENFORCEMENT_EVENT)).hasSize(2);
        // Of the 40, four repeat the id of another; two have no id and say the same in the same millisecond.
        assertThat(distinctIds(outcomes, BronzeTable.CHAT_MESSAGE)).hasSize(35);
    }

    @Test
    void noCapturedLineLeavesAnIdOrNameBehind() throws IOException {
        List<Outcome> outcomes = outcomes("twitch-eventsub", "2026-01-05.ndjson");
        outcomes.addAll(outcomes("twitch-irc", "2026-01-05.log"));
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Event event) {
                String shown = LandFixture.values(event).entrySet().stream()
                        .filter(value -> !value.getKey().equals("text")
                                && !value.getKey().equals("event_at"))
                        .map(value -> String.valueOf(value.getValue()))
                        .collect(Collectors.joining(" "));
                assertThat(shown)
                        .doesNotContain("11148817", "129546453", "117166826", "489584266", "141981764", "36340781")
                        .doesNotContainIgnoringCase("pajlada", "nerixyz", "testaccount", "twitchdev", "uint128");
            }
        }
    }

    private static Set<String> distinctIds(List<Outcome> outcomes, BronzeTable table) {
        Set<String> ids = new HashSet<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Event event && event.table() == table) {
                ids.add(event.eventId());
            }
        }
        return ids;
    }

    private static List<Outcome> outcomes(String source, String name) throws IOException {
        assumeThat(FOLDER)
                .as("the folder of the sample files, environment variable VITALS_SAMPLES")
                .isNotNull();
        List<Outcome> outcomes = new ArrayList<>();
        Adapter adapter = LandFixture.adapter(source, name);
        try (InputStream in = Files.newInputStream(Path.of(FOLDER, source, name));
                Lines lines = Lines.of(source, in, name)) {
            while (lines.next()) {
                outcomes.add(adapter.parse(lines.buffer(), lines.offset(), lines.length()));
            }
        }
        return outcomes;
    }

    private static Map<String, Integer> counts(List<Outcome> outcomes) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            counts.merge(kind(outcome), 1, Integer::sum);
        }
        return counts;
    }

    private static String kind(Outcome outcome) {
        if (outcome instanceof Outcome.Event event) {
            return event.table().contract();
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return "rejected " + rejected.reason() + ' ' + rejected.field();
        }
        return "ignored " + ((Outcome.Ignored) outcome).type();
    }
}
