package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.TableContract;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.Erasure.Subjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two nights of chat, looked at on later and later days. */
@ExtendWith(SparkSessions.class)
class RetentionTest {
    private static final LocalDate DAY = SmallWorld.FIRST;
    private static final int USERS = 10;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(SmallWorld.KEY.getBytes(StandardCharsets.UTF_8));
    private static final Subjects KIM = new Subjects(Set.of("user3"), Set.of());

    @TempDir
    private static Path folder;

    private static SmallWorld filled;

    private SmallWorld world;

    @BeforeAll
    static void fill() {
        filled = SmallWorld.of(folder.resolve("filled"), "silver.chatter_day").withKpis("messages_per_chatter");
        for (int night = 0; night < 2; night++) {
            filled.deliver("vitals", night + "/chat.ndjson", chat(DAY.plusDays(night)));
            filled.run(DAY.plusDays(night));
        }
    }

    private static String[] chat(LocalDate day) {
        Stream<String> chat = IntStream.range(0, USERS)
                .mapToObj(user ->
                        "{\"type\":\"chat.message\",\"message_id\":\"%s-%d\",\"channel_id\":\"9\",\"user_id\":\"user%d\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"good game\"}"
                                .formatted(day, user, user, day));
        return Stream.concat(chat, Stream.of("no json")).toArray(String[]::new);
    }

    @BeforeEach
    void copy() throws IOException {
        Path own = Files.createTempDirectory(folder, "world");
        Files.delete(own);
        world = filled.copy(own);
    }

    private Map<String, Retention.Taken> retain(LocalDate today) {
        return new Retention(world.warehouse(), CLOCK, Progress.SILENT)
                .on(today, false).stream().collect(Collectors.toMap(Retention.Taken::table, Function.identity()));
    }

    private List<Retention.Taken> rehearse(LocalDate today) {
        return new Retention(world.warehouse(), CLOCK, Progress.SILENT).on(today, true);
    }

    private LegalHolds holds() {
        return new LegalHolds(world.warehouse(), CLOCK);
    }

    private long rows(String table, String condition) {
        return world.table(table).filter(condition).count();
    }

    @Test
    void onTheLastDayAllIsThere() {
        assertThat(retain(DAY.plusDays(30))).isEmpty();
    }

    @Test
    void textGoesAfterThirtyDaysAndItsScoreStays() {
        List<String> scores = world.values("bronze.chat_message", "message_id", "sentiment", "sentiment_terms");

        assertThat(retain(DAY.plusDays(31)).get("bronze.chat_message").emptied())
                .isEqualTo(USERS);

        assertThat(rows("bronze.chat_message", "text IS NULL")).isEqualTo(USERS);
        assertThat(rows("bronze.chat_message", "text IS NULL AND event_date = DATE'2026-01-05'"))
                .isEqualTo(USERS);
        assertThat(world.values("bronze.chat_message", "message_id", "sentiment", "sentiment_terms"))
                .isEqualTo(scores);
        assertThat(retain(DAY.plusDays(31))).isEmpty();
    }

    @Test
    void aDryRunTakesNothing() {
        assertThat(rehearse(DAY.plusDays(31))).hasSize(1);
        assertThat(rows("bronze.chat_message", "text IS NULL")).isZero();
    }

    /** All tables, on the last day on which the rows of their first day are kept, and on the next. */
    @Test
    void rowsGoWhenTheirContractSays() {
        List<TableContract> dated = world.warehouse().contracts().all().stream()
                .filter(table -> table.dayColumn().isPresent())
                .filter(table -> rows(table.table(), ofFirstDay(table)) > 0)
                // Months and trailing days end before.
                .filter(table -> rows(table.table(), table.retentionBy() + " < DATE'2026-01-05'") == 0)
                .toList();
        Map<String, Long> later = dated.stream()
                .collect(Collectors.toMap(TableContract::table, table -> rows(table.table(), ofLaterDays(table))));
        for (int days : dated.stream()
                .map(TableContract::retentionDays)
                .sorted()
                .distinct()
                .toList()) {
            List<TableContract> due = dated.stream()
                    .filter(table -> table.retentionDays() == days)
                    .toList();
            assertThat(rehearse(DAY.plusDays(days)))
                    .extracting(Retention.Taken::table)
                    .doesNotContainAnyElementsOf(
                            due.stream().map(TableContract::table).toList());

            retain(DAY.plusDays(days + 1L));
            assertThat(due).allSatisfy(table -> {
                assertThat(rows(table.table(), ofFirstDay(table))).isZero();
                assertThat(rows(table.table(), ofLaterDays(table))).isEqualTo(later.get(table.table()));
            });
        }
        assertThat(dated).extracting(TableContract::layer).contains("bronze", "silver", "gold");
        assertThat(world.warehouse().published("gold.kpi_daily"))
                .hasValue(world.warehouse().version("gold.kpi_daily"));
    }

