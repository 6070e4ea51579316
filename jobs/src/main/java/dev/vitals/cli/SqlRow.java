package dev.vitals.cli;

import dev.vitals.warehouse.SqlQueries;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** A row of plain values by position, as a query or a reader gives it. */
record SqlRow(List<Object> values) {
    static Stream<SqlRow> of(SqlQueries sql, String query) {
        return sql.run(query, Integer.MAX_VALUE).rows().stream().map(SqlRow::new);
    }

    String text(int i) {
        return (String) values.get(i);
    }

    long whole(int i) {
        Long value = wholeOrNull(i);
        return value == null ? 0 : value;
    }

    Long wholeOrNull(int i) {
        Object value = values.get(i);
        if (value == null) {
            return null;
        }
        return value instanceof Number number ? number.longValue() : new BigDecimal(value.toString()).longValue();
    }

    Double real(int i) {
        return values.get(i) == null ? null : ((Number) values.get(i)).doubleValue();
    }

    boolean flag(int i) {
        return Boolean.TRUE.equals(values.get(i));
    }

    LocalDate day(int i) {
        return LocalDate.parse(values.get(i).toString());
    }
}
