package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.vitals.job.Days;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Carries values between Spark's rows and plain functions. */
final class Rows {
    private Rows() {}

    /** A time in a row, whichever Java type the session gives it. */
    static Instant instant(Row row, String column) {
        return instant((Object) row.getAs(column));
    }

    static Instant instant(Object value) {
        return value instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) value;
    }

    static String text(Row row, String column) {
        return row.getAs(column);
    }

    static boolean isTrue(Row row, String column) {
        return Boolean.TRUE.equals(row.getAs(column));
    }

    /** The elements of an array column; none where it is null. */
    static <T> List<T> list(Row row, String column) {
        int index = row.fieldIndex(column);
        return row.isNullAt(index) ? List.of() : row.getList(index);
    }

    /** The structs of an array column, each read by {@code reader}. */
    static <T> List<T> list(Row row, String column, Function<Row, T> reader) {
        return Rows.<Row>list(row, column).stream().map(reader).toList();
    }

    /** The UTC day of an instant. */
    static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** True where a date lies among the computed days. */
    static Column among(Column date, Days days) {
        return date.between(lit(days.from()), lit(days.to()));
    }

    static Column[] columns(String... names) {
        return columns(List.of(names));
    }

    static Column[] columns(List<String> names) {
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }

    static DataType type(String ddl) {
        return DataType.fromDDL(ddl);
    }
}
