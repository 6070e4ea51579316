package dev.vitals.kpi;

import dev.vitals.kpi.ClusterAmounts.Amount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A statistic whose state is a short list of sums over rows.
 *
 * <p>Every sum is of whole numbers or decimals, so that it is exact and the order of rows leaves no trace. Amounts are
 * taken to a millionth; one amount may not exceed a million millions.
 */
public sealed interface Moments extends Statistic {
    /**
     * Expressions to sum over the rows, {@link #where()} already in them; a sum over no rows, which SQL calls null, is
     * zero. What each one means says the statistic.
     */
    List<String> sums();

    /** Which of the sums are of the product of what two others add up, so that nobody has to multiply twice. */
    default List<Product> products() {
        return List.of();
    }

    /**
     * A sum of products; each row's factors are what it adds to two other sums.
     *
     * @param sum position of the sum
     * @param one position of the sum of the first factors
     * @param other position of the sum of the second factors
     */
    record Product(int sum, int one, int other) {}

    /** What a row adds to the totals of its cluster; empty where the number has no interval. */
    default Optional<ClusterAmounts> clusterAmounts() {
        return Optional.empty();
    }

    @Override
    default int clusterLanes() {
        return clusterAmounts().map(amounts -> amounts.sums().size()).orElse(0);
    }

    /**
     * How many rows there are, or how much is in them.
     *
     * @param events amount per row; 1 counts rows
     */
    record Count(String events, String where) implements Moments {
        @Override
        public String observed() {
            return "(" + where + ") AND (" + events + ") <> 0";
        }

        /** n. */
        @Override
        public List<String> sums() {
            return List.of(SqlText.when("(" + where + ") AND (" + events + ") IS NOT NULL", whole(events), "0L"));
        }

        @Override
        public String word() {
            return "count";
        }

        @Override
        public Map<String, String> parts() {
            return Parts.of("events", events, "where", where);
        }

        @Override
        public Count rewrite(UnaryOperator<String> on) {
            return new Count(on.apply(events), on.apply(where));
        }
    }

    /**
     * The share of rows for which a condition holds; where it is null it does not hold.
     *
     * @param numerator the condition
     */
    record Share(String numerator, String where) implements Moments {
        /** n, positives. */
        @Override
        public List<String> sums() {
            return List.of(
                    SqlText.when("(" + where + ")", "1L", "0L"),
                    SqlText.when("(" + where + ") AND (" + numerator + ")", "1L", "0L"));
        }

        @Override
        public Optional<ClusterAmounts> clusterAmounts() {
            return Optional.of(ClusterAmounts.of("(" + where + ")", Amount.flag(numerator), Amount.one()));
        }

        @Override
        public String word() {
            return "share";
        }

        @Override
        public Map<String, String> parts() {
            return Parts.of("numerator", numerator, "where", where);
        }

        @Override
        public Share rewrite(UnaryOperator<String> on) {
            return new Share(on.apply(numerator), on.apply(where));
        }
    }

    /**
     * Events per so much exposure. The sums of squares show whether events come in bursts.
     *
     * @param events whole number of events per row
     * @param exposure exposure per row
     * @param per exposure that the rate refers to, such as 1000 messages
     */
    record Rate(String events, String exposure, BigDecimal per, String where) implements Moments {
        /** n, events, exposure, events squared, events times exposure, exposure squared. */
        @Override
        public List<String> sums() {
            return Parts.pairSums(where, events, exposure);
        }

        @Override
        public List<Product> products() {
            return Parts.PAIR_PRODUCTS;
        }

        @Override
        public Optional<ClusterAmounts> clusterAmounts() {
            return Optional.of(ClusterAmounts.ofPair(where, events, exposure));
        }

        @Override
        public String word() {
            return "rate";
        }

        @Override
        public Map<String, String> parts() {
            return Parts.of("events", events, "exposure", exposure, "per", per.toPlainString(), "where", where);
        }

        @Override
        public Rate rewrite(UnaryOperator<String> on) {
            return new Rate(on.apply(events), on.apply(exposure), per, on.apply(where));
        }
    }

    /**
     * The mean of a value over the rows that have one.
     *
     * @param scale what the value is divided by at the end, so that it can be summed in whole numbers
     */
    record Mean(String value, BigDecimal scale, String where) implements Moments {
        @Override
        public String observed() {
            return "(" + where + ") AND (" + value + ") IS NOT NULL";
        }

        @Override
        public Optional<ClusterAmounts> clusterAmounts() {
            return Optional.of(ClusterAmounts.of(
                    observed(), Amount.of(Parts.amount(value), ClusterAmounts.MILLIONTHS), Amount.one()));
        }

        /** n, sum, sum of squares. */
        @Override
        public List<String> sums() {
            String condition = "(" + where + ") AND (" + value + ") IS NOT NULL";
            String amount = Parts.amount(value);
            return List.of(
                    SqlText.when(condition, "1L", "0L"),
                    SqlText.when(condition, amount, "0"),
                    SqlText.when(condition, Parts.product(amount, amount), "0"));
        }

        @Override
        public List<Product> products() {
            return List.of(new Product(2, 1, 1));
        }

        @Override
        public String word() {
            return "mean";
        }

        @Override
        public Map<String, String> parts() {
            return Parts.of("value", value, "scale", scale.toPlainString(), "where", where);
        }

