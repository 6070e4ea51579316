package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActedMessageTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 9);

    @Test
    void aMessageIsLookedForOnTheDayOfEachActionAndTheSevenDaysBefore() {
        TestTables tables = new TestTables()
                .with(
                        "bronze.enforcement_event",
                        deletion("a1", "m1", "2026-03-09 10:00"),
                        deletion("a2", "m1", "2026-03-10 10:00"),
                        deletion("a3", "unsent", "2026-03-09 10:00"),
                        row("action_id", "a4", "action", "ban", "event_at", "2026-03-09 10:00"))
                .with(
                        "bronze.chat_message",
                        row(
                                "message_id", "m1",
                                "channel_id", "c1",
                                "user_id", "ben",
                                "event_at", "2026-03-02 23:00"),
                        row("message_id", "other", "event_at", "2026-03-09 09:00"));

        assertThat(tables.run(new ActedMessage(), new Days(DAY, DAY.plusDays(1), DAY.plusDays(1)))
                        .collectAsList())
                .extracting(Object::toString)
                .as("a week before the first action, eight days before the second")
                .containsExactly("[m1,2026-03-09,2026-03-02 23:00:00.0,c1,ben]");
    }

    private static Map<String, Object> deletion(String id, String message, String at) {
        return row("action_id", id, "action", "message_delete", "message_id", message, "event_at", at);
    }
}
