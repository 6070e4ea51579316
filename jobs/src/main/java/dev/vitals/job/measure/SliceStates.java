package dev.vitals.job.measure;

import java.io.Serializable;

/** What the rows of one day and slice add up to: sums, and the states of KPIs that are more than sums. */
final class SliceStates implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ExactSums sums;
    /** In the places of all states; null where no KPI asks for the state in such a slice. */
    private final StateCollector[] states;

    SliceStates(ExactSums sums, StateCollector[] states) {
        this.sums = sums;
        this.states = states;
    }

    ExactSums sums() {
        return sums;
    }

    StateCollector state(int at) {
        return states[at];
    }

    /** Adds what other rows of the same day and slice add up to. */
    SliceStates merge(SliceStates other) {
        sums.merge(other.sums);
        for (int i = 0; i < states.length; i++) {
            if (states[i] != null) {
                states[i].merge(other.states[i]);
            }
        }
        return this;
    }

    /** As it is kept. */
    Collected collected(SliceKey key) {
        byte[][] bytes = new byte[states.length][];
        for (int i = 0; i < states.length; i++) {
            bytes[i] = states[i] == null ? null : states[i].toBytes();
        }
        return new Collected(key, sums, bytes);
    }

    /**
     * All that was collected of a day and slice.
     *
     * @param states the bytes of each state; null where no KPI asks for it in such a slice
     */
    record Collected(SliceKey key, ExactSums sums, byte[][] states) implements Serializable {}
}
