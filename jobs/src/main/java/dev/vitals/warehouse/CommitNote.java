package dev.vitals.warehouse;

import java.util.function.Supplier;
import org.apache.spark.sql.RuntimeConfig;
import scala.Option;

/** What commits say of themselves in the history of their tables, besides that they are ours. */
final class CommitNote {
    private static final String CONF = "spark.databricks.delta.commitInfo.userMetadata";

    private CommitNote() {}

    /** The note of a kind of work, such as {@code erase}, and of what tells this one from others. */
    static String of(String... words) {
        return TableLog.OURS + " " + String.join(" ", words);
    }

    /** Works with a note on each commit. */
    static <T> T with(Warehouse warehouse, String note, Supplier<T> work) {
        RuntimeConfig conf = warehouse.spark().conf();
        Option<String> before = conf.getOption(CONF);
        conf.set(CONF, note);
        try {
            return work.get();
        } finally {
            conf.unset(CONF);
            before.foreach(ours -> {
                conf.set(CONF, ours);
                return null;
            });
        }
    }
}
