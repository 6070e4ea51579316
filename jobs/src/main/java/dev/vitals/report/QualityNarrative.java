package dev.vitals.report;

import java.util.ArrayList;
import java.util.List;

/** Says in sentences whether the data behind a report can be trusted. */
final class QualityNarrative {
    private final Figures figures;
    private final DataQuality quality;

    QualityNarrative(Figures figures) {
        this.figures = figures;
        this.quality = figures.input().quality();
    }

    List<Narrative.Sentence> sentences() {
        List<Narrative.Sentence> all = new ArrayList<>();
        if (figures.isPartial()) {
            all.add(say(
                    "Data",
                    Format.count(figures.measuredDays()) + " of "
                            + figures.period().length() + " days",
                    "maturity",
                    "have been measured; everything is provisional."));
        }
        checks(all);
        lines(all);
        restatements(all);
        return all;
    }

    private void checks(List<Narrative.Sentence> all) {
        long failed = quality.checks().stream()
                .filter(check -> check.severity().equals("fail"))
                .count();
        long warned = quality.checks().size() - failed;
        if (failed + warned > 0) {
            String gist = failed == 0
                    ? Format.counted(warned, "run") + " of checks warned"
                    : Format.counted(failed, "run") + " of checks failed"
                            + (warned == 0 ? "" : ", " + warned + " warned");
            all.add(say(
                    failed > 0 ? "Failed" : "Data", gist, "checks", "of " + Format.count(quality.checksRun()) + "."));
        }
    }

    private void lines(List<Narrative.Sentence> all) {
        long lines =
                quality.intakes().stream().mapToLong(DataQuality.Intake::lines).sum();
        if (lines == 0) {
            all.add(say(
                    "Data",
                    "No line",
                    "files",
                    "landed in the nights of this " + figures.period().noun()
                            + "; its numbers come from lines that landed in other nights."));
            return;
        }
        long missing = quality.intakes().stream()
                .mapToLong(intake -> Math.abs(intake.missing()))
                .sum();
        long unread = quality.intakes().stream()
                .mapToLong(DataQuality.Intake::quarantined)
                .sum();
        long refused = quality.intakes().stream()
                .mapToLong(DataQuality.Intake::refusedFiles)
                .sum();
        String read = unread == 0
                ? "all of them could be read"
                : Format.count(unread) + " (" + Format.share((double) unread / lines) + ") could not be read";
        if (missing > 0) {
            all.add(say(
                    "Failed",
                    Format.counted(missing, "line"),
                    "files",
                    (missing == 1 ? "is" : "are") + " not accounted for, of " + Format.count(lines) + "; " + read
                            + "."));
        } else {
            all.add(say(
                    "Data",
                    Format.counted(lines, "line"),
                    "files",
                    (lines == 1 ? "is" : "are") + " accounted for; " + read + "."));
        }
        if (refused > 0) {
            all.add(say(
                    "Failed",
                    Format.counted(refused, "file"),
                    "files",
                    (refused == 1 ? "was" : "were") + " refused: too many lines could not be read."));
        }
    }

    private void restatements(List<Narrative.Sentence> all) {
        long moved = quality.restated().stream()
                .mapToLong(DataQuality.Restated::numbers)
                .sum();
        long settled = quality.restated().stream()
                .mapToLong(DataQuality.Restated::finalNumbers)
                .sum();
        if (moved > 0) {
            all.add(say(
                    "Restated",
                    Format.counted(moved, "published number"),
                    "restatements",
                    "moved afterwards, " + (settled == 0 ? "none" : Format.count(settled))
                            + " of which had been final."));
        }
    }

    private static Narrative.Sentence say(String tag, String subject, String target, String rest) {
        return new Narrative.Sentence(tag, subject, target, rest);
    }
}
