package dev.vitals.kpi;

import dev.vitals.contract.Lock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A KPI: the question it answers, the rows it looks at, and how it turns them into numbers.
 *
 * @param id noun phrase in lower case with underscores; the name of its file
 * @param version raised whenever the formula changes
 * @param title short name for headings
 * @param question what a reader wants to know, as a question
 * @param from fact table
 * @param anchorDate date column of the table that says which day a row counts for; null counts for none
 * @param anchorLagDays how many days the anchor date can lie after the day of the row's partition
 * @param statistic how rows become numbers
 * @param unit {@code share}, {@code seconds}, or a plural noun phrase such as {@code reports per 1,000 messages}
 * @param goodWhen which direction is good
 * @param sliceBy columns by which it is sliced one at a time; null values make the slice {@code unknown}
 * @param slicePairs pairs of them by which it is sliced together, each in alphabetical order
 * @param minDenominator fewer observations than this are hidden in everything that leaves gold
 * @param people whose numbers they are, so that many rows of few people are hidden as well; empty where rows name nobody
 * @param clusters which rows belong together, so that intervals take them as one; empty where rows are independent
 * @param matureAfterDays days after the anchor day of which events still count; later only late data move a value, or what is
 *     decided once more
 * @param periodMerge how days become a week or a month
 * @param targets wanted values by name of estimate, possibly none
 * @param owner who answers for the definition
 * @param caveats what a reader must know not to be misled, in sentences
 * @param example rows and the values that follow from them
 */
public record KpiDefinition(
        String id,
        int version,
        String title,
        String question,
        String from,
        String anchorDate,
        int anchorLagDays,
        Statistic statistic,
        String unit,
        GoodWhen goodWhen,
        List<String> sliceBy,
        List<List<String>> slicePairs,
        int minDenominator,
        Optional<People> people,
        Optional<Clusters> clusters,
        int matureAfterDays,
        PeriodMerge periodMerge,
        Map<String, BigDecimal> targets,
        String owner,
        List<String> caveats,
        KpiExample example) {
    /** The unit of a number between 0 and 1 that reports show in percent. */
    public static final String SHARE = "share";

    /** The unit of a duration. */
    public static final String SECONDS = "seconds";

    /** Days within which nearly all late events come; no KPI is mature before. */
    public static final int LATE_DAYS = 3;

    /** {@link #minDenominator} of definitions that name none. */
    public static final int USUAL_MIN_DENOMINATOR = 20;

    /**
     * The unit of a KPI's total by user, channel or the like, which is a quotient whatever the KPI is.
     *
     * @param noun of which there is one
     * @param isOfSeconds whether the total is one of seconds
     */
    public static String unitPer(String noun, boolean isOfSeconds) {
        return isOfSeconds ? SECONDS : "number per " + noun;
    }

    /** Which direction of a KPI is good. */
    public enum GoodWhen {
        HIGHER,
        LOWER,
        NEITHER
    }

    /** How the days of a period become its value. */
    public enum PeriodMerge {
        /** The states of the days are merged. */
        SUM,
        /** The last day stands for the period, as for a stock. */
        LAST
    }

    /**
     * Every grouping that the KPI is computed for: none (the whole), each dimension alone, and the pairs; the columns
     * of each in alphabetical order.
     */
    public List<List<String>> groupings() {
        List<List<String>> all = new ArrayList<>();
        all.add(List.of());
        sliceBy.forEach(dimension -> all.add(List.of(dimension)));
        all.addAll(slicePairs);
        return List.copyOf(all);
    }

    /** Every column of the fact table that the KPI reads. */
    public SortedSet<String> columns() {
        SortedSet<String> columns = new TreeSet<>(statistic.columns());
        columns.add(anchorDate);
        people.ifPresent(who -> columns.addAll(SqlText.names(who.expression())));
        clusters.ifPresent(together -> columns.addAll(together.columns()));
        columns.addAll(sliceBy);
        return columns;
    }

    /** The names of its estimates, the primary one first. */
    public List<String> estimates() {
        return Estimates.of(this, Evidence.empty(this)).stream()
                .map(KpiEstimate::name)
                .toList();
    }

    /**
     * Whether an estimate rests on too few observations, or on those of too few people, to be shown outside gold.
     *
     * @param sketch of the people; null when they were not counted
     */
    public boolean isSmall(KpiEstimate estimate, byte[] sketch) {
        return estimate.n() < minDenominator || (sketch != null && People.count(sketch) < minDenominator);
    }

    /** The definition as the lock of schemas knows it. */
    public Lock.Definition lockDefinition() {
        return new Lock.Definition(id, version, definitionHash(), formula("; "));
    }

    /** 16 hex digits that change whenever the formula does, and only then: not with its words, slices or targets. */
    public String definitionHash() {
        return Lock.hash(formula("\n"));
    }

    /** Everything that a value depends on. */
    private String formula(String separator) {
        Map<String, String> formula = new LinkedHashMap<>();
        formula.put("from", from);
        formula.put("anchor_date", anchorDate);
        formula.put("statistic", statistic.word());
        formula.putAll(statistic.parts());
        formula.put("unit", unit);
        formula.put("mature_after_days", String.valueOf(matureAfterDays));
        formula.put("period_merge", periodMerge.name());
        return formula.entrySet().stream()
                .map(part -> part.getKey() + ": " + part.getValue())
                .collect(Collectors.joining(separator));
    }
}
