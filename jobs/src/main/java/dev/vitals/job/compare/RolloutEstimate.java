package dev.vitals.job.compare;

import dev.vitals.stats.change.DifferenceInDifferences;
import dev.vitals.stats.change.DifferenceInDifferences.BeforeAfter;
import dev.vitals.stats.change.PanelCluster;
import dev.vitals.stats.change.PlaceboDates;
import dev.vitals.stats.change.StaggeredDifferences;
import dev.vitals.stats.change.StaggeredFit;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a panel says of a change that came for some of its clusters: the effect, whether both sides moved alike before, and
 * what the same method makes of days on which nothing happened.
 *
 * <p>Of one day of change the effect is the difference of differences of all days before and since; of several it is that of
 * {@link StaggeredDifferences}, by weeks counted from each day of change, so that a single day before it does not decide.
 */
final class RolloutEstimate {
    static final String DIFFERENCES = "difference_in_differences";
    static final String STAGGERED = "staggered_differences";

    private static final int WEEK = 7;
    private static final int LEAST_CLUSTERS = 2;
    /** So many stretches before the first change are told apart; more of them would need more clusters. */
    private static final int STRETCHES = 4;
    /** Made-up days that lie closer say nearly the same. */
    private static final int MOST_LOOKS = 30;

    private final Panel panel;
    private final LocalDate firstChange;
    private final boolean isStaggered;
    private final double alpha;
    private final Hypothesis hypothesis;
    private final StaggeredDifferences staggered;
    private final List<PanelCluster> clusters;

    /** @param whole in which some cluster got the change after the first day, and others not on the same day */
    RolloutEstimate(Panel whole, double alpha) {
        boolean isAgainstNever = whole.never() >= LEAST_CLUSTERS;
        this.isStaggered = whole.starts().size() > 1;
        // From the day on which the last ones get it nobody is left to be held against.
        this.panel = isAgainstNever || !isStaggered
                ? whole
                : whole.until(whole.starts().last().minusDays(1));
        this.firstChange = whole.starts().first();
        this.alpha = alpha;
        this.hypothesis = Hypothesis.NO_DIFFERENCE.withConfidence(1 - alpha);
        StaggeredDifferences plain = StaggeredDifferences.withDefaults().with(hypothesis);
        this.staggered = isAgainstNever ? plain : plain.againstNotYetStarted();
        this.clusters = panel.clusters();
    }

    Panel panel() {
        return panel;
    }

    String method() {
        return isStaggered ? STAGGERED : DIFFERENCES;
    }

    /** The clusters that the effect is made of; none where a side has less than two. */
    List<PanelCluster> counted() {
        return isStaggered ? inStretchesOf(week()) : inBothPeriods(clusters, daysBefore());
    }

    /** The effect; empty where a side has less than two clusters that count. */
    Optional<Effect> effect() {
        return isStaggered ? byTime().map(StaggeredFit::overall) : differences(clusters, daysBefore());
    }

    /** The mean of the clusters that changed, before they did. */
    OptionalDouble before() {
        List<PanelCluster> changed = counted().stream()
                .filter(cluster -> cluster.start().isPresent())
                .toList();
        if (isStaggered) {
            return changed.stream()
                    .mapToDouble(cluster -> cluster.mean(0, cluster.start().getAsInt()))
                    .filter(Double::isFinite)
                    .average();
        }
        double sum =
                changed.stream().mapToDouble(one -> one.sum(0, daysBefore())).sum();
        double count =
                changed.stream().mapToDouble(one -> one.count(0, daysBefore())).sum();
        return count > 0 ? OptionalDouble.of(sum / count) : OptionalDouble.empty();
    }

    /** The effects by day of change and by time since it. */
    Optional<StaggeredFit> byTime() {
        return fit(week());
    }

    /** How often chance alone parts the sides as far before the change; empty where days or clusters are too few to say. */
    OptionalDouble preTrend() {
        int before = daysBefore();
        int weeks = (before + STRETCHES * WEEK - 1) / (STRETCHES * WEEK);
        int length = before < 2 * WEEK ? week() : weeks * WEEK;
        while (2 * length <= before) {
            Optional<StaggeredFit.PreTrend> test = fit(length).map(StaggeredFit::preTrend);
            if (test.isPresent()
                    && test.get().degreesOfFreedom() > 0
                    && !Double.isNaN(test.get().pValue())) {
                return OptionalDouble.of(test.get().pValue());
            }
            length *= 2;
        }
        return OptionalDouble.empty();
    }

