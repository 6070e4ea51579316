package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.testing.SmallWorld;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A test is read again when anything of it changed, and not otherwise; one test goes on from another. Four people, two a side. */
@TestMethodOrder(OrderAnnotation.class)
class ReadoutMemoTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 1, 23);
    private static final LocalDate NEXT = NIGHT.plusDays(1);

    private static SmallWorld world;

    @BeforeAll
    static void runANight(@TempDir Path folder) {
        world = SmallWorld.of(folder, "silver.experiment_unit", "silver.experiment_unit_day")
                .withKpis("messages_per_chatter");
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 4; user++) {
            lines.add(
                    "{\"type\":\"experiment.exposure\",\"experiment\":\"hold_banner\",\"variant\":\"%s\",\"unit_id\":\"u%2$d\",\"first_exposed_at\":\"%3$sT09:00:00Z\"}"
                            .formatted(user % 2 == 0 ? "control" : "banner", user, NIGHT));
            lines.add(message(user, 0));
        }
        world.deliver("vitals", "a.ndjson", lines.toArray(String[]::new)).run(NIGHT);
    }

    private static String message(int user, int number) {
        return "{\"type\":\"chat.message\",\"message_id\":\"m%1$d-%2$d\",\"channel_id\":\"c1\",\"user_id\":\"u%1$d\",\"sent_at\":\"%3$sT1%2$d:00:00Z\",\"text\":\"hello\"}"
                .formatted(user, number, NIGHT);
    }

    private static ReadoutMemo memo(ExperimentCatalogue catalogue) {
        return new ReadoutMemo(world.warehouse(), catalogue);
    }

    /** Messages of each of the two in the control, as the last readout has it. */
    private static double control() {
        return world.table(ReadoutStep.TABLE)
                .filter("experiment = 'hold_banner' AND metric = 'messages'")
                .orderBy(org.apache.spark.sql.functions.col("as_of_date").desc())
                .first()
                .<Double>getAs("control");
    }

    private static long version() {
        return world.warehouse().version(ReadoutStep.TABLE);
    }

    @Test
    @Order(1)
    void theSameNightAgainReadsNoTest() {
        long before = version();
        assertThat(before).isPositive();
        assertThat(control()).isEqualTo(1);

        world.run(NIGHT);

        assertThat(version()).isEqualTo(before);
        assertThat(world.table("ops.job_run").filter("job = 'compare'").count()).isOne();
    }

    @Test
    @Order(2)
    void otherTestsOrAnotherNightAreAnotherReadout() {
        ExperimentCatalogue all = ExperimentCatalogue.load();
        ExperimentSpec spec = all.find("hold_banner").orElseThrow();

        assertThat(memo(all).holds(NIGHT)).isTrue();
        assertThat(memo(all).holds(NEXT)).isFalse();
        assertThat(memo(all.only(spec)).holds(NIGHT)).isFalse();
        assertThat(memo(ExperimentCatalogue.none()).holds(NIGHT)).isFalse();
    }

    /** Two messages more of one of the two in the control. */
    @Test
    @Order(3)
    void aLateEventIsInTheSameNightsReadout() {
        long before = version();
        world.deliver("vitals", "b.ndjson", message(0, 1), message(0, 2));

        world.run(NIGHT);

        assertThat(version()).isGreaterThan(before);
        assertThat(control()).isEqualTo(2);
    }

    @Test
    @Order(4)
    void aBackfillReadsTheTestsWhateverChanged() {
        long before = version();

        world.backfill(NIGHT, NIGHT);

        assertThat(version()).isGreaterThan(before);
        assertThat(memo(ExperimentCatalogue.load()).holds(NIGHT)).isTrue();
    }

    @Test
    @Order(5)
    void withoutANoteTheTestsAreRead() {
        long before = version();
        world.warehouse().state().delete("readout.txt");

        world.run(NIGHT);

        assertThat(version()).isGreaterThan(before);
    }

    /** Whoever changes a table of it, by hand or for an erasure, leaves another version. */
    @Test
    @Order(6)
    void anotherVersionOfATableOfItIsReadAnew() {
        for (String table : List.of(ReadoutStep.UNITS, ReadoutStep.DAYS, ReadoutStep.TABLE)) {
            assertThat(memo(ExperimentCatalogue.load()).holds(NIGHT)).isTrue();
            world.warehouse()
                    .spark()
                    .sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES ('vitals.test' = 'touched')"
                            .formatted(world.warehouse().path(table)));
            assertThat(memo(ExperimentCatalogue.load()).holds(NIGHT)).as(table).isFalse();
            long before = version();

            world.run(NIGHT);

            assertThat(version()).as(table).isGreaterThan(before);
        }
    }

    /** Nothing came, and yet more of what is counted has matured, and a look may fall on the day. */
    @Test
    @Order(7)
    void theNextNightIsReadThoughNothingCame() {
        world.run(NEXT);

        assertThat(world.values(ReadoutStep.TABLE, "as_of_date")).contains(NIGHT.toString(), NEXT.toString());
        assertThat(control()).isEqualTo(2);
    }
}
