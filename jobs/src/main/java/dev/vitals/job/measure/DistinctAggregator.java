package dev.vitals.job.measure;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/** Counts distinct texts, or what sketches have counted, into a sketch; null is nobody. */
abstract class DistinctAggregator<T> extends Aggregator<T, SketchBuffer, byte[]> {
    private static final long serialVersionUID = 1L;

    private final int lgK;

    DistinctAggregator(int lgK) {
        this.lgK = lgK;
    }

    /** Over keys. */
    static final class OfKeys extends DistinctAggregator<String> {
        private static final long serialVersionUID = 1L;

        OfKeys(int lgK) {
            super(lgK);
        }

        @Override
        public SketchBuffer reduce(SketchBuffer buffer, String key) {
            return key == null ? buffer : buffer.add(key);
        }
    }

    /** Over sketches. */
    static final class OfSketches extends DistinctAggregator<byte[]> {
        private static final long serialVersionUID = 1L;

        OfSketches(int lgK) {
            super(lgK);
        }

        @Override
        public SketchBuffer reduce(SketchBuffer buffer, byte[] sketch) {
            return sketch == null ? buffer : buffer.merge(sketch);
        }
    }

    @Override
    public SketchBuffer zero() {
        return new SketchBuffer(lgK);
    }

    @Override
    public SketchBuffer merge(SketchBuffer a, SketchBuffer b) {
        return a.merge(b);
    }

    @Override
    public byte[] finish(SketchBuffer buffer) {
        return buffer.toBytes();
    }

    @Override
    public Encoder<SketchBuffer> bufferEncoder() {
        return Encoders.javaSerialization(SketchBuffer.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }
}
