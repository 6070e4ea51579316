package dev.vitals.job.measure;

import dev.vitals.stats.LabelPatterns;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/** How many rows were labelled alike; public because Spark makes the code that carries it between stages. */
public final class LabelsBuffer implements Serializable {
    /** What stands between two labels of a row. */
    static final String BETWEEN = "\n";

    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Long> rows = new TreeMap<>();

    /** @param labels of a row, in order; empty adds nothing */
    LabelsBuffer add(String labels) {
        if (!labels.isEmpty()) {
            rows.merge(labels, 1L, Math::addExact);
        }
        return this;
    }

    LabelsBuffer merge(LabelsBuffer other) {
        other.rows.forEach((labels, n) -> rows.merge(labels, n, Math::addExact));
        return this;
    }

    byte[] toBytes() {
        LabelPatterns patterns = LabelPatterns.EMPTY;
        for (var row : rows.entrySet()) {
            TreeMap<String, Long> counts = new TreeMap<>();
            List.of(row.getKey().split(BETWEEN)).forEach(label -> counts.merge(label, 1L, Math::addExact));
            patterns = patterns.merge(LabelPatterns.ofUnits(counts, row.getValue()));
        }
        return patterns.encode();
    }
}
