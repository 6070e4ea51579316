package dev.vitals.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Does independent pieces of work side by side: planning and committing a small table keeps the driver busy and the tasks
 * idle, so that two or three at once cost hardly more than one.
 */
public final class SideBySide {
    private static final int AT_ONCE = 3;

    private SideBySide() {}

    /** Does the work for every item and returns when all are done; the first failure is thrown when the others ended. */
    public static <T> void forEach(List<T> items, Consumer<T> work) {
        if (items.size() < 2) {
            items.forEach(work);
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(AT_ONCE, items.size()));
        try {
            List<Future<?>> pieces = new ArrayList<>();
            items.forEach(item -> pieces.add(pool.submit(() -> work.accept(item))));
            RuntimeException failure = null;
            for (Future<?> piece : pieces) {
                try {
                    piece.get();
                } catch (ExecutionException e) {
                    failure = failure == null ? asRuntime(e) : failure;
                }
            }
            if (failure != null) {
                throw failure;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarehouseException("The run was interrupted; the next one takes up what is left.", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static RuntimeException asRuntime(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new WarehouseException(e.getMessage(), e);
    }
}
