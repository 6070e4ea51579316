package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time writes to a warehouse, and a dead one is not waited for. */
class RunLockTest {
    private static final long PROCESS = ProcessHandle.current().pid();

    @TempDir
    private Path root;

    private StateFolder local;
    private StateFolder remote;

    @BeforeEach
    void openBothKindsOfFileSystem() {
        local = StateFolder.of(new Configuration(false), root.resolve("local").toString());
        remote = StateFolder.of(OtherFileSystem.configuration(), "other://" + root.resolve("remote"));
    }

    @Test
    void aSecondRunFailsAndNamesTheFirst() {
        for (StateFolder state : List.of(local, remote)) {
            try (RunLock first = RunLock.take(state, "run 2026-01-05")) {
                assertThatThrownBy(() -> RunLock.take(state, "run 2026-01-06"))
                        .isInstanceOf(WarehouseException.class)
                        .hasMessageContaining(
                                "Another run is writing to this warehouse (run 2026-01-05, process " + PROCESS)
                        .hasMessageContaining("Wait until it has ended");
            }
        }
    }

    @Test
    void theRunAfterTheFirstGetsTheLock() {
        for (StateFolder state : List.of(local, remote)) {
            RunLock.take(state, "run 2026-01-05").close();

            assertThatCanBeTaken(state);
        }
    }

    @Test
    void aRefusedRunLeavesTheLockOfTheFirst() {
        for (StateFolder state : List.of(local, remote)) {
            try (RunLock first = RunLock.take(state, "run 2026-01-05")) {
                for (int attempt = 0; attempt < 2; attempt++) {
                    assertThatThrownBy(() -> RunLock.take(state, "run 2026-01-06"))
                            .hasMessageContaining("(run 2026-01-05, process ");
                }
            }
        }
    }

    @Test
    void aRunMayWaitForTheOneBefore() throws InterruptedException {
        for (StateFolder state : List.of(local, remote)) {
            RunLock first = RunLock.take(state, "run 2026-01-05");
            Thread ending = new Thread(() -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
                first.close();
            });
            ending.start();

            RunLock.take(state, "run 2026-01-06", Duration.ofMinutes(1)).close();
            ending.join();
        }
    }

    @Test
    void aWaitThatWasInVainIsTold() {
        try (RunLock first = RunLock.take(local, "run 2026-01-05")) {
            assertThatThrownBy(() -> RunLock.take(local, "run 2026-01-06", Duration.ofSeconds(1)))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("It had not ended after 0 minutes of waiting");
        }
    }

    @Test
    void nobodyHoldsALockThatWasReleased() {
        for (StateFolder state : List.of(local, remote)) {
            RunLock.take(state, "run 2026-01-05").close();

            assertThat(RunLock.health(state)).isEqualTo(new TableHealth("run lock", true, "nobody's"));
        }
    }

    @Test
    void onALocalDiskTheFileOfADeadRunIsNoLock() throws IOException {
        Path lock = Files.createDirectories(root.resolve("local/_vitals")).resolve("run.lock");
        Files.writeString(lock, "run 2026-01-04, killed\n");

        assertThatCanBeTaken(local);
    }

    @Test
    void aRunOfAnotherProcessIsNamedToo() throws IOException, InterruptedException {
        Path lock = Files.createDirectories(root.resolve("local/_vitals")).resolve("run.lock");
        Process other = LockHolder.start(lock, "run 2026-01-05");
        try {
            assertThatThrownBy(() -> RunLock.take(local, "run 2026-01-06"))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("(run 2026-01-05, process ");
        } finally {
            other.destroyForcibly().waitFor();
        }

        assertThatCanBeTaken(local);
    }

    private static void assertThatCanBeTaken(StateFolder state) {
        try (RunLock lock = RunLock.take(state, "run 2026-01-05")) {
            RunLock.requireHeld(state);
            assertThat(RunLock.health(state).detail()).startsWith("held by run 2026-01-05, process " + PROCESS);
        }
    }

    /** The one that took over is asked of no more than the one that stood still. */
    @Test
    void whoWasTakenForDeadIsToldSo() throws IOException {
        try (RunLock lock = RunLock.take(remote, "run 2026-01-05")) {
            RunLock.requireHeld(remote);
            Files.writeString(root.resolve("remote/_vitals/run.lock.2"), "run 2026-01-06\n");

            assertThatThrownBy(() -> RunLock.requireHeld(remote))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("stood still for so long");
            RunLock.requireHeld(local);
        }
        RunLock.requireHeld(remote);
    }

    /** Holds the lock in a process of its own until that is killed. */
    static final class LockHolder {
        private LockHolder() {}

        static Process start(Path lock, String holder) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    LockHolder.class.getName(),
                    lock.getParent().getParent().toString(),
                    holder);
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            Process process = builder.start();
            // It says a word as soon as it has the lock.
            assertThat(process.inputReader().readLine()).isEqualTo("locked");
            return process;
        }

        /** Takes the lock of a warehouse (the first word) in the name of a holder (the second). */
        public static void main(String[] args) throws IOException {
            RunLock lock = RunLock.take(StateFolder.of(new Configuration(false), args[0]), args[1]);
            System.out.println("locked");
            // Nobody writes to it, so that this waits to be killed.
            System.in.read();
            lock.close();
        }
    }
}
