package dev.vitals.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A linear axis from numbers to places on the page, with ticks at numbers that people count in.
 *
 * @param low number at {@code from}
 * @param high number at {@code to}
 * @param from place of the lowest number
 * @param to place of the highest number
 * @param ticks numbers to label, ascending
 */
record Scale(double low, double high, double from, double to, List<Double> ticks) {
    private static final double[] SECONDS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400, 172800,
        432000, 864000
    };
    private static final int MOST_TICKS = 4;
    private static final int MOST_DECIMALS = 2;

    /** An axis that holds all numbers from {@code low} to {@code high}, and 0 when that is near. */
    static Scale covering(double low, double high, String unit, double from, double to) {
        double bottom = low >= 0 && low < 0.6 * high ? 0 : low;
        double top = high > bottom ? high : bottom + Math.max(Math.abs(bottom) * 0.1, smallest(unit));
        double step = step((top - bottom) / MOST_TICKS, unit);
        double first = Math.floor(bottom / step) * step;
        double last = Math.ceil(top / step - 1e-9) * step;
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; first + i * step <= last + step / 2; i++) {
            ticks.add(clean(first + i * step));
        }
        return new Scale(first, last, from, to, List.copyOf(ticks));
    }

    private static double smallest(String unit) {
        return unit.equals("share") || Format.isScore(unit) ? 0.01 : 1;
    }

    private static double step(double least, String unit) {
        if (unit.equals("seconds")) {
            for (double step : SECONDS) {
                if (step >= least) {
                    return step;
                }
            }
        }
        double magnitude = Math.pow(10, Math.floor(Math.log10(least)));
        for (double digit : new double[] {1, 2, 5}) {
            if (digit * magnitude >= least * (1 - 1e-9)) {
                return digit * magnitude;
            }
        }
        return 10 * magnitude;
    }

    /** Without the dust of binary fractions, so that 0.30000000000000004 reads 0.3. */
    private static double clean(double number) {
        return Math.rint(number * 1e9) / 1e9;
    }

    /** Where a number lies; a number beyond the axis lies at its end. */
    double at(double number) {
        double share = (Math.min(Math.max(number, low), high) - low) / (high - low);
        return from + share * (to - from);
    }

    /** A place on the page, to a tenth of a unit. */
    static String place(double place) {
        String text = String.format(Locale.ROOT, "%.1f", place);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** The ticks with their labels, all in one unit and with the same number of decimals. */
    List<Tick> labelled(String unit) {
        double size = unit.equals("share") ? 0.01 : unit.equals("seconds") ? seconds() : 1;
        String name = unit.equals("share") ? "%" : unit.equals("seconds") ? " " + TIMES.get(size) : "";
        int decimals = Math.max(decimals(ticks.get(1) / size), decimals(ticks.get(0) / size));
        return ticks.stream()
                .map(tick -> new Tick(tick, String.format(Locale.ENGLISH, "%,." + decimals + "f", tick / size) + name))
                .toList();
    }

    /** A number on the axis and the text beside it. */
    record Tick(double number, String label) {}

    private static final Map<Double, String> TIMES = Map.of(1.0, "s", 60.0, "min", 3600.0, "h", 86400.0, "d");

    /** The largest unit of time of which the axis holds two, and in which its steps have few decimals: 10 s are no minutes. */
    private double seconds() {
        double step = ticks.get(1) - ticks.get(0);
        return Stream.of(86400.0, 3600.0, 60.0)
                .filter(size -> high >= 2 * size && decimals(step / size) <= MOST_DECIMALS)
                .findFirst()
                .orElse(1.0);
    }

    private static int decimals(double number) {
        return Math.max(
                0, BigDecimal.valueOf(clean(number)).stripTrailingZeros().scale());
    }
}
