package dev.vitals.report;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers with few digits: a page that reads them writes the same words as one that has all digits.
 *
 * <p>A chart of a year in twenty slices holds a hundred thousand numbers, of which nobody sees more than the first
 * digits.
 */
final class ShortNumber {
    private static final int MOST_DIGITS = 17;

    private ShortNumber() {}

    /** The number with {@code least} digits, or as many more as {@link Format} needs to word it the same. */
    static double of(double number, String unit, int least) {
        if (number == Math.rint(number)) {
            return number;
        }
        String words = Format.value(number, unit);
        for (int digits = least; digits < MOST_DIGITS; digits++) {
            double candidate =
                    BigDecimal.valueOf(number).round(new MathContext(digits)).doubleValue();
            if (Format.value(candidate, unit).equals(words)) {
                return candidate;
            }
        }
        return number;
    }
}
