package dev.vitals.job.measure;

import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeGroups;
import dev.vitals.stats.TimeHistogram;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/**
 * Collects durations into an encoded {@link TimeHistogram}. A row is one number: seconds times 16, plus the code of the
 * end, plus one; a negative number is no observation.
 */
final class DurationsAggregator extends Aggregator<Long, TimeHistogram.Builder, byte[]> {
    private static final long serialVersionUID = 1L;

    /** Rows that are no observation. */
    static final long NONE = -1L;

    /** Room for the codes of ends in a packed row. */
    static final int CODES = 16;

    @Override
    public TimeHistogram.Builder zero() {
        return TimeHistogram.builder();
    }

    @Override
    public TimeHistogram.Builder reduce(TimeHistogram.Builder histogram, Long packed) {
        if (packed < 0) {
            return histogram;
        }
        return histogram.add(TimeBins.bin(packed / CODES), (int) (packed % CODES) - 1, 1);
    }

    /** The time group of a packed row that is an observation. */
    static int timeGroup(long packed) {
        return TimeGroups.of(TimeBins.bin(packed / CODES), (int) (packed % CODES) - 1);
    }

    @Override
    public TimeHistogram.Builder merge(TimeHistogram.Builder a, TimeHistogram.Builder b) {
        return a.merge(b);
    }

    @Override
    public byte[] finish(TimeHistogram.Builder histogram) {
        return histogram.build().encode();
    }

    @Override
    public Encoder<TimeHistogram.Builder> bufferEncoder() {
        return Encoders.javaSerialization(TimeHistogram.Builder.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }
}
