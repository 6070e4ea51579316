package dev.vitals.job.measure;

import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.KpiSlice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One number of a KPI for a day and slice, with everything that {@code gold.kpi_daily} says of it but the time of
 * computing.
 *
 * @param kpi KPI id
 * @param kpiVersion version of its definition
 * @param date anchor day
 * @param slice dimensions and values; empty for all rows
 * @param estimate the number, its interval and what it rests on
 * @param isSmall fewer observations, or people, than the KPI shows outside gold
 * @param isMature only late data can still move it
 * @param asOf last day whose events it takes in
 * @param state encoded state, on the KPI's first estimate alone, else null
 * @param people sketch of the people that it is of, on the KPI's first estimate alone; null also when it counts none
 * @param clusters encoded totals by cluster, on the KPI's first estimate alone; null also when it has no clusters
 */
public record Cell(
        String kpi,
        int kpiVersion,
        LocalDate date,
        Map<String, String> slice,
        KpiEstimate estimate,
        boolean isSmall,
        boolean isMature,
        LocalDate asOf,
        byte[] state,
        byte[] people,
        byte[] clusters) {

    /** The cells of a KPI for a day and slice, one for each of its estimates. */
    public static List<Cell> of(
            KpiDefinition kpi, LocalDate date, Map<String, String> slice, Evidence evidence, LocalDate asOf) {
        LocalDate matureOn = date.plusDays(kpi.matureAfterDays());
        boolean isMature = !asOf.isBefore(matureOn);
        List<Cell> cells = new ArrayList<>();
        for (KpiEstimate estimate : Estimates.of(kpi, slice.keySet(), evidence)) {
            cells.add(new Cell(
                    kpi.id(),
                    kpi.version(),
                    date,
                    slice,
                    estimate,
                    kpi.isSmall(estimate, evidence.people()),
                    isMature,
                    isMature ? matureOn : asOf,
                    cells.isEmpty() ? evidence.state().encode() : null,
                    cells.isEmpty() ? evidence.people() : null,
                    cells.isEmpty() && evidence.clusters() != null
                            ? evidence.clusters().encode()
                            : null));
        }
        return cells;
    }

    /** The slice as text, as gold files it. */
    public String sliceKey() {
        return KpiSlice.key(slice);
    }

    /** Which number this is: cells with the same address are versions of one number. */
    public Address address() {
        return new Address(kpi, date, sliceKey(), estimate.name());
    }

    /** Whether another version of the same number says the same. */
    public boolean saysTheSameAs(Cell other) {
        return kpiVersion == other.kpiVersion
                && estimate.equals(other.estimate)
                && isSmall == other.isSmall
                && isMature == other.isMature
                && asOf.equals(other.asOf)
                && Arrays.equals(state, other.state)
                && Arrays.equals(people, other.people)
                && Arrays.equals(clusters, other.clusters);
    }

    /**
     * The number, without its state, as a night up to this one's would have said it that found the same: it took in what
     * had come by then, and was final only if its time had come.
     */
    public Cell seenAfter(LocalDate night) {
        boolean isLater = asOf.isAfter(night);
        return new Cell(
                kpi,
                kpiVersion,
                date,
                slice,
                estimate,
                isSmall,
                isMature && !isLater,
                isLater ? night : asOf,
                null,
                null,
                null);
    }

    /** What makes a number one number. */
    public record Address(String kpi, LocalDate date, String sliceKey, String estimate) implements Comparable<Address> {
        private static final Comparator<Address> ORDER = Comparator.comparing(Address::kpi)
                .thenComparing(Address::date)
                .thenComparing(Address::sliceKey)
                .thenComparing(Address::estimate);

        @Override
        public int compareTo(Address other) {
            return ORDER.compare(this, other);
        }
    }
}