    /** Share of made-up days before the first change that the same method calls; empty where there are too few. */
    OptionalDouble falseAlarms() {
        int before = daysBefore();
        if (before < 2 * WEEK) {
            return OptionalDouble.empty();
        }
        int dates = before - 2 * WEEK + 1;
        return PlaceboDates.between(panel.first(), firstChange, WEEK)
                .every((dates + MOST_LOOKS - 1) / MOST_LOOKS)
                .withAlpha(alpha)
                .ask(this::asIfOn)
                .share();
    }

    /** What the days before the first change say of a day among them. */
    private Effect asIfOn(LocalDate date) {
        int before = daysBefore();
        int start = panel.index(date);
        List<PanelCluster> past = clusters.stream()
                .map(cluster -> new PanelCluster(
                        cluster.start().isPresent() ? OptionalInt.of(start) : OptionalInt.empty(),
                        cluster.sums().subList(0, before),
                        cluster.counts().subList(0, before)))
                .toList();
        Optional<Effect> effect = isStaggered
                ? enough(staggered.inStretchesOf(week()), past).map(StaggeredFit::overall)
                : differences(past, start);
        return effect.orElseGet(() -> hypothesis.none(Double.POSITIVE_INFINITY, method()));
    }

    private int daysBefore() {
        return (int) ChronoUnit.DAYS.between(panel.first(), firstChange);
    }

    /** A week, or half the days before the first change where these are less than two. */
    private int week() {
        return Math.max(1, Math.min(WEEK, daysBefore() / 2));
    }

    private Optional<StaggeredFit> fit(int length) {
        return enough(staggered.inStretchesOf(length), clusters);
    }

    private List<PanelCluster> inStretchesOf(int length) {
        return sides(staggered.inStretchesOf(length).complete(clusters));
    }

    private static Optional<StaggeredFit> enough(StaggeredDifferences method, List<PanelCluster> clusters) {
        List<PanelCluster> left = sides(method.complete(clusters));
        return left.isEmpty() ? Optional.empty() : Optional.of(method.estimate(left));
    }

    /** Without the days of change of a single cluster; none where nothing is left to compare. */
    private static List<PanelCluster> sides(List<PanelCluster> clusters) {
        Map<OptionalInt, Long> sizes =
                clusters.stream().collect(Collectors.groupingBy(PanelCluster::start, Collectors.counting()));
        List<PanelCluster> left = clusters.stream()
                .filter(cluster -> sizes.get(cluster.start()) >= LEAST_CLUSTERS)
                .toList();
        boolean isCompared = left.stream().anyMatch(cluster -> cluster.start().isEmpty());
        return isCompared && left.stream().anyMatch(cluster -> cluster.start().isPresent()) ? left : List.of();
    }

    private static List<PanelCluster> inBothPeriods(List<PanelCluster> all, int change) {
        return sides(all.stream()
                .filter(cluster -> cluster.count(0, change) > 0 && cluster.count(change, cluster.periods()) > 0)
                .toList());
    }

    private Optional<Effect> differences(List<PanelCluster> all, int change) {
        Map<Boolean, List<BeforeAfter>> sides = inBothPeriods(all, change).stream()
                .collect(Collectors.partitioningBy(
                        cluster -> cluster.start().isPresent(),
                        Collectors.mapping(cluster -> beforeAfter(cluster, change), Collectors.toList())));
        return sides.get(true).isEmpty()
                ? Optional.empty()
                : Optional.of(DifferenceInDifferences.withDefaults()
                        .with(hypothesis)
                        .estimate(sides.get(false), sides.get(true)));
    }

    private static BeforeAfter beforeAfter(PanelCluster cluster, int change) {
        int periods = cluster.periods();
        return new BeforeAfter(
                cluster.sum(0, change),
                cluster.count(0, change),
                cluster.sum(change, periods),
                cluster.count(change, periods));
    }
}
