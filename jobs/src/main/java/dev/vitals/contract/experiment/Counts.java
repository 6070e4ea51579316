package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlMap;
import java.math.BigDecimal;

/** Reads whole numbers that may be longer than an {@code int}. */
final class Counts {
    /** Up to which a floating point number has every whole one. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 53);

    private Counts() {}

    static long count(YamlMap map, String key, int least) {
        BigDecimal value = map.decimal(key);
        if (value.stripTrailingZeros().scale() > 0 || value.compareTo(BigDecimal.valueOf(least)) < 0) {
            throw map.error(
                    key, "must be a whole number of at least " + least + ", not " + value.toPlainString() + ".");
        }
        if (value.compareTo(MOST) > 0) {
            throw map.error(
                    key,
                    "is more than anybody counts, " + value.toPlainString() + "; at most " + MOST + " are told apart.");
        }
        return value.longValueExact();
    }
}
