package dev.vitals.job.measure;

import dev.vitals.stats.WorkByPerson;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Adds up what people did, as encoded {@link WorkByPerson}; a row is the hash of a person and an amount. */
final class WorkAggregator extends Aggregator<Row, WorkByPerson.Builder, byte[]> {
    private static final long serialVersionUID = 1L;

    private static final StructType ROW =
            new StructType().add("hash", DataTypes.LongType).add("amount", DataTypes.LongType);

    private WorkAggregator() {}

    /**
     * The work of all rows.
     *
     * @param hash bigint, of the person
     * @param amount bigint; null is no observation
     */
    static Column of(Column hash, Column amount) {
        return functions.udaf(new WorkAggregator(), Encoders.row(ROW)).apply(hash, amount);
    }

    @Override
    public WorkByPerson.Builder zero() {
        return new WorkByPerson.Builder();
    }

    @Override
    public WorkByPerson.Builder reduce(WorkByPerson.Builder work, Row row) {
        return row.isNullAt(1) ? work : work.add(row.getLong(0), row.getLong(1));
    }

    @Override
    public WorkByPerson.Builder merge(WorkByPerson.Builder a, WorkByPerson.Builder b) {
        return a.merge(b);
    }

    @Override
    public byte[] finish(WorkByPerson.Builder work) {
        return work.build().encode();
    }

    @Override
    public Encoder<WorkByPerson.Builder> bufferEncoder() {
        return Encoders.javaSerialization(WorkByPerson.Builder.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }
}
