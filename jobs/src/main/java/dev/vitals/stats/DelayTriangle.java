package dev.vitals.stats;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many cases each day had, and how many of them got their label after how many days.
 *
 * <p>A day is the day of the event, such as an enforcement action; a label is what arrives later, at most once for each
 * case, such as its reversal. Triangles of different cases add up. The value is immutable; {@link Builder} collects
 * one. Cells that a reader could not yet have seen on some day are left out by {@link DelayedLabels}, so that one
 * triangle serves today and every day before.
 */
public final class DelayTriangle {
    private final TreeMap<LocalDate, Row> rows;

    private DelayTriangle(TreeMap<LocalDate, Row> rows) {
        this.rows = rows;
    }

    /** A builder that holds nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The triangle of the cases of both. */
    public DelayTriangle merge(DelayTriangle other) {
        return builder().merge(this).merge(other).build();
    }

    /** The cases of all days up to one. */
    public long casesUpTo(LocalDate last) {
        return rows.headMap(last, true).values().stream().mapToLong(Row::cases).sum();
    }

    /**
     * The labels of all days up to one that came with a delay of at most some days.
     *
     * @param age the longest delay in days, 0 or more
     */
    public long labelsUpTo(LocalDate last, int age) {
        return rows.headMap(last, true).values().stream()
                .mapToLong(row -> row.within(age))
                .sum();
    }

    NavigableMap<LocalDate, Row> rows() {
        return Collections.unmodifiableNavigableMap(rows);
    }

    /** One day: its cases, and its labels by delay. */
    record Row(long cases, long[] labels) {
        /** Labels with a delay of at most some days. */
        long within(long days) {
            return Arrays.stream(labels).limit(days + 1).sum();
        }

        long at(int delay) {
            return delay < labels.length ? labels[delay] : 0;
        }
    }

    /** Collects a {@link DelayTriangle}. */
    public static final class Builder {
        private static final int LONGEST = 3660;

        private final TreeMap<LocalDate, Long> cases = new TreeMap<>();
        private final TreeMap<LocalDate, long[]> labels = new TreeMap<>();

        private Builder() {}

        /**
         * Counts cases of a day, labelled or not.
         *
         * @return this builder
         */
        public Builder addCases(LocalDate day, long n) {
            Counts.checkCases(n);
            cases.merge(day, n, Math::addExact);
            return this;
        }

        /**
         * Counts labels of cases of a day.
         *
         * @param day the day of the cases, not of the labels
         * @param delay whole days from the day of the case to the day of the label, 0 or more
         * @return this builder
         */
        public Builder addLabels(LocalDate day, int delay, long n) {
            Counts.checkCases(n);
            if (delay < 0 || delay > LONGEST) {
                throw new IllegalArgumentException("a label of " + day + " came " + delay
                        + " days after its case; a delay lies between 0 and " + LONGEST + " days");
            }
            long[] row = labels.getOrDefault(day, new long[0]);
            row = delay < row.length ? row : Arrays.copyOf(row, delay + 1);
            row[delay] = Math.addExact(row[delay], n);
            labels.put(day, row);
            return this;
        }

        /** Counts all cases and labels of a triangle. */
        public Builder merge(DelayTriangle other) {
            other.rows.forEach((day, row) -> {
                addCases(day, row.cases);
                // From the longest on, so that a day's row grows once.
                for (int delay = row.labels.length - 1; delay >= 0; delay--) {
                    addLabels(day, delay, row.labels[delay]);
                }
            });
            return this;
        }

        /**
         * The triangle of all that was counted; the builder may be used further.
         *
         * @throws IllegalArgumentException if a day has more labels than cases
         */
        public DelayTriangle build() {
            TreeMap<LocalDate, Row> rows = new TreeMap<>();
            cases.forEach((day, n) -> rows.put(day, new Row(n, new long[0])));
            labels.forEach((day, row) -> {
                long n = cases.getOrDefault(day, 0L);
                if (Arrays.stream(row).sum() > n) {
                    throw new IllegalArgumentException(Arrays.stream(row).sum() + " labels of " + n + " cases on " + day
                            + "; a case has at most one label, so count its first one and count all cases of the day");
                }
                rows.put(day, new Row(n, row.clone()));
            });
            return new DelayTriangle(rows);
        }
    }
}
