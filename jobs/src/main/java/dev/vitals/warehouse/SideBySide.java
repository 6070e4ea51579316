package dev.vitals.warehouse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Does independent pieces of work side by side: planning and committing a small table keeps the driver busy and the tasks
 * idle, so that two or three at once cost hardly more than one.
 */
public final class SideBySide {
    private static final int AT_ONCE = 3;

    private SideBySide() {}

    /**
     * Does the work for every item and returns when all are done. Once a piece has failed no other is begun; the first failure is
     * thrown when those at work have ended.
     */
    public static <T> void forEach(List<T> items, Consumer<T> work) {
        forEach(items, (later, earlier) -> false, work);
    }

    /**
     * As {@link #forEach(List, Consumer)}, and for an item not before the work is done for those that it comes after.
     *
     * @param items no two equal, and each after all that it comes after
     * @param comesAfter whether the first comes after the second
     */
    static <T> void forEach(List<T> items, BiPredicate<T, T> comesAfter, Consumer<T> work) {
        if (items.size() < 2) {
            items.forEach(work);
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(AT_ONCE, items.size()));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Map<T, CompletableFuture<Void>> pieces = new LinkedHashMap<>();
        try {
            for (T item : items) {
                CompletableFuture<?>[] earlier = pieces.entrySet().stream()
                        .filter(piece -> comesAfter.test(item, piece.getKey()))
                        .map(Map.Entry::getValue)
                        .toArray(CompletableFuture[]::new);
                pieces.put(
                        item, CompletableFuture.allOf(earlier).thenRunAsync(() -> attempt(item, work, failure), pool));
            }
            CompletableFuture.allOf(pieces.values().toArray(CompletableFuture[]::new))
                    .get();
            if (failure.get() != null) {
                throw asRuntime(failure.get());
            }
        } catch (ExecutionException e) {
            throw asRuntime(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarehouseException("The run was interrupted; the next one takes up what is left.", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> void attempt(T item, Consumer<T> work, AtomicReference<Throwable> failure) {
        try {
            if (failure.get() == null) {
                work.accept(item);
            }
        } catch (Exception e) {
            // Not only unchecked ones: Spark throws others from Scala without declaring them.
            failure.compareAndSet(null, e);
        }
    }

    private static RuntimeException asRuntime(Throwable failure) {
        return failure instanceof RuntimeException cause
                ? cause
                : new WarehouseException(failure.getMessage(), failure);
    }
}
