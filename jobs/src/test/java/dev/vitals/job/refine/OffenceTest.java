package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.TestTables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class OffenceTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    /**
     * Sanctions of one person read {@code day/hh:mm=kind}, days counted from the day that is computed; behind a kind that
     * was appealed stands the outcome, as in {@code ban!reversed}. An offence reads {@code hh:mm=kind#strike}, and behind
     * an arrow {@code day/hh:mm} of the next.
     */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "offence.csv", numLinesToSkip = 1)
    void sanctionsOfAPersonAreOffences(String sentence, String sanctions, int asOf, String offences) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String word : sanctions.split(" ")) {
            String[] timeAndKind = word.split("=");
            String[] kindAndOutcome = timeAndKind[1].split("!");
            Instant at = at(timeAndKind[0]);
            rows.add(row(
                    "action_id",
                    "a" + rows.size(),
                    "action_at",
                    at,
                    "action_date",
                    Rows.day(at),
                    "action",
                    kindAndOutcome[0],
                    "appeal_outcome",
                    kindAndOutcome.length > 1 ? kindAndOutcome[1] : null,
                    "is_appealable",
                    ActionKinds.isAppealable(kindAndOutcome[0]),
                    "subject_user_id",
                    "ben"));
        }
        // Somebody else, and nobody known, at the same times.
        rows.add(row(
                "action_id",
                "b",
                "action_at",
                at("1/00:00"),
                "action_date",
                DAY.plusDays(1),
                "action",
                "ban",
                "is_appealable",
                true,
                "subject_user_id",
                "ada"));
        rows.add(row(
                "action_id",
                "c",
                "action_at",
                at("0/00:00"),
                "action_date",
                DAY,
                "action",
                "ban",
                "is_appealable",
                true));
        TestTables tables = new TestTables().with("silver.enforcement_action", rows);

        List<Row> made = tables.run(new Offence(), Days.one(DAY, DAY.plusDays(asOf)))
                .orderBy("sanctioned_at")
                .collectAsList();

        assertThat(made)
                .extracting(OffenceTest::text)
                .containsExactlyElementsOf(offences == null ? List.of() : List.of(offences.split(" ")));
    }

    private static Instant at(String dayAndTime) {
        String[] parts = dayAndTime.split("/");
        return Fixtures.at(DAY.plusDays(Long.parseLong(parts[0])) + " " + parts[1]);
    }

    private static String text(Row offence) {
        String begin = "%s=%s#%s"
                .formatted(
                        time(Rows.instant(offence, "sanctioned_at")),
                        Rows.text(offence, "action"),
                        Rows.text(offence, "strike"));
        Instant next = Rows.instant(offence, "next_sanction_at");
        return next == null
                ? begin
                : "%s->%d/%s"
                        .formatted(begin, Duration.between(at("0/00:00"), next).toDays(), time(next));
    }

    private static LocalTime time(Instant at) {
        return LocalTime.ofInstant(at, ZoneOffset.UTC);
    }
}