        @Override
        public Mean rewrite(UnaryOperator<String> on) {
            return new Mean(on.apply(value), scale, on.apply(where));
        }
    }

    /**
     * The mean of values that each row has already added up.
     *
     * @param count number of values in the row
     * @param sum their sum
     * @param squares sum of their squares
     * @param scale what a value is divided by at the end; squares are divided by its square
     */
    record MeanOfSums(String count, String sum, String squares, BigDecimal scale, String where) implements Moments {
        @Override
        public String observed() {
            return "(" + where + ") AND (" + count + ") <> 0";
        }

        @Override
        public Optional<ClusterAmounts> clusterAmounts() {
            return Optional.of(ClusterAmounts.of(
                    "(" + where + ")",
                    Amount.of(Parts.amount(sum), ClusterAmounts.THOUSANDTHS),
                    Amount.of(whole(count), 1)));
        }

        /** n, sum, sum of squares. */
        @Override
        public List<String> sums() {
            String condition = "(" + where + ")";
            return List.of(
                    SqlText.when(condition, whole(count), "0L"),
                    SqlText.when(condition, Parts.amount(sum), "0"),
                    SqlText.when(condition, Parts.square(squares), "0"));
        }

        @Override
        public String word() {
            return "mean";
        }

        @Override
        public Map<String, String> parts() {
            return Parts.of(
                    "count", count, "sum", sum, "squares", squares, "scale", scale.toPlainString(), "where", where);
        }

        @Override
        public MeanOfSums rewrite(UnaryOperator<String> on) {
            return new MeanOfSums(on.apply(count), on.apply(sum), on.apply(squares), scale, on.apply(where));
        }
    }

    /**
     * One total divided by another, such as decisions per hour. A row is the unit that varies: rows that lack either
     * amount are left out.
     *
     * @param per what the quotient is multiplied by, such as 3600 to turn seconds into hours
     */
    record Ratio(String numerator, String denominator, BigDecimal per, String where) implements Moments {
        /** n, numerator a, denominator b, aa, ab, bb. */
        @Override
        public List<String> sums() {
            return Parts.pairSums(where, numerator, denominator);
        }

        @Override
        public List<Product> products() {
            return Parts.PAIR_PRODUCTS;
        }

        @Override
        public Optional<ClusterAmounts> clusterAmounts() {
            return Optional.of(ClusterAmounts.ofPair(where, numerator, denominator));
        }

        @Override
        public String word() {
            return "ratio";
        }

        @Override
        public Map<String, String> parts() {
            return Parts.of(
                    "numerator", numerator, "denominator", denominator, "per", per.toPlainString(), "where", where);
        }

        @Override
        public Ratio rewrite(UnaryOperator<String> on) {
            return new Ratio(on.apply(numerator), on.apply(denominator), per, on.apply(where));
        }
    }

    /**
     * The share of what a sample stands for: each row counts with its weight, one over its probability to be drawn.
     *
     * @param numerator the condition; where it is null it does not hold
     * @param sampled which rows were drawn, of which the share looks at those of {@code where}; empty where these are all
     *     that were drawn
     */
    record WeightedShare(String numerator, String weight, String where, Optional<String> sampled) implements Moments {
        @Override
        public String where() {
            return sampled.map(drawn -> "(" + drawn + ") AND (" + where + ")").orElse(where);
        }

        @Override
        public String observed() {
            return "(" + where() + ") AND (" + weight + ") IS NOT NULL";
        }

        /** n, positives, weights w, weights of positives wy, squared weights ww, squared weights of positives wwy. */
        @Override
        public List<String> sums() {
            String condition = observed();
            String positive = condition + " AND (" + numerator + ")";
            String amount = Parts.weight(weight);
            String square = Parts.product(amount, amount);
            return List.of(
                    SqlText.when(condition, "1L", "0L"),
                    SqlText.when(positive, "1L", "0L"),
                    SqlText.when(condition, amount, "0"),
                    SqlText.when(positive, amount, "0"),
                    SqlText.when(condition, square, "0"),
                    SqlText.when(positive, square, "0"));
        }

        @Override
        public Optional<ClusterAmounts> clusterAmounts() {
            Amount all = Amount.of(Parts.weight(weight), ClusterAmounts.MILLIONTHS);
            if (sampled.isEmpty()) {
                return Optional.of(ClusterAmounts.of(observed(), Amount.one(), all.where(numerator), all));
            }
            String drawn = "(" + sampled.get() + ") AND (" + weight + ") IS NOT NULL";
            Amount part = all.where(where);
            return Optional.of(
                    ClusterAmounts.of(drawn, Amount.one(), part.where(numerator), part, all.where(numerator), all));
        }

        @Override
        public String word() {
            return "weighted_share";
        }

        @Override
        public Map<String, String> parts() {
            Map<String, String> parts = Parts.of("numerator", numerator, "weight", weight, "where", where);
            return sampled.map(drawn -> Parts.with(parts, "sampled", drawn)).orElse(parts);
        }

        @Override
        public WeightedShare rewrite(UnaryOperator<String> on) {
            return new WeightedShare(on.apply(numerator), on.apply(weight), on.apply(where), sampled.map(on));
        }
    }

    private static String whole(String expression) {
        return "CAST((" + expression + ") AS BIGINT)";
    }
}
