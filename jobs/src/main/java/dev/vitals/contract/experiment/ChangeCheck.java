package dev.vitals.contract.experiment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Knows which KPIs a change can be judged by. */
@FunctionalInterface
public interface ChangeCheck {
    /**
     * What speaks against a KPI, and what to do; empty where nothing does.
     *
     * @param columns by which its facts must be told apart; none for a change for everyone
     */
    Optional<String> problem(String kpi, List<String> columns);

    /** Dimensions by which gold has slices of a KPI, one at a time. */
    default List<String> slices(String kpi) {
        return List.of();
    }

    /** Unit of a KPI's numbers: share, seconds, or a plural noun phrase. */
    default String unit(String kpi) {
        return "number";
    }

    /** How many days a KPI waits for labels that come late; empty of one that waits for none. */
    default OptionalInt waitsForLabels(String kpi) {
        return OptionalInt.empty();
    }
}
