package dev.vitals.job.measure;

import dev.vitals.stats.LabelPatterns;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/** Collects what rows were labelled into encoded {@link LabelPatterns}; a row is its labels, one a line, in order. */
final class LabelsAggregator extends Aggregator<String, LabelsAggregator.Rows, byte[]> {
    private static final long serialVersionUID = 1L;

    /** What stands between two labels of a row. */
    static final String BETWEEN = "\n";

    /** How many rows were labelled so. */
    static final class Rows extends TreeMap<String, Long> {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Rows zero() {
        return new Rows();
    }

    @Override
    public Rows reduce(Rows rows, String labels) {
        if (labels != null && !labels.isEmpty()) {
            rows.merge(labels, 1L, Math::addExact);
        }
        return rows;
    }

    @Override
    public Rows merge(Rows a, Rows b) {
        b.forEach((labels, n) -> a.merge(labels, n, Math::addExact));
        return a;
    }

    @Override
    public byte[] finish(Rows rows) {
        LabelPatterns patterns = LabelPatterns.EMPTY;
        for (var row : rows.entrySet()) {
            TreeMap<String, Long> counts = new TreeMap<>();
            List.of(row.getKey().split(BETWEEN)).forEach(label -> counts.merge(label, 1L, Math::addExact));
            patterns = patterns.merge(LabelPatterns.ofUnits(counts, row.getValue()));
        }
        return patterns.encode();
    }

    @Override
    public Encoder<Rows> bufferEncoder() {
        return Encoders.javaSerialization(Rows.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }
}
