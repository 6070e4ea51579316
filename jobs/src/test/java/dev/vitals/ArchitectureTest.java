package dev.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Holds every wall against the product, and against a planted violation that it must catch. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.vitals");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("dev.vitals.planted");

    @Test
    void everyClassHasARoom() {
        holds(Walls::everyClassHasARoom, "planted.attic.Lodger");
    }

    @Test
    void nothingPointsBack() {
        holds(walls -> walls.arrowsOf("contract"), "planted.contract.Planted$PointsBack");
        holds(walls -> walls.arrowsOf("stats"), "planted.stats.Planted$PointsBack");
        holds(walls -> walls.arrowsOf("sentiment"), "planted.sentiment.Planted$PointsBack");
        holds(walls -> walls.arrowsOf("simulate"), "planted.simulate.Planted$PointsBack");
        holds(walls -> walls.arrowsOf("kpi"), "planted.kpi.Planted$PointsBack");
        holds(walls -> walls.arrowsOf("report"), "planted.report.Planted$PointsBack");
        holds(walls -> walls.arrowsOf("job"), "planted.job.Planted$PointsBack");
        holds(walls -> walls.arrowsOf("warehouse"), "planted.warehouse.Planted$PointsBack");
    }

    @Test
    void definitionsNumbersAndPagesKnowNoEngine() {
        holds(
                Walls::noEngineOutsideJobs,
                "planted.contract.Planted$NamesSpark",
                "planted.kpi.Planted$NamesDelta",
                "planted.stats.Planted$NamesSpark",
                "planted.sentiment.Planted$NamesScala",
                "planted.report.Planted$NamesSpark",
                "planted.simulate.Planted$NamesHadoop");
    }

    @Test
    void thePureRoomsNeedLittle() {
        holds(walls -> walls.onlyNeeds("contract", "org.snakeyaml.engine.."), "planted.contract.Planted$NamesSpark");
        holds(walls -> walls.onlyNeeds("stats", "org.apache.commons.."), "planted.stats.Planted$NamesYaml");
        holds(walls -> walls.onlyNeeds("sentiment"), "planted.sentiment.Planted$NamesScala");
        holds(walls -> walls.onlyNeeds("kpi", "org.apache.datasketches.."), "planted.kpi.Planted$NamesDelta");
    }

    @Test
    void eachReaderOfTextHasItsRoom() {
        holds(walls -> walls.onlyIn("contract", "org.snakeyaml.engine.."), "planted.stats.Planted$NamesYaml");
        holds(walls -> walls.onlyIn("cli", "picocli.."), "planted.report.Planted$ReadsCommandLines");
    }

    @Test
    void onlyTheWarehouseHasASession() {
        holds(
                Walls::onlyTheWarehouseHasASession,
                "planted.job.Planted$TakesASession",
                "planted.cli.Planted$TakesASession");
    }

    @Test
    void jobsOpenAndWriteNothing() {
        holds(
                Walls::jobsOpenAndWriteNothing,
                "planted.job.Planted$TakesASession",
                "planted.job.Planted$Writes",
                "planted.job.Planted$KnowsAPath",
                "planted.job.Planted$KnowsAHadoopPath",
                "planted.job.Planted$KnowsAFile");
    }

    @Test
    void nobodyAsksTheTime() {
        holds(
                Walls::nobodyAsksTheTime,
                "planted.job.Planted$AsksSparkTheDay",
                "planted.job.Planted$HoldsAClock",
                "planted.report.Planted$AsksTheDay",
                "planted.report.Planted$AsksTheTimeByReference",
                "planted.simulate.Planted$AsksTheMilliseconds",
                "planted.stats.Planted$AsksForADate");
        holds(
                Walls::theWarehouseIsToldTheDay,
                "planted.warehouse.Planted$AsksTheDay",
                "planted.warehouse.Planted$MakesAClock");
    }

    @Test
    void theWarehouseMayStampRowsWithAnInstant() {
        Walls walls = new Walls("dev.vitals.planted");

        assertThat(violations(walls.theWarehouseIsToldTheDay())).noneMatch(line -> line.contains("StampsRows"));
        assertThat(violations(walls.nobodyAsksTheTime())).noneMatch(line -> line.contains("planted.warehouse"));
    }

    @Test
    void chanceHasASeed() {
        holds(
                Walls::chanceHasASeed,
                "planted.simulate.Planted$RollsDice",
                "planted.stats.Planted$RollsDice",
                "planted.job.Planted$RollsDice",
                "planted.kpi.Planted$NamesAnything");
        assertThat(violations(new Walls("dev.vitals.planted").chanceHasASeed()))
                .noneMatch(line -> line.contains("RollsSeededDice"));
    }

    @Test
    void theProcessBelongsToTheLauncher() {
        holds(
                Walls::theProcessBelongsToTheLauncher,
                "planted.report.Planted$LeavesTheHouse",
                "planted.report.Planted$AsksTheZone",
                "planted.warehouse.Planted$Sleeps");
    }

    @Test
    void aSoundClassOfEachRoomPassesEveryWall() {
        Walls walls = new Walls("dev.vitals.planted");
        List<ArchRule> all = List.of(
                walls.everyClassHasARoom(),
                walls.noEngineOutsideJobs(),
                walls.onlyTheWarehouseHasASession(),
                walls.jobsOpenAndWriteNothing(),
                walls.nobodyAsksTheTime(),
                walls.theWarehouseIsToldTheDay(),
                walls.chanceHasASeed(),
                walls.theProcessBelongsToTheLauncher());

        for (ArchRule rule : all) {
            assertThat(violations(rule)).noneMatch(line -> line.contains("$Sound"));
        }
    }

    /** The product keeps the rule, and each of the planted classes is caught by it. */
    private static void holds(Function<Walls, ArchRule> wall, String... caught) {
        wall.apply(new Walls("dev.vitals")).check(PRODUCT);

        List<String> violations = violations(wall.apply(new Walls("dev.vitals.planted")));
        assertThat(Arrays.asList(caught))
                .allSatisfy(planted -> assertThat(violations)
                        .as("violations found among the planted ones")
                        .anyMatch(line -> line.contains("dev.vitals." + planted)));
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(PLANTED).getFailureReport().getDetails();
    }
}
