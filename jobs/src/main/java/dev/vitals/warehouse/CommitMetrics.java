package dev.vitals.warehouse;

import dev.vitals.warehouse.landing.DataFile;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import scala.jdk.javaapi.CollectionConverters;

/** What a commit says of itself in the history of a table, under the names that Delta's own writer uses. */
final class CommitMetrics {
    private CommitMetrics() {}

    static scala.collection.immutable.Map<String, SQLMetric> of(SparkContext spark, List<DataFile> files) {
        return scala.collection.immutable.Map.from(CollectionConverters.asScala(Map.of(
                "numFiles", metric(spark, files.size()),
                "numOutputRows",
                        metric(spark, files.stream().mapToLong(DataFile::rows).sum()),
                "numOutputBytes",
                        metric(spark, files.stream().mapToLong(DataFile::bytes).sum()))));
    }

    private static SQLMetric metric(SparkContext spark, long value) {
        SQLMetric metric = SQLMetrics.createMetric(spark, "written");
        metric.set(value);
        return metric;
    }
}
