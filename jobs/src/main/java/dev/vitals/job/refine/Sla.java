package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.spark.sql.Column;

/** The time that a report may take, by its severity. */
final class Sla {
    static final Map<String, Duration> ALLOWANCE = Map.of(
            "critical", Duration.ofHours(1),
            "high", Duration.ofHours(4),
            "medium", Duration.ofHours(24),
            "low", Duration.ofHours(72));

    private Sla() {}

    /** When the allowance of a report ends; null where its severity is unknown. */
    static Column dueAt(Column createdAt, Column severity) {
        Column micros = lit(null).cast("bigint");
        for (Map.Entry<String, Duration> each : ALLOWANCE.entrySet()) {
            long allowance = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(each.getValue()));
            micros = when(severity.equalTo(each.getKey()), lit(allowance)).otherwise(micros);
        }
        return timestamp_micros(unix_micros(createdAt).plus(micros));
    }
}
