package dev.vitals.kpi;

import dev.vitals.stats.LabelPatterns;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.WorkByPerson;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What has to be kept of a day and slice, so that days and slices can be added up without their rows.
 *
 * <p>Merging is associative and commutative to the last bit, {@link #empty} changes nothing, and equal states have
 * equal bytes.
 */
public sealed interface KpiState {
    /** The state of both; they must be of the same statistic. */
    KpiState merge(KpiState other);

    /**
     * The state of all, one at least: large ones in one go, others in pairs, so that no large one is copied for every small
     * one.
     */
    static KpiState merge(List<KpiState> all) {
        int half = all.size() / 2;
        if (half == 0) {
            return all.get(0);
        }
        if (all.stream().allMatch(Sketch.class::isInstance)) {
            return Sketch.ofAll(all.stream().map(Sketch.class::cast).toList());
        }
        if (all.stream().allMatch(Durations.class::isInstance)) {
            return Durations.ofAll(all.stream().map(Durations.class::cast).toList());
        }
        return merge(all.subList(0, half)).merge(merge(all.subList(half, all.size())));
    }

    /** The state as bytes, which {@link #decode} reads back. */
    byte[] encode();

    /** The state of no rows. */
    static KpiState empty(Statistic statistic) {
        if (statistic instanceof Moments moments) {
            return new Sums(Collections.nCopies(moments.sums().size(), BigDecimal.ZERO));
        }
        if (statistic instanceof Distinct) {
            return new Sketch(new DistinctSketch().toBytes());
        }
        if (statistic instanceof Concentration) {
            return new Work(WorkByPerson.NONE);
        }
        if (statistic instanceof Agreement) {
            return new Patterns(LabelPatterns.EMPTY);
        }
        return new Durations(TimeHistogram.EMPTY);
    }

    /**
     * The state that {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes were not written for such a statistic
     */
    static KpiState decode(Statistic statistic, byte[] bytes) {
        if (statistic instanceof Moments moments) {
            return new Sums(SumsCodec.decode(bytes, moments.sums().size()));
        }
        if (statistic instanceof Distinct) {
            DistinctSketch.read(bytes);
            return new Sketch(bytes);
        }
        if (statistic instanceof Concentration) {
            return new Work(WorkByPerson.decode(bytes));
        }
        if (statistic instanceof Agreement) {
            return new Patterns(LabelPatterns.decode(bytes));
        }
        return new Durations(TimeHistogram.decode(bytes));
    }

    /** Exact sums, in the order of {@link Moments#sums()}. */
    record Sums(List<BigDecimal> values) implements KpiState {
        public Sums {
            values = values.stream().map(Sums::plain).toList();
        }

        /**
         * Sums as a query yields them.
         *
         * @param values Long, Integer or BigDecimal; null for a sum over no rows
         */
        public static Sums of(List<? extends Number> values) {
            return new Sums(values.stream().map(Sums::exact).toList());
        }

        @Override
        public Sums merge(KpiState other) {
            if (!(other instanceof Sums that) || that.values.size() != values.size()) {
                throw mismatch(this, other);
            }
            return new Sums(IntStream.range(0, values.size())
                    .mapToObj(i -> values.get(i).add(that.values.get(i)))
                    .toList());
        }

        @Override
        public byte[] encode() {
            return SumsCodec.encode(values);
        }

        /** A sum that is a whole number by its meaning. */
        long whole(int index) {
            return values.get(index).longValueExact();
        }

        BigDecimal value(int index) {
            return values.get(index);
        }

        private static BigDecimal exact(Number value) {
            if (value == null) {
                return BigDecimal.ZERO;
            }
            if (value instanceof BigDecimal decimal) {
                return decimal;
            }
            if (value instanceof Long || value instanceof Integer) {
                return BigDecimal.valueOf(value.longValue());
            }
            throw new IllegalArgumentException("a sum of type "
                    + value.getClass().getSimpleName() + " is not exact; cast the expression to BIGINT or DECIMAL");
        }

        /** One form for equal numbers: no zeros behind the point, none before it taken away. */
        private static BigDecimal plain(BigDecimal value) {
            BigDecimal stripped = value.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

    /** Counts of durations by how they ended. */
    record Durations(TimeHistogram histogram) implements KpiState {
        private static Durations ofAll(List<Durations> all) {
            TimeHistogram.Builder builder = TimeHistogram.builder();
            all.forEach(each -> builder.merge(each.histogram));
            return new Durations(builder.build());
        }

        @Override
        public Durations merge(KpiState other) {
            if (!(other instanceof Durations that)) {
                throw mismatch(this, other);
            }
            return new Durations(histogram.merge(that.histogram));
        }

        @Override
        public byte[] encode() {
            return histogram.encode();
        }
    }

    /** How much each person did. */
    record Work(WorkByPerson byPerson) implements KpiState {
        @Override
        public Work merge(KpiState other) {
            if (!(other instanceof Work that)) {
                throw mismatch(this, other);
            }
            return new Work(byPerson.merge(that.byPerson));
        }

        @Override
        public byte[] encode() {
            return byPerson.encode();
        }
    }

    /** How often rows were labelled so and so. */
    record Patterns(LabelPatterns patterns) implements KpiState {
        @Override
        public Patterns merge(KpiState other) {
            if (!(other instanceof Patterns that)) {
                throw mismatch(this, other);
            }
            return new Patterns(patterns.merge(that.patterns));
        }

        @Override
        public byte[] encode() {
            return patterns.encode();
        }
    }

    /** The bytes of a {@link DistinctSketch}. */
    record Sketch(byte[] bytes) implements KpiState {
        /** A state from bytes that need not be in their final form, such as those of another engine's sketch. */
        public static Sketch of(byte[] bytes) {
            return new Sketch(new DistinctSketch().merge(bytes).toBytes());
        }

        private static Sketch ofAll(List<Sketch> all) {
            DistinctSketch sketch = new DistinctSketch();
            all.forEach(each -> sketch.merge(each.bytes));
            return new Sketch(sketch.toBytes());
        }

        @Override
        public Sketch merge(KpiState other) {
            if (!(other instanceof Sketch that)) {
                throw mismatch(this, other);
            }
            return ofAll(List.of(this, that));
        }

        @Override
        public byte[] encode() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sketch that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Sketch[" + bytes.length + " bytes]";
        }
    }

    private static IllegalArgumentException mismatch(KpiState one, KpiState other) {
        return new IllegalArgumentException("a state " + one + " can't be merged with " + other
                + ": they belong to different statistics; compute the older days again");
    }
}
