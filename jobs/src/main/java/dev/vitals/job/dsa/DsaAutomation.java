package dev.vitals.job.dsa;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.vitals.contract.TableContract;
import dev.vitals.contract.dsa.DsaLines;
import dev.vitals.contract.dsa.DsaValue;
import dev.vitals.job.Days;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.FactMeasure;
import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How often automated means are right, from audits of the period, by the KPIs of that name.
 *
 * <p>The whole and the languages take all audits; the own initiative leaves out what a notice led to, and notices take
 * nothing else. An audit does not say whether the notice came from a trusted flagger.
 */
final class DsaAutomation {
    /** KPI by indicator. */
    static final Map<String, String> KPIS = Map.of(
            DsaLines.ACCURACY, "automated_accuracy",
            DsaLines.PRECISION, "automated_precision",
            DsaLines.RECALL, "automated_recall");

    private static final String TABLE = "silver.audit_item";

    private final DsaFacts facts;
    private final TableContract contract;
    private final List<KpiDefinition> kpis;
    private final LocalDate asOf;

    /**
     * @param contract of the audited items
     * @param kpis definitions by id
     * @param asOf last day whose events the facts take in
     */
    DsaAutomation(DsaFacts facts, TableContract contract, Map<String, KpiDefinition> kpis, LocalDate asOf) {
        this.facts = facts;
        this.contract = contract;
        this.kpis = KPIS.values().stream().map(kpis::get).toList();
        this.asOf = asOf;
    }

    /** An estimate and what it rests on; the value is null without an audit that tells. */
    record Quality(Double value, DsaValue.Basis basis) {}

    /** Qualities by scope and indicator. */
    Map<String, Map<String, Quality>> byScope(Set<String> languages) {
        Column isNotified = coalesce(col("trigger").isin(notified()), lit(false));
        Map<String, Map<String, Quality>> scopes = new TreeMap<>();
        measured(facts.of(TABLE, "audit_date"), languages)
                .forEach((language, qualities) ->
                        scopes.put(language.isEmpty() ? DsaLines.TOTAL_NUMBER : language, qualities));
        Column isOfReport = col("frame").equalTo("no_action");
        scopes.put(
                DsaLines.OWN_INITIATIVE,
                measured(facts.of(TABLE, "audit_date").filter(not(isNotified.or(isOfReport))), Set.of())
                        .get(""));
        scopes.put(
                DsaLines.ALL_NOTICES,
                measured(facts.of(TABLE, "audit_date").filter(isNotified.or(isOfReport)), Set.of())
                        .get(""));
        return scopes;
    }

    private Object[] notified() {
        return facts.taxonomy().triggers().entrySet().stream()
                .filter(trigger -> !trigger.getValue().isOwnInitiative())
                .map(Map.Entry::getKey)
                .toArray();
    }

    /** Qualities by language, and of all under no language. */
    private Map<String, Map<String, Quality>> measured(Dataset<Row> audits, Set<String> languages) {
        LocalDate from = facts.period().from();
        LocalDate to = facts.period().to().isAfter(asOf) ? asOf : facts.period().to();
        List<Cell> cells = new FactMeasure(contract, kpis)
                .cells(
                        table -> audits,
                        new Days(from, to, asOf),
                        from.datesUntil(to.plusDays(1)).collect(Collectors.toSet()));
        Map<String, Map<String, Quality>> measured = new TreeMap<>();
        KPIS.forEach((indicator, id) -> {
            Map<String, List<Cell>> byLanguage = new TreeMap<>(Map.of("", new ArrayList<>()));
            for (Cell cell : cells) {
                String language = cell.slice().getOrDefault("language", "");
                boolean isWanted = cell.slice().isEmpty() || (cell.slice().size() == 1 && languages.contains(language));
                if (isWanted && cell.kpi().equals(id) && cell.state() != null) {
                    byLanguage
                            .computeIfAbsent(language, key -> new ArrayList<>())
                            .add(cell);
                }
            }
            byLanguage.forEach((language, days) -> measured.computeIfAbsent(language, key -> new TreeMap<>())
                    .put(indicator, quality(definition(id), days)));
        });
        return measured;
    }

    private KpiDefinition definition(String id) {
        return kpis.stream().filter(kpi -> kpi.id().equals(id)).findFirst().orElseThrow();
    }

    private static Quality quality(KpiDefinition kpi, List<Cell> days) {
        Evidence evidence = Evidence.merge(
                kpi,
                days.stream()
                        .map(day -> Evidence.decode(kpi, day.state(), day.people(), day.clusters()))
                        .toList());
        KpiEstimate estimate = Estimates.of(kpi, evidence).get(0);
        return new Quality(
                estimate.value(),
                new DsaValue.Basis(
                        estimate.ciLow(),
                        estimate.ciHigh(),
                        estimate.ciMethod(),
                        estimate.numerator(),
                        estimate.denominator(),
                        estimate.n()));
    }
}
