package dev.vitals.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.cli.faults.Phase.Stand;
import dev.vitals.contract.Contracts;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trial of each kind of the benchmark of faults; and that it would see what is lost or doubled. */
class FaultsBenchTest {
    /** Shorter than each phase is, so that most moments hit it. */
    private static final long TWO_SECONDS = 2_000_000_000L;

    private static FaultWorld world;
    private static References references;

    @BeforeAll
    static void layOut(@TempDir Path folder) {
        Warehouse session =
                Warehouse.at(SparkSessions.shared(), folder.resolve("session").toString(), Contracts.load());
        world = FaultWorld.make(folder, session, FewTables.nights());
        references = new References(world);
    }

    @Test
    void aNightThatIsKilledInEachPhaseIsMadeGood() {
        Map<Phase, Long> lengths =
                Map.of(Phase.LAND, TWO_SECONDS, Phase.REFINE, TWO_SECONDS, Phase.MEASURE, TWO_SECONDS);
        List<Trial> kills = new Kills(world, references, lengths)
                .of(List.of(Phase.LAND, Phase.REFINE, Phase.MEASURE), "test", new SplittableRandom(1));

        assertThat(kills)
                .isNotEmpty()
                .allSatisfy(kill -> assertThat(kill.differences()).isEmpty());
    }

    @Test
    void ofTwoRunsAtOnceOneDoesTheNight() {
        Trial trial = new Doubles(world, references).of(Stand.REFINED, "test", new SplittableRandom(1));

        assertThat(trial.differences()).isEmpty();
    }

    @Test
    void whatAnErasureLeftOpenIsADifference() throws IOException {
        Path place = world.copyOf(Stand.MEASURED, "not-erased");
        Files.writeString(FaultWorld.warehouseOf(place).resolve("_vitals/erasure.json"), "{}");

        assertThat(references.differences("erase", place))
                .anyMatch(difference -> difference.contains("tell of people that were erased"))
                .anyMatch(difference -> difference.contains("0 people have tokens, undisturbed 2"))
                .contains("the delivered files are not the same", "the erasure is still open");
    }

    @Test
    void aNightThatStoppedHalfWayIsADifference() {
        List<String> differences = references.differences("run", world.copyOf(Stand.REFINED, "half-way"));

        assertThat(differences)
                .anyMatch(difference -> difference.startsWith("gold.kpi_daily: "))
                .anyMatch(difference -> difference.startsWith("gold.kpi_daily as readers see it: "))
                .noneMatch(difference -> difference.startsWith("bronze."));
    }

    @Test
    void theTableCountsWhatWasNotEqual() {
        String table = FaultsTable.of(List.of(
                new Trial("land", "", List.of(), 2, 10),
                new Trial("land", "", List.of("silver.appeal: only here 1 rows"), 4, 12),
                new Trial("disk full", "", List.of(), 3, 9)));

        assertThat(table.lines().toList()).hasSize(4);
        assertThat(table.lines().toList().get(1)).matches("land +2 +1 +1 +4\\.0 +12\\.0");
        assertThat(table).endsWith("NOT EQUAL in 1 of 3 trials");
    }
}
