package dev.vitals.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.cli.Main;
import dev.vitals.contract.Contracts;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that is submitted to a Spark master with two workers, each in a process of its own, one of whose executors is killed. */
class StandaloneClusterTest {
    private static final long FIVE_SECONDS = 5_000_000_000L;

    @Test
    void aNightOnAClusterThatLosesAnExecutorEqualsTheEmbeddedOne(@TempDir Path folder) {
        Warehouse session =
                Warehouse.at(SparkSessions.shared(), folder.resolve("session").toString(), Contracts.load());
        FaultWorld world = FaultWorld.make(folder, session, FewTables.nights());

        try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("spark"))) {
            List<Trial> losses = new ExecutorLosses(world, new References(world), cluster, FIVE_SECONDS)
                    .of(1, "test", new SplittableRandom(1));

            assertThat(losses)
                    .singleElement()
                    .satisfies(loss -> assertThat(loss.differences()).isEmpty());
        }
    }

    @Test
    void aMasterThatThereIsNotIsToldInOneSentence(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("_vitals"));

        VerbProcess verb = VerbProcess.start(
                Main.class.getName(),
                FaultWorld.KEY,
                folder,
                List.of("query", "select 1", "--warehouse", folder.toString(), "--master", "nonsense"));

        assertThat(verb.end()).isNotZero();
        assertThat(Trials.isOneSentence(verb.lines())).as(verb.text()).isTrue();
        assertThat(verb.text()).contains("Spark could not start with the master nonsense (");
    }
}
