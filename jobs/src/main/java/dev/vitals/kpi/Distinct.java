package dev.vitals.kpi;

import java.util.Map;
import java.util.function.UnaryOperator;

/** How many different people or things there are, however many rows each has. */
public sealed interface Distinct extends Statistic {
    @Override
    default String word() {
        return "distinct";
    }

    @Override
    default int clusterLanes() {
        return 0;
    }

    /**
     * Distinct keys, one per row; rows without a key are left out.
     *
     * @param key a text
     */
    record Keys(String key, String where) implements Distinct {
        @Override
        public Map<String, String> parts() {
            return Parts.of("key", key, "where", where);
        }

        @Override
        public Keys rewrite(UnaryOperator<String> on) {
            return new Keys(on.apply(key), on.apply(where));
        }
    }

    /**
     * Distinct keys that each row has already sketched; see {@link DistinctSketch}.
     *
     * @param sketch bytes of a sketch; null counts nothing
     */
    record Sketches(String sketch, String where) implements Distinct {
        @Override
        public Map<String, String> parts() {
            return Parts.of("sketch", sketch, "where", where);
        }

        @Override
        public Sketches rewrite(UnaryOperator<String> on) {
            return new Sketches(on.apply(sketch), on.apply(where));
        }
    }
}
