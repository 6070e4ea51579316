package dev.vitals.report.dsa;

import dev.vitals.contract.dsa.DsaCheck;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The pages that lie beside the files of a report: what they are, and how its totals come out elsewhere. */
final class DsaPages {
    private DsaPages() {}

    static String readme(DsaDocument report) {
        return """
                # Transparency report, %s, version %d

                %s to %s, with all events up to %s%s. %s %s

                - `1_report_identification.csv` to `11_qualitative.csv`: the sections of the template of Implementing
                  Regulation (EU) 2024/2835, in its order and with its columns.
                - `intervals.csv`: what accuracy, precision and recall rest on, with 95%% intervals.
                - `reconciliation.md`: each total beside the published KPIs.

                **Units.** Counts are whole, median times are hours, shares lie between 0 and 1.

                **0 and n/a.** 0: the logs could have told one and told none. n/a: the logs can't tell, because no word of
                theirs stands for the line (`schemas/taxonomies/dsa.yaml`), because a median or a share has nothing to rest
                on, or because no log holds it. Logs hold none of: orders of authorities (section 3), out-of-court disputes,
                suspensions for unfounded notices or complaints, active recipients (section 10) and words (section 11,
                contextual information but that of estimates in section 8). Fill these in by hand before you publish.

                **Small numbers.** The regulation asks for exact counts; unlike in every other output of Vitals, counts of
                few people stand here as they are. The files name no person and no channel.

                **Regions.** %s
                """.formatted(
                        report.period().name(),
                        report.version(),
                        report.period().from(),
                        report.period().to(),
                        report.asOf(),
                        report.asOf().isBefore(report.period().to()) ? " (the period was not over)" : "",
                        days(report),
                        report.supersedes() == null
                                ? "It is the first version."
                                : "It supersedes version %d.".formatted(report.supersedes()),
                        report.taxonomy().regions().isEmpty()
                                ? "The taxonomy names no region of the Union, so that every region counts."
                                : "Channels in "
                                        + String.join(
                                                ", ",
                                                report.taxonomy().regions().stream()
                                                        .sorted()
                                                        .toList()) + " count, and those whose region is unknown.");
    }

    private static String days(DsaDocument report) {
        return report.measured() == report.days()
                ? "Every day was measured."
                : "**%d of these %d days were measured: no number, and no 0, tells of the others.**"
                        .formatted(report.measured(), report.days());
    }

    static String reconciliation(DsaDocument report) {
        StringBuilder page = new StringBuilder("# Reconciliation, %s, version %d\n\n%s\n\n"
                .formatted(
                        report.period().name(),
                        report.version(),
                        report.isReconciled()
                                ? "Every total is that of its source, or differs by what is named."
                                : "**Some totals differ by more than what is named. Do not publish this report.**"));
        page.append("| total | report | source | source says | counted otherwise | unexplained |\n")
                .append("|---|---:|---|---:|---|---:|\n");
        for (DsaCheck check : report.checks()) {
            page.append("| %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            check.name(),
                            number(check.reported()),
                            check.source(),
                            number(check.told()),
                            reasons(check),
                            check.isReconciled() ? "0" : "**" + number(check.unexplained()) + "**"));
        }
        return page.toString();
    }

    private static String reasons(DsaCheck check) {
        StringBuilder reasons = new StringBuilder();
        for (DsaCheck.Reason reason : check.reasons()) {
            if (reason.amount() != 0) {
                reasons.append(reasons.isEmpty() ? "" : "; ")
                        .append(number(reason.amount()))
                        .append(' ')
                        .append(reason.why());
            }
        }
        return reasons.toString();
    }

    /** Whole numbers as they are, others with two digits. */
    private static String number(double value) {
        boolean isWhole = value == Math.rint(value);
        return BigDecimal.valueOf(value)
                .setScale(isWhole ? 0 : 2, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
