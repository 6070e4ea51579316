package dev.vitals.contract.experiment;

import java.util.Optional;

/** Knows which KPIs a test can be judged by. */
@FunctionalInterface
public interface KpiCheck {
    /** What speaks against a KPI, added up by a column of its fact table, and what to do; empty where nothing does. */
    Optional<String> problem(String kpi, String unitColumn);
}
