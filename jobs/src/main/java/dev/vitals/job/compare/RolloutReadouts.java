package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.RolloutReadout.GroupTime;
import dev.vitals.job.compare.RolloutReadout.RolloutEffect;
import dev.vitals.job.compare.RolloutReadout.Since;
import dev.vitals.job.compare.RolloutReadout.Wave;
import dev.vitals.stats.change.PanelCluster;
import dev.vitals.stats.change.StaggeredFit;
import dev.vitals.stats.change.StaggeredFit.GroupTimeEffect;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.FamilyWise;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** Judges a change that came for some clusters, such as channels, and for others later or never. */
public final class RolloutReadouts {
    private RolloutReadouts() {}

    /**
     * A metric by cluster and day.
     *
     * @param panel of days that are final
     * @param toCome days from the first change on that were measured and can still change
     */
    public record Daily(Panel panel, int toCome) {}

    /** A metric with what its panel says; empty where no change lies within it, or all clusters changed at once. */
    private record Judged(
            ChangedMetric metric, Daily daily, Optional<RolloutEstimate> estimate, Optional<Effect> effect) {
        OptionalDouble pValue() {
            return effect.map(Effect::pValue).orElse(OptionalDouble.empty());
        }
    }

    /**
     * What the change did.
     *
     * @param alpha share of false calls that is accepted
     * @param daily of a metric, by its id
     */
    public static RolloutReadout of(
            String id, double alpha, List<ChangedMetric> metrics, Function<String, Daily> daily) {
        List<Judged> judged = metrics.stream()
                .map(metric -> judge(metric, daily.apply(metric.kpi()), alpha))
                .toList();
        double[] adjusted = FamilyWise.HOLM.adjust(judged.stream()
                .mapToDouble(one -> one.pValue().orElse(Double.NaN))
                .toArray());
        List<RolloutEffect> effects = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            effects.add(effect(judged.get(i), alpha, adjusted[i]));
        }
        return new RolloutReadout(id, alpha, effects);
    }

    private static Judged judge(ChangedMetric metric, Daily daily, double alpha) {
        Panel panel = daily.panel();
        boolean isTold = !panel.starts().isEmpty() && panel.starts().first().isAfter(panel.first());
        Optional<RolloutEstimate> estimate = isTold && !Panels.isForEveryone(panel)
                ? Optional.of(new RolloutEstimate(panel, alpha))
                : Optional.empty();
        return new Judged(metric, daily, estimate, estimate.flatMap(RolloutEstimate::effect));
    }

    private static RolloutEffect effect(Judged judged, double alpha, double adjusted) {
        Optional<RolloutEstimate> estimate = judged.effect().isPresent() ? judged.estimate() : Optional.empty();
        Panel panel = judged.estimate()
                .map(RolloutEstimate::panel)
                .orElse(judged.daily().panel());
        boolean isEmpty = panel.series().isEmpty();
        List<PanelCluster> counted = estimate.map(RolloutEstimate::counted).orElse(List.of());
        long changed = counted.stream().filter(one -> one.start().isPresent()).count();
        OptionalDouble before = estimate.map(RolloutEstimate::before).orElse(OptionalDouble.empty());
        OptionalDouble preTrend = estimate.map(RolloutEstimate::preTrend).orElse(OptionalDouble.empty());
        Optional<Interval> effect = judged.effect().map(TestedMetric::interval);
        Optional<StaggeredFit> fit = estimate.flatMap(RolloutEstimate::byTime);
        String verdict = verdict(judged, alpha, adjusted, preTrend);
        return new RolloutEffect(
                judged.metric().kpi(),
                judged.metric().unit(),
                judged.metric().role().name().toLowerCase(Locale.ROOT),
                judged.estimate().map(RolloutEstimate::method).orElse(null),
                isEmpty ? null : panel.first(),
                isEmpty ? null : panel.last(),
                judged.daily().toCome(),
                changed,
                counted.size() - changed,
                panel.members().size() - counted.size(),
                orNull(before),
                effect.orElse(null),
                effect.flatMap(found -> lift(found, before, panel)).orElse(null),
                orNull(judged.pValue()),
                Double.isNaN(adjusted) ? null : (Double) adjusted,
                orNull(preTrend),
                orNull(estimate.map(RolloutEstimate::falseAlarms).orElse(OptionalDouble.empty())),
                fit.map(found -> waves(found, panel, counted, effect)).orElse(List.of()),
                fit.map(found -> groupTimes(found, panel)).orElse(List.of()),
                fit.map(RolloutReadouts::sinceChange).orElse(List.of()),
                verdict,
                words(verdict, judged.daily().toCome()));
    }

    /** Of numbers that know no 0 to be a share of, such as moods between -1 and 1, there is none. */
    private static Optional<Interval> lift(Interval effect, OptionalDouble before, Panel panel) {
        boolean hasNegative = panel.members().stream()
                .flatMap(member -> member.days().values().stream())
                .anyMatch(amount -> amount.sum() < 0);
        if (hasNegative || before.isEmpty() || before.getAsDouble() <= 0) {
            return Optional.empty();
        }
        double mean = before.getAsDouble();
        return Optional.of(new Interval(
                share(effect.value(), mean),
                share(effect.lower(), mean),
                share(effect.upper(), mean),
                share(effect.standardError(), mean),
                effect.confidence()));
    }

    private static Double share(Double value, double of) {
        return value == null ? null : (Double) (value / of);
    }

    /** Of a single day of change its effect is that of the change, and not the mean of its weeks. */
    private static List<Wave> waves(
            StaggeredFit fit, Panel panel, List<PanelCluster> counted, Optional<Interval> whole) {
        if (fit.byStart().size() == 1 && whole.isPresent()) {
            int start = fit.byStart().keySet().iterator().next();
            long changed =
                    counted.stream().filter(one -> one.start().isPresent()).count();
            return List.of(new Wave(day(panel, start), changed, whole.get()));
        }
        List<Wave> waves = new ArrayList<>();
        fit.byStart()
                .forEach((start, effect) -> waves.add(new Wave(
                        day(panel, start),
                        counted.stream()
                                .filter(one -> one.start().equals(OptionalInt.of(start)))
                                .count(),
                        TestedMetric.interval(effect))));
        return waves;
    }

    private static List<GroupTime> groupTimes(StaggeredFit fit, Panel panel) {
        return fit.effects().stream()
                .map(one -> new GroupTime(
                        day(panel, one.start()),
                        day(panel, one.period()),
                        day(panel, one.period() + one.length() - 1),
                        TestedMetric.interval(one.effect())))
                .toList();
    }

    private static List<Since> sinceChange(StaggeredFit fit) {
        List<Since> since = new ArrayList<>();
        fit.bySinceStart().forEach((from, effect) -> {
            int length = fit.effects().stream()
                    .filter(one -> one.period() - one.start() == from)
                    .mapToInt(GroupTimeEffect::length)
                    .max()
                    .orElseThrow();
            since.add(new Since(from, from + length - 1, TestedMetric.interval(effect)));
        });
        return since;
    }

    private static LocalDate day(Panel panel, int index) {
        return panel.first().plusDays(index);
    }

    private static String verdict(Judged judged, double alpha, double adjusted, OptionalDouble preTrend) {
        if (judged.estimate().isEmpty()) {
            return "few_days";
        }
        if (judged.effect().isEmpty()) {
            return "few_clusters";
        }
        if (Double.isNaN(adjusted)) {
            return Readout.Verdict.NO_SPREAD.code();
        }
        if (preTrend.isPresent() && preTrend.getAsDouble() <= alpha) {
            return "trends_apart";
        }
        if (adjusted > alpha) {
            return Readout.Verdict.NOT_SHOWN.code();
        }
        boolean isHigher = judged.effect().get().value().orElse(0) > 0;
        return (isHigher == (judged.metric().goodWhen() == GoodWhen.HIGHER)
                        ? Readout.Verdict.BETTER
                        : Readout.Verdict.WORSE)
                .code();
    }

    private static String words(String verdict, int toCome) {
        return switch (verdict) {
            case "few_days" ->
                "no final days on both sides of a change%s"
                        .formatted(toCome > 0 ? "; %d can still change".formatted(toCome) : "");
            case "few_clusters" -> "fewer than two clusters on a side have numbers before and after";
            case "no_spread" -> "no value varies";
            case "trends_apart" -> "not judged: the two sides moved apart before the change already";
            case "not_shown" -> "no change shown";
            default -> verdict;
        };
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
