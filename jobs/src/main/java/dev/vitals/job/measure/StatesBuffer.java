package dev.vitals.job.measure;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The states of a day and slice side by side; public because Spark makes the code that carries it between stages. */
public final class StatesBuffer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final StateCollector[] collectors;

    StatesBuffer(List<StateCollector.Beginning> beginnings) {
        this.collectors =
                beginnings.stream().map(StateCollector.Beginning::begin).toArray(StateCollector[]::new);
    }

    StatesBuffer add(Row inputs) {
        for (StateCollector collector : collectors) {
            collector.add(inputs);
        }
        return this;
    }

    StatesBuffer merge(StatesBuffer other) {
        for (int i = 0; i < collectors.length; i++) {
            collectors[i].merge(other.collectors[i]);
        }
        return this;
    }

    /** The states as bytes, one column each. */
    Row toRow() {
        Object[] states = new Object[collectors.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = collectors[i].toBytes();
        }
        return RowFactory.create(states);
    }
}
