package dev.vitals.job.measure;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Collects the states of all KPIs of a fact table in one aggregate.
 *
 * <p>One for each state would turn every row into Java values some twenty times over for each of a dozen slices, which
 * is what a large night's time went into.
 */
final class StateAggregator extends Aggregator<Row, StatesBuffer, Row> {
    private static final long serialVersionUID = 1L;

    private final List<StateCollector.Beginning> beginnings;

    private StateAggregator(List<StateCollector.Beginning> beginnings) {
        this.beginnings = List.copyOf(beginnings);
    }

    /**
     * A struct with the bytes of each state, in their order.
     *
     * @param inputs types and names of the inputs, which the states know by position
     */
    static Column of(List<StateCollector.Beginning> beginnings, StructType inputs) {
        Column[] columns =
                List.of(inputs.fieldNames()).stream().map(functions::col).toArray(Column[]::new);
        return functions
                .udaf(new StateAggregator(beginnings), Encoders.row(inputs))
                .apply(columns);
    }

    @Override
    public StatesBuffer zero() {
        return new StatesBuffer(beginnings);
    }

    @Override
    public StatesBuffer reduce(StatesBuffer states, Row inputs) {
        return states.add(inputs);
    }

    @Override
    public StatesBuffer merge(StatesBuffer a, StatesBuffer b) {
        return a.merge(b);
    }

    @Override
    public Row finish(StatesBuffer states) {
        return states.toRow();
    }

    @Override
    public Encoder<StatesBuffer> bufferEncoder() {
        return Encoders.javaSerialization(StatesBuffer.class);
    }

    @Override
    public Encoder<Row> outputEncoder() {
        StructType states = new StructType();
        for (int i = 0; i < beginnings.size(); i++) {
            states = states.add("state" + i, DataTypes.BinaryType);
        }
        return Encoders.row(states);
    }
}
