package dev.vitals.oracle;

import dev.vitals.oracle.OracleAudits.Audit;
import dev.vitals.oracle.OracleAudits.Vote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The KPIs of audits by their ids, each written from the words of its definition. */
final class OracleAuditKpis {
    private final Map<String, OracleKpi<?>> kpis = new TreeMap<>();
    private final List<Audit> audits;

    private OracleAuditKpis(List<Audit> audits) {
        this.audits = audits;
    }

    static Map<String, OracleKpi<?>> of(List<Audit> audits) {
        OracleAuditKpis all = new OracleAuditKpis(audits);
        all.errorRates();
        all.confusion();
        all.errorTypes();
        all.prevalence();
        all.raters();
        return all.kpis;
    }

    private void errorRates() {
        Predicate<Audit> isActioned = each -> each.frame().equals("actioned");
        weighted("audit_coverage_gap", each -> each.golden() == null, each -> each.isOf("uncertain"));
        judged("false_discovery_rate", isActioned, each -> each.isOf("false_positive"));
        judged("precision", isActioned, Audit::isViolating);
        judged("false_negative_rate", isActioned.negate(), each -> each.isOf("false_negative"));
    }

    private void confusion() {
        Predicate<Audit> isActioned = each -> each.frame().equals("actioned");
        judged("recall", Audit::isViolating, isActioned);
        judged("false_positive_rate", each -> !each.isViolating(), isActioned);
        judged("accuracy", each -> true, each -> !each.isOf("false_positive", "false_negative"));
    }

    private void errorTypes() {
        for (String type : List.of("false_positive", "false_negative", "wrong_selection", "technical_error")) {
            judged(type + "_share", each -> !each.frame().equals("unreported_chat"), each -> each.isOf(type));
        }
    }

    private void prevalence() {
        judged("violating_prevalence", Audit::isMessage, Audit::isViolating);
        kpis.put(
                "violating_prevalence_by_view",
                OracleKpi.weightedShare(
                        audits,
                        Audit::day,
                        each -> each.isJudged() && each.isMessage() && each.views() > 0,
                        each -> toABillionth(each.views() * each.weight() / 1000),
                        Audit::isViolating));
    }

    private void raters() {
        kpis.put(
                "golden_set_accuracy",
                OracleKpi.share(
                                OracleAudits.votes(audits),
                                Vote::day,
                                each -> each.golden() != null,
                                each -> each.label().equals(each.golden()))
                        .of(each -> each.golden() != null, each -> OracleKpis.known(each.rater(), each.item())));
        kpis.put(
                "rater_agreement",
                new OracleKpi<>(
                        audits,
                        Audit::day,
                        rows -> agreement(rows.stream()
                                .filter(each -> each.golden() == null)
                                .map(Audit::labels)
                                .filter(labels -> labels.size() > 1)
                                .toList())));
    }

    /** Krippendorff's alpha from the matrix of coincidences, as his book tabulates it, and the share of its diagonal. */
    private static List<OracleNumber> agreement(List<List<String>> units) {
        Map<String, Map<String, Double>> coincidences = new TreeMap<>();
        Set<String> words = new TreeSet<>();
        for (List<String> labels : units) {
            words.addAll(labels);
            for (int i = 0; i < labels.size(); i++) {
                for (int j = 0; j < labels.size(); j++) {
                    if (i != j) {
                        coincidences
                                .computeIfAbsent(labels.get(i), word -> new TreeMap<>())
                                .merge(labels.get(j), 1.0 / (labels.size() - 1), Double::sum);
                    }
                }
            }
        }
        double all = 0;
        double apart = 0;
        double apartByChance = 0;
        for (String one : words) {
            for (String other : words) {
                double together = coincidences.get(one).getOrDefault(other, 0.0);
                all += together;
                apart += one.equals(other) ? 0 : together;
                apartByChance += one.equals(other) ? 0 : sum(coincidences.get(one)) * sum(coincidences.get(other));
            }
        }
        Double alpha = apartByChance == 0 ? null : (Double) (1 - (all - 1) * apart / apartByChance);
        Double raw = units.isEmpty() ? null : (Double) (1 - apart / all);
        return List.of(
                new OracleNumber("alpha", alpha, alpha, null, null, units.size(), null),
                new OracleNumber("raw_agreement", raw, raw, null, null, units.size(), null));
    }

    private static double sum(Map<String, Double> row) {
        return row.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double toABillionth(double weight) {
        return BigDecimal.valueOf(weight).setScale(9, RoundingMode.HALF_UP).doubleValue();
    }

    /** A share of the items of the sample on which raters agree. */
    private void judged(String id, Predicate<Audit> counts, Predicate<Audit> holds) {
        weighted(id, counts.and(Audit::isJudged), holds);
    }

    private void weighted(String id, Predicate<Audit> counts, Predicate<Audit> holds) {
        kpis.put(id, OracleKpi.weightedShare(audits, Audit::day, counts, Audit::weight, holds));
    }
}
