package dev.vitals.job.measure;

import dev.vitals.stats.LabelPatterns;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/**
 * Collects what rows were labelled into encoded {@link LabelPatterns}; a row is its labels in order, joined by
 * {@link LabelsBuffer#BETWEEN}, and null is no row.
 */
final class LabelsAggregator extends Aggregator<String, LabelsBuffer, byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public LabelsBuffer zero() {
        return new LabelsBuffer();
    }

    @Override
    public LabelsBuffer reduce(LabelsBuffer buffer, String labels) {
        return labels == null ? buffer : buffer.add(labels);
    }

    @Override
    public LabelsBuffer merge(LabelsBuffer a, LabelsBuffer b) {
        return a.merge(b);
    }

    @Override
    public byte[] finish(LabelsBuffer buffer) {
        return buffer.toBytes();
    }

    @Override
    public Encoder<LabelsBuffer> bufferEncoder() {
        return Encoders.javaSerialization(LabelsBuffer.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }
}