    private static String ofLaterDays(TableContract table) {
        return table.retentionBy() + " > DATE'2026-01-05'";
    }

    private static String ofFirstDay(TableContract table) {
        return table.retentionBy() + " = DATE'2026-01-05'";
    }

    /** An event of a day that is gone lands, and what was published of the day stays. */
    @Test
    void aDayThatIsGoneIsComputedNoMore() {
        retain(DAY.plusDays(1097));
        List<String> numbers = numbers();
        world.deliver("vitals", "late/chat.ndjson", chat(DAY)[0].replace("-0\"", "-late\""));

        world.run(DAY.plusDays(1));

        assertThat(rows("bronze.chat_message", "event_date = DATE'2026-01-05'")).isEqualTo(1);
        assertThat(numbers()).isEqualTo(numbers).isNotEmpty();
        assertThatThrownBy(() -> world.backfill(DAY, DAY.plusDays(1)))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("can't all be computed anew")
                .hasMessageContaining("backfill from ");
        assertThat(numbers()).isEqualTo(numbers);
        assertThatThrownBy(() -> world.verification().days(DAY, DAY.plusDays(1), folder.toString(), 1))
                .hasMessageContaining("can't be derived from bronze any more");
    }

    private List<String> numbers() {
        return world.values("gold.kpi_daily", "kpi", "date", "slice_key", "value", "as_of_date");
    }

    @Test
    void whatTellsOfSomebodyUnderAHoldStays() {
        holds().place(KIM.pseudonyms(PSEUDONYMS), "2 BvR 17/26", Optional.empty());

        Map<String, Retention.Taken> taken = retain(DAY.plusDays(1097));

        assertThat(taken.get("bronze.chat_message").held()).isEqualTo(2);
        assertThat(world.values("bronze.chat_message", "user_id", "text"))
                .containsExactly(held("good game"), held("good game"));
        assertThat(taken.get("ops.quarantine").held()).isEqualTo(2);
        assertThat(rows("ops.quarantine", "true")).isEqualTo(2);
        assertThat(rows("silver.chatter_day", "true")).isEqualTo(2);
    }

    private static String held(String text) {
        return PSEUDONYMS.of("user3") + " " + text;
    }

    @Test
    void whenAHoldEndsItsPeopleAreAsOthers() {
        LegalHolds.Hold hold = holds().place(KIM.pseudonyms(PSEUDONYMS), "a claim", Optional.of(DAY.plusDays(40)));
        retain(DAY.plusDays(40));
        assertThat(rows("bronze.chat_message", "text IS NOT NULL")).isEqualTo(2);

        retain(DAY.plusDays(41));
        assertThat(rows("bronze.chat_message", "text IS NOT NULL")).isZero();
        assertThat(holds().release(hold.id()).releasedAt()).isEqualTo(CLOCK.instant());
        assertThatThrownBy(() -> holds().release(hold.id())).hasMessageContaining("was released");
        assertThatThrownBy(() -> holds().release("none")).hasMessageContaining("There is no hold none");
    }

    @Test
    void whoIsUnderAHoldIsNotErased() {
        LegalHolds.Hold hold = holds().place(KIM.pseudonyms(PSEUDONYMS), "a claim", Optional.empty());
        Erasure erasure = new Erasure(world.warehouse(), PSEUDONYMS, CLOCK, Progress.SILENT);
        Subjects both = new Subjects(Set.of("user3", "user4"), Set.of());

        assertThatThrownBy(() -> erasure.erase(both, Optional.empty()))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("Of 2 people some are under a legal hold (" + hold.id());
        assertThat(rows("bronze.chat_message", "text IS NULL")).isZero();
        world.run(DAY.plusDays(2));

        holds().release(hold.id());
        ErasureReceipt receipt = erasure.erase(both, Optional.empty());
        assertThat(receipt.people()).isEqualTo(2);
        assertThat(Erasures.receipt(world.warehouse(), receipt.id())).isEqualTo(receipt);
        assertThat(holds().all()).hasSize(1);
        assertThat(rows("ops.legal_hold", "subject_id = '" + PSEUDONYMS.of("user3") + "'"))
                .isZero();
    }
}
