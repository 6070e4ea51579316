package dev.vitals.job.dsa;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.dsa.DsaColumns;
import dev.vitals.contract.dsa.DsaLines;
import dev.vitals.contract.dsa.DsaPeriod;
import dev.vitals.contract.dsa.DsaRestriction;
import dev.vitals.contract.dsa.DsaSection;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTaxonomy.Ground;
import dev.vitals.contract.dsa.DsaTemplate;
import dev.vitals.contract.dsa.DsaValue;
import dev.vitals.job.Tables;
import dev.vitals.kpi.KpiDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All numbers of the report that logs can tell, in the order of the template.
 *
 * <p>A number is 0 where the logs could have told one and told none. It is null, which the report prints as n/a, where no
 * word of the logs stands for it: a category that nothing is mapped to, a restriction that no kind of action imposes, a
 * median or a share of nothing.
 */
public final class DsaNumbers {
    private final DsaTemplate template;
    private final DsaTaxonomy taxonomy;
    private final Contracts contracts;
    private final Map<String, KpiDefinition> kpis;

    /**
     * @param kpis definitions by id, those of {@link #kpis} among them
     */
    public DsaNumbers(
            DsaTemplate template, DsaTaxonomy taxonomy, Contracts contracts, Map<String, KpiDefinition> kpis) {
        this.template = template;
        this.taxonomy = taxonomy;
        this.contracts = contracts;
        this.kpis = kpis;
    }

    /** Ids of the KPIs that tell how often automated means are right. */
    public static Set<String> kpis() {
        return new TreeSet<>(DsaAutomation.KPIS.values());
    }

    /** Tables that the numbers are made from. */
    public static Set<String> reads() {
        return Set.of(
                "silver.report_case",
                "silver.enforcement_action",
                "silver.appeal",
                "silver.audit_item",
                "dim.moderator");
    }

    /**
     * The numbers of a period.
     *
     * @param asOf last day whose events the tables take in, not before the period begins
     */
    public List<DsaValue> of(Tables tables, DsaPeriod period, LocalDate asOf) {
        DsaFacts facts = new DsaFacts(tables, period, taxonomy);
        DsaSanctions sanctions = DsaSanctions.of(facts);
        DsaNotices notices = new DsaNotices(facts);
        List<DsaValue> values = new ArrayList<>(notices(notices, sanctions));
        values.addAll(ownInitiative(DsaSection.OWN_ILLEGAL, Ground.ILLEGAL, sanctions));
        values.addAll(ownInitiative(DsaSection.OWN_TERMS, Ground.TERMS, sanctions));
        values.addAll(complaints(facts, sanctions));
        values.addAll(automated(facts, notices, sanctions, asOf));
        Map<String, Map<String, Long>> humans = DsaHumans.byIndicator(facts, Set.copyOf(template.languages()));
        values.addAll(listed(DsaSection.HUMANS, line -> {
            Long count = humans.getOrDefault(line.indicator(), Map.of()).get(line.scope());
            return new DsaAutomation.Quality(count == null ? null : (double) count, null);
        }));
        return values;
    }

    private List<DsaValue> notices(DsaNotices notices, DsaSanctions sanctions) {
        Map<String, Map<String, Double>> received = notices.byLine();
        Map<String, Map<String, Long>> actions = sanctions.onNotices();
        Set<String> told = lines(meaning -> meaning.noticeLines());
        List<DsaValue> values = new ArrayList<>();
        int line = 0;
        for (String scope : template.lines(DsaSection.NOTICES)) {
            line++;
            for (String column : DsaSection.NOTICES.indicators()) {
                boolean isMedian = column.startsWith("Median");
                Double value = received.getOrDefault(scope, Map.of()).get(column);
                Long acted = actions.getOrDefault(scope, Map.of()).get(column);
                Double known = acted == null ? value : Double.valueOf(acted);
                Double orNone = known == null && !isMedian && told.contains(scope) ? Double.valueOf(0) : known;
                values.add(new DsaValue(
                        DsaSection.NOTICES,
                        line,
                        column,
                        scope,
                        orNone,
                        isMedian ? DsaValue.HOURS : DsaValue.COUNT,
                        null));
            }
        }
        return values;
    }

