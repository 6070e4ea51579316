package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Up to where the warehouse is measured.
 *
 * @param asOf last day that was made visible; empty before the first night
 * @param throughBatch last landing batch that was taken in, 0 before the first
 */
record LastNight(Optional<LocalDate> asOf, long throughBatch) {
    static final String JOB = "night";

    static LastNight of(Warehouse warehouse) {
        Row row = warehouse
                .read("ops.job_run")
                .filter(col("job").equalTo(JOB).and(col("status").equalTo("succeeded")))
                .agg(max("as_of_date"), max("through_batch_id"))
                .first();
        return new LastNight(
                Optional.ofNullable(row.getDate(0)).map(java.sql.Date::toLocalDate),
                row.isNullAt(1) ? 0 : row.getLong(1));
    }
}
