package dev.vitals.report;

import dev.vitals.contract.experiment.Analysis;
import dev.vitals.contract.experiment.Design;
import dev.vitals.contract.experiment.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says how the metrics of a test are judged: its family, and when it may be looked at. */
final class AnalysisWords {
    private final ExperimentView test;
    private final Analysis analysis;

    AnalysisWords(ExperimentView test) {
        this.test = test;
        this.analysis = test.spec().analysis();
    }

    /** Which comparisons are one family, and how their p-values are adjusted for its size. */
    String family() {
        long treatments = test.spec().variants().size() - 1L;
        long metrics = count(Metric.Role.PRIMARY) + count(Metric.Role.SECONDARY);
        long guardrails = count(Metric.Role.GUARDRAIL);
        List<String> parts = new ArrayList<>();
        if (metrics > 0) {
            parts.add(Format.counted(metrics * treatments, "comparison")
                    + (treatments == 1 ? "" : " (" + metrics + " × " + treatments + " treatments)")
                    + " of primary and secondary metrics"
                    + (metrics * treatments == 1 ? ", " : " are one family, ") + correction());
        }
        if (guardrails > 0) {
            parts.add(Format.counted(guardrails, "guardrail")
                    + " by " + (guardrails == 1 ? "itself" : "themselves")
                    + " against " + (guardrails == 1 ? "its margin" : "their margins") + ", one-sided");
        }
        return "False calls at most " + percent(analysis.alpha()) + ": " + String.join("; ", parts);
    }

    private long count(Metric.Role role) {
        return test.spec().metrics().stream()
                .filter(metric -> metric.role() == role)
                .count();
    }

    private String correction() {
        return switch (analysis.correction()) {
            case NONE -> "p-values not adjusted";
            case BONFERRONI -> "p-values adjusted by Bonferroni";
            case HOLM -> "p-values adjusted by Holm";
            case HOCHBERG -> "p-values adjusted by Hochberg";
            case HOMMEL -> "p-values adjusted by Hommel";
            case SIDAK -> "p-values adjusted by Šidák";
            case HOLM_SIDAK -> "p-values adjusted by Holm and Šidák";
            case BENJAMINI_HOCHBERG -> "share of false calls among all calls held by Benjamini and Hochberg";
            case BENJAMINI_YEKUTIELI -> "share of false calls among all calls held by Benjamini and Yekutieli";
            case TWO_STAGE_BENJAMINI_HOCHBERG ->
                "share of false calls among all calls held by Benjamini and Hochberg in two stages";
            case TWO_STAGE_BENJAMINI_KRIEGER_YEKUTIELI ->
                "share of false calls among all calls held by Benjamini, Krieger and Yekutieli in two stages";
            case PREFERENTIAL_BONFERRONI ->
                "p-values adjusted by Bonferroni, with " + percent(analysis.preference())
                        + " of that kept for primary metrics";
        };
    }

    /** When the test may be looked at. */
    String design() {
        if (analysis.design() instanceof Design.Anytime anytime) {
            return "Looked at whenever one likes: intervals hold at all times, shortest at "
                    + Format.count(anytime.tunedFor()) + " " + test.assigned();
        }
        if (analysis.design() instanceof Design.GroupSequential looks) {
            String all = looks.looks().stream().map(AnalysisWords::percent).collect(Collectors.joining(", "));
            return (looks.look() == 0
                            ? Format.counted(looks.looks().size(), "look")
                            : "Look " + looks.look() + " of " + looks.looks().size())
                    + ", at " + all + " of all that will be known; spending by " + spending(looks.spending());
        }
        return "Fixed: looked at once, when all is counted";
    }

    /** A share that somebody chose, with no more digits than that. */
    private static String percent(double share) {
        return Format.number(Math.round(share * 1e6) / 1e4) + "%";
    }

    private static String spending(Design.Spending spending) {
        return switch (spending) {
            case OBRIEN_FLEMING -> "O'Brien and Fleming, nearly nothing early";
            case POCOCK -> "Pocock, alike at each look";
            case QUADRATIC -> "the square of what is known";
        };
    }

    /** Cases always are compared on the logarithm, and rates where nothing else is done to them. */
    private String byLogarithm() {
        if (analysis.lift() == Analysis.Lift.LOG_RATIO) {
            return "";
        }
        List<String> kinds = new ArrayList<>();
        if (test.rows().stream().anyMatch(AnalysisWords::isPlainRate)) {
            kinds.add("rates");
        }
        if (test.spec().metrics().stream().anyMatch(metric -> metric.statistic().isOfCases())) {
            kinds.add("cases");
        }
        return kinds.isEmpty() ? "" : ", of " + String.join(" and ", kinds) + " on the logarithm of the ratio";
    }

    private static boolean isPlainRate(ReadoutRow row) {
        ReadoutRow.Health health = row.health();
        return health.dispersion() != null
                && health.strata() == null
                && health.pastCorrelation() == null
                && row.control().clusters() == null;
    }

    /** How the limits of lifts are made, and what was believed before. */
    String lift() {
        String limits = switch (analysis.lift()) {
            case DELTA -> "Limits by the delta method";
            case LOG_RATIO -> "Limits on the logarithm of the ratio";
            case FIELLER -> "Limits by Fieller's method";
        };
        return limits
                + byLogarithm()
                + analysis.prior()
                        .map(prior -> "; chances to win after a belief of " + EffectFormat.lift(prior.mean()) + " ± "
                                + percent(prior.deviation()))
                        .orElse("");
    }
}
