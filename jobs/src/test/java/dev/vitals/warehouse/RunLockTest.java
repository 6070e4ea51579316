package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time writes to a warehouse, and a dead one is not waited for. */
class RunLockTest {
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
                        .hasMessageContaining("Another run is writing to this warehouse (run 2026-01-05)")
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
                            .hasMessageContaining("(run 2026-01-05)");
                }
            }
        }
    }

    @Test
    void onALocalDiskTheFileOfADeadRunIsNoLock() throws IOException {
        Path lock = Files.createDirectories(root.resolve("local/_vitals")).resolve("run.lock");
        Files.writeString(lock, "run 2026-01-04, killed\n");

        assertThatCanBeTaken(local);
    }

    @Test
    void elsewhereTheFileOfADeadRunIsALockThatSaysHowToRemoveIt() throws IOException {
        Path file = Files.createDirectories(root.resolve("remote/_vitals")).resolve("run.lock");
        Files.writeString(file, "run 2026-01-04, killed\n");

        assertThatThrownBy(() -> RunLock.take(remote, "run 2026-01-05"))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("(run 2026-01-04, killed)")
                .hasMessageContaining("delete other:" + root.resolve("remote/_vitals/run.lock"));

        remote.delete("run.lock");
        assertThatCanBeTaken(remote);
    }

    @Test
    void aRunOfAnotherProcessIsNamedToo() throws IOException, InterruptedException {
        Path lock = Files.createDirectories(root.resolve("local/_vitals")).resolve("run.lock");
        Process other = LockHolder.start(lock, "run 2026-01-05");
        try {
            assertThatThrownBy(() -> RunLock.take(local, "run 2026-01-06"))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("(run 2026-01-05)");
        } finally {
            other.destroyForcibly().waitFor();
        }

        assertThatCanBeTaken(local);
    }

    private static void assertThatCanBeTaken(StateFolder state) {
        try (RunLock lock = RunLock.take(state, "run 2026-01-05")) {
            assertThat(state.readRaw("run.lock")).hasValue("run 2026-01-05\n");
        }
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
