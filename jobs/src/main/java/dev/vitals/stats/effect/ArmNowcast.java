package dev.vitals.stats.effect;

import dev.vitals.stats.DelayTriangle;
import dev.vitals.stats.DelayedLabels;
import dev.vitals.stats.DelayedShare;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether two arms differ in a share whose labels come late, such as actions that are reversed on appeal.
 *
 * <p>Labels so far over cases so far lie where one arm only gets its labels sooner. {@link #difference} foresees the
 * labels to come by a delay curve of each arm (Lawless, Canadian Journal of Statistics 22, 1994; {@link
 * DelayedShare}), and its error counts what is not known of the curve. {@link #differenceAtAge} needs no curve: it
 * takes the cases that are old enough, and of each only the labels that came by that age. At an age by which nearly
 * all labels have come it compares shares; at a younger one shares and speeds together. Both judge clusters as {@link
 * ClusteredValue}.
 *
 * <p>Publish {@link #maturedShare} of both arms beside it: below a half the curve is the result. Not while the delay
 * changes within the test, as in the first days of a new tool; not for shares of a few labels an arm. What is
 * foreseen is labels, not errors: who does not appeal has none.
 */
public final class ArmNowcast {
    private final Hypothesis hypothesis;
    private final int within;
    private final DelayedLabels labels;

    private ArmNowcast(Hypothesis hypothesis, int within) {
        this.hypothesis = hypothesis;
        this.within = within;
        this.labels = DelayedLabels.within(within);
    }

    /**
     * Labels that come within some days count, later ones do not; two-sided, with intervals of 95%.
     *
     * @param days the longest delay, 1 or more
     */
    public static ArmNowcast within(int days) {
        return new ArmNowcast(Hypothesis.NO_DIFFERENCE, days);
    }

    /** The same asked of this hypothesis. */
    public ArmNowcast with(Hypothesis other) {
        return new ArmNowcast(other, within);
    }

    /**
     * The share of the treatment's cases that will have a label, less that of the control's; without value while no
     * day with labels of an arm is old enough to show how late labels can be.
     *
     * @param control the days and labels of each cluster, two or more
     * @param treatment the days and labels of each cluster of the other arm
     * @param asOf the last day whose labels are all known
     */
    public Effect difference(List<DelayTriangle> control, List<DelayTriangle> treatment, LocalDate asOf) {
        String method = "nowcast_difference_clustered";
        Optional<DelayedShare> controls = labels.share(control, asOf);
        Optional<DelayedShare> treated = labels.share(treatment, asOf);
        return controls.isPresent() && treated.isPresent()
                ? value(treated.get()).less(value(controls.get()), hypothesis, method)
                : hypothesis.none(Double.POSITIVE_INFINITY, method);
    }

    /** The share of an arm's labels that has come; empty while it is not known how late they can be. */
    public OptionalDouble maturedShare(List<DelayTriangle> arm, LocalDate asOf) {
        return labels.share(arm, asOf)
                .map(share -> OptionalDouble.of(share.maturedShare()))
                .orElse(OptionalDouble.empty());
    }

    /**
     * The share of cases with a label by some age, treatment less control, of all cases that are so old.
     *
     * @param age in whole days, from 0 to the longest delay; fixed before the data are seen
     * @return without value where an arm has no case so old
     */
    public Effect differenceAtAge(List<DelayTriangle> control, List<DelayTriangle> treatment, int age, LocalDate asOf) {
        if (age < 0 || age > within) {
            throw new IllegalArgumentException(
                    "an age of %d days is not between 0 and the longest delay, %d".formatted(age, within));
        }
        String method = "equal_age_difference_clustered";
        Optional<ClusteredValue> controls = atAge(control, age, asOf);
        Optional<ClusteredValue> treated = atAge(treatment, age, asOf);
        return controls.isPresent() && treated.isPresent()
                ? treated.get().less(controls.get(), hypothesis, method)
                : hypothesis.none(Double.POSITIVE_INFINITY, method);
    }

    /** The share of an arm's cases that will have a label; empty while it is not known how late they can be. */
    public Optional<ClusteredValue> share(List<DelayTriangle> arm, LocalDate asOf) {
        return labels.share(arm, asOf).map(ArmNowcast::value);
    }

    /** The share of an arm's cases with a label by some age, of all that are so old; empty where none is. */
    public Optional<ClusteredValue> shareAtAge(List<DelayTriangle> arm, int age, LocalDate asOf) {
        return atAge(arm, age, asOf);
    }

    private static ClusteredValue value(DelayedShare share) {
        return ClusteredValue.of(share.share(), numbers(share.moves()), numbers(share.shown()));
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Optional<ClusteredValue> atAge(List<DelayTriangle> clusters, int age, LocalDate asOf) {
        LocalDate last = asOf.minusDays(age);
        double[] cases = clusters.stream()
                .mapToDouble(cluster -> cluster.casesUpTo(last))
                .toArray();
        double[] labelled = clusters.stream()
                .mapToDouble(cluster -> cluster.labelsUpTo(last, age))
                .toArray();
        boolean isAny = Arrays.stream(cases).anyMatch(n -> n > 0);
        return isAny ? Optional.of(ClusteredValue.ofRatio(labelled, cases)) : Optional.empty();
    }
}
