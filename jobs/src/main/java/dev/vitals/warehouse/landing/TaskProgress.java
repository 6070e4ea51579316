package dev.vitals.warehouse.landing;

import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.WarehouseException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;

/** Waits for a Spark job and says meanwhile how many of its tasks are done. */
final class TaskProgress {
    private static final long LOOK_EVERY_MILLIS = 500;

    private TaskProgress() {}

    /**
     * Runs the work.
     *
     * @param bytes what all tasks read together, to say how fast that goes
     */
    static <T> List<T> collect(JavaRDD<T> work, String what, long bytes, Progress progress) {
        long startedAt = System.nanoTime();
        int tasks = work.getNumPartitions();
        JavaFutureAction<List<T>> running = work.collectAsync();
        JavaSparkStatusTracker tracker =
                JavaSparkContext.fromSparkContext(work.context()).statusTracker();
        int said = 0;
        try {
            while (true) {
                try {
                    return running.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillRunning) {
                    int done = done(running, tracker);
                    if (done > said && done < tasks) {
                        double megabytes = bytes * 1e-6 * done / tasks;
                        double seconds = (System.nanoTime() - startedAt) * 1e-9;
                        progress.at("%s, %.1f MB/s".formatted(what, megabytes / seconds), done, tasks);
                        said = done;
                    }
                }
            }
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new WarehouseException("The run was interrupted; the next one starts the batch afresh.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new WarehouseException(
                            "Reading the landing files failed: " + e.getCause().getMessage(), e);
        }
    }

    private static <T> int done(JavaFutureAction<List<T>> running, JavaSparkStatusTracker tracker) {
        int done = 0;
        for (int job : running.jobIds()) {
            SparkJobInfo info = tracker.getJobInfo(job);
            for (int stage : info == null ? new int[0] : info.stageIds()) {
                SparkStageInfo stageInfo = tracker.getStageInfo(stage);
                done += stageInfo == null ? 0 : stageInfo.numCompletedTasks();
            }
        }
        return done;
    }
}
