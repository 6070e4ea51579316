package dev.vitals.job.compare;

import java.util.Comparator;
import org.apache.spark.sql.Row;

/** Units of a variant that are analysed as one; cluster and stratum are null where the test is not compared by them. */
record Part(String variant, String cluster, String stratum) {
    static final Comparator<Part> ORDER = Comparator.comparing(Part::variant)
            .thenComparing(Part::cluster, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Part::stratum, Comparator.nullsFirst(Comparator.naturalOrder()));

    static Part of(Row row) {
        return new Part(row.getAs("variant"), row.getAs("cluster"), row.getAs("stratum"));
    }
}
