package dev.vitals.job.measure;

import dev.vitals.stats.ClusterTotals;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeGroups;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.WorkByPerson;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/** Collects from rows one of the states that a day and slice keep; where its inputs are null a row adds nothing. */
interface StateCollector extends Serializable {
    /** Room for the codes of ends in a duration that is packed into one number. */
    int CODES = 16;

    /** Adds a row. */
    void add(RowValues inputs);

    /** Adds what a collector of the same kind has collected. */
    void merge(StateCollector other);

    /** The state as it is kept. */
    byte[] toBytes();

    /** Begins a state of no rows. */
    @FunctionalInterface
    interface Beginning extends Serializable {
        StateCollector begin();
    }

    /**
     * Durations, as {@link TimeHistogram}.
     *
     * @param packed position of a bigint: seconds times {@value #CODES}, plus the code of the end, plus one
     */
    record Durations(int packed, TimeHistogram.Builder durations) implements StateCollector {
        static Beginning of(int packed) {
            return () -> new Durations(packed, TimeHistogram.builder());
        }

        @Override
        public void add(RowValues inputs) {
            if (!inputs.isNullAt(packed)) {
                long duration = inputs.number(packed);
                durations.add(bin(duration), code(duration), 1);
            }
        }

        @Override
        public void merge(StateCollector other) {
            durations.merge(((Durations) other).durations);
        }

        @Override
        public byte[] toBytes() {
            return durations.build().encode();
        }

        private static int bin(long packed) {
            return TimeBins.bin(packed / CODES);
        }

        private static int code(long packed) {
            return (int) (packed % CODES) - 1;
        }
    }

    /**
     * Numbers of cases by time group and cluster, as {@link ClusterTotals}.
     *
     * @param hash position of an int, the hash of the cluster
     * @param packed position of a duration, as in {@link Durations}
     */
    record ClusterDurations(int hash, int packed, ClusterTotals.Builder totals) implements StateCollector {
        static Beginning of(int hash, int packed) {
            return () -> new ClusterDurations(hash, packed, new ClusterTotals.Builder(1));
        }

        @Override
        public void add(RowValues inputs) {
            if (!inputs.isNullAt(packed)) {
                long duration = inputs.number(packed);
                totals.add(
                        TimeGroups.of(Durations.bin(duration), Durations.code(duration)), (int) inputs.number(hash), 1);
            }
        }

        @Override
        public void merge(StateCollector other) {
            totals.merge(((ClusterDurations) other).totals);
        }

        @Override
        public byte[] toBytes() {
            return totals.build().encode();
        }
    }

    /**
     * Totals of amounts by stratum and cluster, as {@link ClusterTotals}. Rows that add nothing to any lane are no rows:
     * their cluster has no part in the number.
     *
     * @param hash position of an int, the hash of the cluster
     * @param stratum position of an int, or {@link #NO_STRATA}
     * @param lanes positions of bigints, the amounts
     */
    record ClusterAmounts(int hash, int stratum, int[] lanes, ClusterTotals.Builder totals) implements StateCollector {
        static final int NO_STRATA = -1;

        static Beginning of(int hash, int stratum, int[] lanes) {
            return () -> new ClusterAmounts(hash, stratum, lanes, new ClusterTotals.Builder(lanes.length));
        }

        @Override
        public void add(RowValues inputs) {
            long[] amounts = new long[lanes.length];
            boolean isNothing = true;
            for (int lane = 0; lane < lanes.length; lane++) {
                amounts[lane] = inputs.isNullAt(lanes[lane]) ? 0 : inputs.number(lanes[lane]);
                isNothing &= amounts[lane] == 0;
            }
            if (!isNothing) {
                totals.add(stratum == NO_STRATA ? 0 : (int) inputs.number(stratum), (int) inputs.number(hash), amounts);
            }
        }

        @Override
        public void merge(StateCollector other) {
            totals.merge(((ClusterAmounts) other).totals);
        }

        @Override
        public byte[] toBytes() {
            return totals.build().encode();
        }
    }

    /**
     * Distinct texts, as a sketch.
     *
     * @param key position of a string
     */
    record Keys(int key, SketchBuffer sketch) implements StateCollector {
        static Beginning of(int key, int lgK) {
            return () -> new Keys(key, new SketchBuffer(lgK));
        }

        @Override
        public void add(RowValues inputs) {
            if (!inputs.isNullAt(key)) {
                sketch.add(inputs.bytes(key));
            }
        }

        @Override
        public void merge(StateCollector other) {
            sketch.merge(((Keys) other).sketch);
        }

        @Override
        public byte[] toBytes() {
            return sketch.toBytes();
        }
    }

    /**
     * Distinct texts that sketches have counted, as a sketch.
     *
     * @param bytes position of a binary
     */
    record Sketches(int bytes, SketchBuffer sketch) implements StateCollector {
        static Beginning of(int bytes, int lgK) {
            return () -> new Sketches(bytes, new SketchBuffer(lgK));
        }

        @Override
        public void add(RowValues inputs) {
            if (!inputs.isNullAt(bytes)) {
                sketch.merge(inputs.bytes(bytes));
            }
        }

        @Override
        public void merge(StateCollector other) {
            sketch.merge(((Sketches) other).sketch);
        }

        @Override
        public byte[] toBytes() {
            return sketch.toBytes();
        }
    }

    /**
     * What each person did, as {@link WorkByPerson}.
     *
     * @param person position of a bigint, the hash of the person
     * @param amount position of a bigint
     */
    record Work(int person, int amount, WorkByPerson.Builder work) implements StateCollector {
        static Beginning of(int person, int amount) {
            return () -> new Work(person, amount, new WorkByPerson.Builder());
        }

        @Override
        public void add(RowValues inputs) {
            if (!inputs.isNullAt(amount)) {
                work.add(inputs.number(person), inputs.number(amount));
            }
        }

        @Override
        public void merge(StateCollector other) {
            work.merge(((Work) other).work);
        }

        @Override
        public byte[] toBytes() {
            return work.build().encode();
        }
    }

    /**
     * What rows were labelled, as {@link dev.vitals.stats.LabelPatterns}.
     *
     * @param text position of a string: the labels of a row in order, joined by {@link LabelsBuffer#BETWEEN}
     */
    record Labels(int text, LabelsBuffer labels) implements StateCollector {
        static Beginning of(int text) {
            return () -> new Labels(text, new LabelsBuffer());
        }

        @Override
        public void add(RowValues inputs) {
            if (!inputs.isNullAt(text)) {
                labels.add(new String(inputs.bytes(text), StandardCharsets.UTF_8));
            }
        }

        @Override
        public void merge(StateCollector other) {
            labels.merge(((Labels) other).labels);
        }

        @Override
        public byte[] toBytes() {
            return labels.toBytes();
        }
    }
}