    private List<DsaValue> ownInitiative(DsaSection section, Ground ground, DsaSanctions sanctions) {
        Map<String, Map<String, Long>> measures = sanctions.atOwnInitiative(section);
        Set<String> told = lines(meaning -> meaning.ground() == ground ? meaning.lines() : List.of());
        Set<String> imposed = new TreeSet<>(Set.of(DsaColumns.OWN_MEASURES, DsaColumns.OWN_AUTOMATED));
        taxonomy.restrictions().stream().map(DsaRestriction::column).forEach(imposed::add);
        List<DsaValue> values = new ArrayList<>();
        int line = 0;
        for (String scope : template.lines(section)) {
            line++;
            for (String column : section.indicators()) {
                Long count = measures.getOrDefault(scope, Map.of()).get(column);
                boolean isTold = told.contains(scope) && imposed.contains(column);
                values.add(DsaValue.count(
                        section, line, column, scope, count == null && isTold ? Long.valueOf(0) : count));
            }
        }
        return values;
    }

    private Set<String> lines(Function<DsaTaxonomy.Meaning, List<String>> of) {
        Set<String> lines = new TreeSet<>();
        taxonomy.meanings().values().forEach(meaning -> lines.addAll(of.apply(meaning)));
        return lines;
    }

    private List<DsaValue> complaints(DsaFacts facts, DsaSanctions sanctions) {
        Map<String, Map<String, Double>> complaints = DsaComplaints.byIndicator(facts);
        Set<String> told =
                new TreeSet<>(Set.of(DsaLines.COMPLAINTS, DsaLines.ABOUT_NO_ACTION, DsaLines.ABOUT_TRUSTED_NO_ACTION));
        taxonomy.restrictions()
                .forEach(restriction -> told.add(restriction.kind().complaint()));
        Long repeated = sanctions.ofRepeatedOffenders();
        return listed(DsaSection.APPEALS, line -> {
            boolean isCount = line.unit().equals(DsaValue.COUNT);
            Double known = line.indicator().equals(DsaLines.REPEATED_ILLEGAL)
                    ? repeated == null ? null : Double.valueOf(repeated)
                    : complaints.getOrDefault(line.indicator(), Map.of()).get(line.scope());
            boolean isNone = known == null && isCount && told.contains(line.indicator());
            return new DsaAutomation.Quality(isNone ? Double.valueOf(0) : known, null);
        });
    }

    private List<DsaValue> automated(DsaFacts facts, DsaNotices notices, DsaSanctions sanctions, LocalDate asOf) {
        Set<String> languages = Set.copyOf(template.languages());
        Map<String, Map<String, DsaAutomation.Quality>> qualities =
                new DsaAutomation(facts, contracts.table("silver.audit_item"), kpis, asOf).byScope(languages);
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        counts.put(DsaLines.TOTAL_NUMBER, measures(sanctions, group -> true));
        counts.put(
                DsaLines.OWN_INITIATIVE,
                measures(sanctions, group -> group.trigger().isOwnInitiative()));
        languages.forEach(language ->
                counts.put(language, measures(sanctions, group -> language.equals(group.language()))));
        counts.put(DsaLines.ALL_NOTICES, processed(notices.processed()));
        counts.put(DsaLines.TRUSTED_NOTICES, processed(notices.processedOfTrustedFlaggers()));
        return listed(DsaSection.AUTOMATED, line -> {
            Long count = counts.get(line.scope()).get(line.indicator());
            return count != null
                    ? new DsaAutomation.Quality((double) count, null)
                    : qualities
                            .getOrDefault(line.scope(), Map.of())
                            .getOrDefault(line.indicator(), new DsaAutomation.Quality(null, null));
        });
    }

    private static Map<String, Long> measures(DsaSanctions sanctions, Predicate<DsaSanctions.Group> which) {
        return Map.of(
                DsaLines.SOLELY, sanctions.total(which.and(DsaSanctions.Group::isAutomated)),
                DsaLines.NOT_AUTOMATED, sanctions.total(which.and(group -> !group.isAutomated())));
    }

    private static Map<String, Long> processed(DsaNotices.Processed processed) {
        return Map.of(
                DsaLines.NOTICES_SOLELY, processed.automated(), DsaLines.NOTICES_NOT_AUTOMATED, processed.others());
    }

    private List<DsaValue> listed(DsaSection section, Function<DsaLines.Line, DsaAutomation.Quality> told) {
        List<DsaValue> values = new ArrayList<>();
        for (DsaLines.Line line : DsaLines.of(section, template)) {
            DsaAutomation.Quality quality = told.apply(line);
            values.add(new DsaValue(
                    section,
                    values.size() + 1,
                    line.indicator(),
                    line.scope(),
                    quality.value(),
                    line.unit(),
                    quality.basis()));
        }
        return values;
    }
}
