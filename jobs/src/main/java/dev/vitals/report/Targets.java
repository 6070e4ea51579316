package dev.vitals.report;

import dev.vitals.kpi.KpiDefinition.GoodWhen;

/** How a figure stands to its target. */
final class Targets {
    private Targets() {}

    /** What a target asks for, such as "at least " before its value. */
    static String sign(KpiView kpi) {
        return switch (kpi.goodWhen()) {
            case HIGHER -> "at least ";
            case LOWER -> "at most ";
            case NEITHER -> "about ";
        };
    }

    /** met, missed or too close to call, with a colon before; empty when there is nothing to judge. */
    static String verdict(Figure now) {
        Double target = now.kpi().target(now.estimate());
        if (target == null || !now.hasInterval() || now.kpi().goodWhen() == GoodWhen.NEITHER) {
            return "";
        }
        boolean isHigherGood = now.kpi().goodWhen() == GoodWhen.HIGHER;
        if (now.low() > target) {
            return isHigherGood ? ": met" : ": missed";
        }
        if (now.high() < target) {
            return isHigherGood ? ": missed" : ": met";
        }
        return ": too close to call";
    }

    /** The same as the end of a sentence; empty when there is no target. */
    static String clause(Figure now) {
        Double target = now.kpi().target(now.estimate());
        String text = target == null ? "" : Format.value(target, now.unit());
        return switch (verdict(now)) {
            case ": met" -> "; it meets its target of " + text;
            case ": missed" -> "; it misses its target of " + text;
            case ": too close to call" -> "; too close to call against its target of " + text;
            default -> "";
        };
    }
}
