package dev.vitals.kpi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Quantiles of durations that have all ended; rows without a duration are left out.
 *
 * @param seconds whole seconds, 0 or more
 * @param quantiles shares, ascending, above 0; 1 asks for the longest
 */
public record Quantile(String seconds, String where, List<Double> quantiles) implements Statistic {
    @Override
    public String observed() {
        return "(" + where + ") AND (" + seconds + ") >= 0";
    }

    public Quantile {
        quantiles = List.copyOf(quantiles);
    }

    @Override
    public String word() {
        return "quantile";
    }

    /** Counts by time cell. */
    @Override
    public int clusterLanes() {
        return 1;
    }

    @Override
    public Map<String, String> parts() {
        return Parts.of("seconds", seconds, "where", where, "quantiles", text(quantiles));
    }

    @Override
    public Quantile rewrite(UnaryOperator<String> on) {
        return new Quantile(on.apply(seconds), on.apply(where), quantiles);
    }

    /** {@code p50} for 0.5, {@code p99_9} for 0.999, {@code max} for 1. */
    static String name(double quantile) {
        return quantile == 1
                ? "max"
                : "p"
                        + BigDecimal.valueOf(quantile)
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString()
                                .replace('.', '_');
    }

    static String text(List<Double> quantiles) {
        return quantiles.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
