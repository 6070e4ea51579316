package dev.vitals.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a report needs somebody to act: missed targets with who answers for them, unusual numbers, and data that can't be
 * trusted.
 */
final class Alerts {
    private final Figures figures;

    Alerts(Figures figures) {
        this.figures = figures;
    }

    /** Data first, because it puts the rest in doubt. */
    List<Narrative.Sentence> sentences() {
        List<Narrative.Sentence> open = new ArrayList<>();
        new QualityNarrative(figures)
                .sentences().stream()
                        .filter(sentence -> sentence.tag().equals("Failed"))
                        .forEach(open::add);
        settledThatMoved(open);
        open.addAll(new Unusual(figures).sentences());
        for (KpiView kpi : figures.kpis()) {
            for (String estimate : kpi.estimates()) {
                missed(open, kpi, figures.now(kpi, estimate));
            }
        }
        return open;
    }

    private void settledThatMoved(List<Narrative.Sentence> open) {
        long moved = figures.input().quality().restated().stream()
                .mapToLong(DataQuality.Restated::finalNumbers)
                .sum();
        if (moved > 0) {
            open.add(new Narrative.Sentence(
                    "Restated",
                    Format.counted(moved, "final number"),
                    "restatements",
                    "moved after all; who has quoted one should look it up again."));
        }
    }

    /** A target is missed when the whole interval is; what is too close to call is no alert. */
    private void missed(List<Narrative.Sentence> open, KpiView kpi, Figure now) {
        if (!Targets.verdict(now).equals(": missed")) {
            return;
        }
        open.add(new Narrative.Sentence(
                "Target",
                kpi.titleOf(now.estimate()),
                Anchors.figure(kpi.id(), now.estimate()),
                "is " + now.valueText() + (now.intervalText().isEmpty() ? "" : " (" + now.intervalText() + ")")
                        + (now.isProvisional() ? ", provisional" : "") + "; target " + Targets.sign(kpi)
                        + Format.value(kpi.target(now.estimate()), now.unit()) + ". Owner: " + kpi.owner() + "."));
    }
}
