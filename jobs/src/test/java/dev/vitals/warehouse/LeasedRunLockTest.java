package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock on a store outlives no run for long, and is never held by two. */
class LeasedRunLockTest {
    private static final Duration LONG_AGO = LeasedRunLock.LEASE.plusMinutes(1);

    @TempDir
    private Path root;

    private StateFolder state;
    private Path folder;

    @BeforeEach
    void openAStore() throws IOException {
        folder = Files.createDirectories(root.resolve("_vitals"));
        state = StateFolder.of(OtherFileSystem.configuration(), "other://" + root);
    }

    @Test
    void aRunThatWasNotHeardOfForALeaseIsDead() throws IOException {
        leftBehind("run 2026-01-04", LONG_AGO);

        assertThat(lock().holder()).isEmpty();
        RunLock.Held taken = lock().tryTake("run 2026-01-05").orElseThrow();
        assertThat(lock().holder()).hasValue("run 2026-01-05");
        assertThat(files()).hasSize(1);
        taken.release();
        assertThat(lock().holder()).isEmpty();
        assertThat(files()).hasSize(1);
    }

    @Test
    void aRunThatWasHeardOfALittleWhileAgoIsAlive() throws IOException {
        leftBehind("run 2026-01-04", LeasedRunLock.LEASE.minusMinutes(1));

        assertThat(lock().tryTake("run 2026-01-05")).isEmpty();
        assertThat(lock().holder()).hasValue("run 2026-01-04");
        assertThat(lock().clear()).isEmpty();
    }

    @Test
    void whatADeadRunLeftCanBeTakenAway() throws IOException {
        leftBehind("run 2026-01-04", LONG_AGO);

        assertThat(RunLock.health(state).detail())
                .isEqualTo("nobody's, now that the one of a dead run is gone: run 2026-01-04");
        assertThat(lock().holder()).isEmpty();
        assertThat(RunLock.health(state).detail()).isEqualTo("nobody's");
    }

    @Test
    void anOwnerWhoStoodStillFindsThatAnotherRunTookOver() throws IOException {
        RunLock.Held slow = lock().tryTake("run 2026-01-04").orElseThrow();
        setAge(files().get(0), LONG_AGO);

        RunLock.Held next = lock().tryTake("run 2026-01-05").orElseThrow();

        assertThat(slow.isHeld()).isFalse();
        assertThat(next.isHeld()).isTrue();
        slow.release();
        assertThat(lock().holder()).hasValue("run 2026-01-05");
        next.release();
    }

    @Test
    void aLeaseIsRenewedWhileItsOwnerLives() throws IOException {
        LeasedRunLock brief = new LeasedRunLock(state, Duration.ofMillis(1500));
        RunLock.Held held = brief.tryTake("run 2026-01-05").orElseThrow();

        for (int i = 0; i < 8; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            assertThat(brief.tryTake("run 2026-01-06")).isEmpty();
        }
        assertThat(held.isHeld()).isTrue();
        held.release();
    }

    /** Eight find the same dead run, or the same released lock, at the same moment, again and again. */
    @Test
    void ofManyWhoFindItFreeOneTakesIt() throws Exception {
        int many = 8;
        ExecutorService runs = Executors.newFixedThreadPool(many);
        try {
            for (int round = 0; round < 20; round++) {
                if (round % 2 == 0) {
                    for (Path file : files()) {
                        setAge(Files.writeString(file, "run 2026-01-04"), LONG_AGO);
                    }
                }
                CyclicBarrier together = new CyclicBarrier(many);
                List<Future<Optional<RunLock.Held>>> tries = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    tries.add(runs.submit(() -> {
                        together.await();
                        return lock().tryTake("run");
                    }));
                }
                List<RunLock.Held> taken = new ArrayList<>();
                for (Future<Optional<RunLock.Held>> each : tries) {
                    each.get().ifPresent(taken::add);
                }
                assertThat(taken).hasSizeLessThanOrEqualTo(1);
                for (RunLock.Held held : taken) {
                    held.release();
                }
            }
        } finally {
            runs.shutdownNow();
        }
    }

    private LeasedRunLock lock() {
        return new LeasedRunLock(state, LeasedRunLock.LEASE);
    }

    private void leftBehind(String holder, Duration age) throws IOException {
        Path file = folder.resolve("run.lock.7");
        Files.writeString(file, holder + "\nsome token\n");
        setAge(file, age);
    }

    private static void setAge(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("run.lock."))
                    .toList();
        }
    }
}
