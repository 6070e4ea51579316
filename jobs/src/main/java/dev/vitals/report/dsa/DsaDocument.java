package dev.vitals.report.dsa;

import dev.vitals.contract.dsa.DsaCheck;
import dev.vitals.contract.dsa.DsaPeriod;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import dev.vitals.contract.dsa.DsaValue;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One version of a report with all that its files say.
 *
 * @param provider who runs the service, and what it is called
 * @param version number of the version, from 1
 * @param supersedes the version before; null for the first
 * @param asOf last day whose events it takes in
 * @param measured how many of its days up to then were measured
 * @param values its numbers
 * @param checks its totals beside the published KPIs
 */
public record DsaDocument(
        Provider provider,
        DsaPeriod period,
        int version,
        Integer supersedes,
        LocalDate asOf,
        int measured,
        DsaTemplate template,
        DsaTaxonomy taxonomy,
        List<DsaValue> values,
        List<DsaCheck> checks) {
    public DsaDocument {
        values = List.copyOf(values);
        checks = List.copyOf(checks);
    }

    /** What no log tells; null where nobody said. */
    public record Provider(String name, String service, LocalDate published, LocalDate previous) {}

    /** Whether every total is explained. */
    public boolean isReconciled() {
        return checks.stream().allMatch(DsaCheck::isReconciled);
    }

    /** How many of its days lie up to {@link #asOf}. */
    public long days() {
        return ChronoUnit.DAYS.between(period.from(), asOf.isBefore(period.to()) ? asOf : period.to()) + 1;
    }

    /** Folder of its files. */
    public String folder() {
        return "dsa-" + period.fileName() + "-v" + version;
    }
}
