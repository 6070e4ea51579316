package dev.vitals.oracle;

import java.util.HashMap;
import java.util.Map;

/** A row that KPIs look at, with the dimensions by which it can be sliced; what is not known is missing from the map. */
interface OracleFact {
    Map<String, String> dimensions();

    /** A map from name and value alternately, without those that are null. */
    static Map<String, String> dimensions(Object... namesAndValues) {
        Map<String, String> dimensions = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                dimensions.put((String) namesAndValues[i], namesAndValues[i + 1].toString());
            }
        }
        return dimensions;
    }
}
