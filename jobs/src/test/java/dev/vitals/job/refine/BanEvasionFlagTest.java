package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BanEvasionFlagTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private final TestTables tables = new TestTables();

    /** Events read {@code time/kind=evaluation}, of user u in channel c. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "A likely evader is flagged., 10:00/suspicious_user=likely, 10:00 likely",
        "So is a possible one., 10:00/suspicious_user=possible, 10:00 possible",
        "An unknown one is not., 10:00/suspicious_user=unknown,",
        "Suspicion without a word on evasion is no flag., 10:00/suspicious_user,",
        "Another kind of context is none., 10:00/role_change=likely,",
        "'Likely once is likely all day, from the first flag on.',"
                + " 10:00/suspicious_user=possible 11:00/suspicious_user=likely 12:00/suspicious_user=possible,"
                + " 10:00 likely",
        "An unknown one beside it takes nothing back., 10:00/suspicious_user=unknown 11:00/suspicious_user=possible,"
                + " 11:00 possible",
        "Another day is not looked at., 24:00/suspicious_user=likely,"
    })
    void aPersonIsFlaggedInAChannelOnADay(String sentence, String events, String flag) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String word : events.split(" ")) {
            String[] parts = word.split("[/=]");
            rows.add(context(parts[0], parts[1], "c", "u", parts.length > 2 ? parts[2] : null));
        }
        tables.with("bronze.stream_context", rows);

        assertThat(made())
                .extracting(each -> time(each) + " " + each.getAs("evaluation"))
                .containsExactlyElementsOf(flag == null ? List.of() : List.of(flag));
    }

    @Test
    void eachChannelFlagsForItself() {
        tables.with(
                "bronze.stream_context",
                context("10:00", "suspicious_user", "c", "u", "likely"),
                context("10:00", "suspicious_user", "d", "u", "possible"),
                context("10:00", "suspicious_user", "d", "v", "possible"),
                context("10:00", "suspicious_user", "d", null, "likely"));

        assertThat(made())
                .extracting(
                        each -> each.getAs("channel_id") + " " + each.getAs("user_id") + " " + each.getAs("evaluation"))
                .containsExactlyInAnyOrder("c u likely", "d u possible", "d v possible");
    }

    @Test
    void theChannelIsAsItWasAtTheFirstFlag() {
        tables.with("bronze.stream_context", context("10:00", "suspicious_user", "c", "u", "likely"))
                .with(
                        "dim.channel",
                        row("channel_id", "c", "valid_from", at("09:00"), "valid_to", at("11:00"), "language", "de"),
                        row("channel_id", "c", "valid_from", at("11:00"), "language", "en"));

        assertThat(made()).extracting(each -> Rows.text(each, "language")).containsExactly("de");
    }

    private List<Row> made() {
        return tables.run(new BanEvasionFlag(), Days.one(DAY, DAY.plusDays(3))).collectAsList();
    }

    private static Map<String, Object> context(
            String time, String kind, String channel, String user, String evaluation) {
        Map<String, String> attributes = new HashMap<>();
        if (user != null) {
            attributes.put("user_id", user);
        }
        if (evaluation != null) {
            attributes.put("ban_evasion", evaluation);
        }
        return row("event_at", at(time), "kind", kind, "channel_id", channel, "attributes", attributes);
    }

    private static Object at(String time) {
        return time.equals("24:00") ? Fixtures.at(DAY.plusDays(1) + " 00:00") : Fixtures.at(DAY + " " + time);
    }

    private static String time(Row row) {
        return Rows.instant(row, "flagged_at").toString().substring(11, 16);
    }
}
