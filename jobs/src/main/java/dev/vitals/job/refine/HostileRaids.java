package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Marks what happened in a channel on a day on which {@link Incident} tells of a raid on it. */
final class HostileRaids {
    private HostileRaids() {}

    /**
     * Adds {@code has_hostile_raid}; what happened in no channel has none.
     *
     * @param date name of the column with the day of a row
     */
    static Dataset<Row> mark(Dataset<Row> rows, String date, Dataset<Row> incidents) {
        Dataset<Row> raided = incidents
                .filter(col("kind").equalTo("raid"))
                .select(
                        col("channel_id").as("_raided_channel_id"),
                        col("incident_date").as("_raided_date"),
                        lit(true).as("_raided"))
                .distinct();
        return rows.join(
                        broadcast(raided),
                        col("channel_id")
                                .equalTo(col("_raided_channel_id"))
                                .and(col(date).equalTo(col("_raided_date"))),
                        "left")
                .withColumn("has_hostile_raid", coalesce(col("_raided"), lit(false)))
                .drop("_raided_channel_id", "_raided_date", "_raided");
    }
}
