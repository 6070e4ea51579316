package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.job.compare.ChangeReadout.SeriesDay;
import dev.vitals.job.compare.ChangeReadout.SeriesEffect;
import dev.vitals.stats.change.InterruptedTimeSeries;
import dev.vitals.stats.change.PlaceboDates;
import dev.vitals.stats.change.SegmentedFit;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.FamilyWise;
import dev.vitals.stats.effect.Hypothesis;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Judges a change for everyone by the days before and after it: interrupted time series, the noise taken to be
 * autoregressive. Only days count whose numbers are final, so that labels that come late are no effect.
 */
public final class ChangeReadouts {
    private static final String METHOD = "interrupted_series";
    /** Below so many days on a side a line says too little. */
    private static final int LEAST_DAYS = 7;
    /** From so many days on, the rhythm of the week can be told from the change. */
    private static final int TWO_WEEKS = 14;
    /** Made-up days that lie closer say nearly the same, and of two years each takes a while. */
    private static final int MOST_LOOKS = 60;

    private ChangeReadouts() {}

    /**
     * A KPI by day.
     *
     * @param mature values of days that are final
     * @param toCome days from the change on whose values can still change
     */
    public record Series(SortedMap<LocalDate, Double> mature, int toCome) {}

    /** What the change did. */
    public static ChangeReadout of(ChangeSpec spec, Function<ChangedMetric, Series> of) {
        Map<ChangedMetric, Series> known = new HashMap<>();
        Function<ChangedMetric, Series> series = metric -> known.computeIfAbsent(metric, of);
        List<Optional<SegmentedFit>> fits = new ArrayList<>();
        for (ChangedMetric metric : spec.metrics()) {
            fits.add(fit(spec, series.apply(metric)));
        }
        double[] adjusted = FamilyWise.HOLM.adjust(fits.stream()
                .mapToDouble(fit -> fit.map(SegmentedFit::meanEffect)
                        .flatMap(effect -> boxed(effect.pValue()))
                        .orElse(Double.NaN))
                .toArray());
        List<SeriesEffect> effects = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            ChangedMetric metric = spec.metrics().get(i);
            effects.add(effect(spec, metric, series.apply(metric), fits.get(i), adjusted[i]));
        }
        return new ChangeReadout(spec.id(), METHOD, spec.changeOn(), spec.alpha(), effects);
    }

    private static Optional<SegmentedFit> fit(ChangeSpec spec, Series series) {
        int days = days(spec, series);
        return days < LEAST_DAYS
                ? Optional.empty()
                : Optional.of(method(spec, days).fit(series.mature(), spec.changeOn()));
    }

    /** Final days on the shorter side. */
    private static int days(ChangeSpec spec, Series series) {
        int before = series.mature().headMap(spec.changeOn()).size();
        return Math.min(before, series.mature().size() - before);
    }

    private static InterruptedTimeSeries method(ChangeSpec spec, int days) {
        InterruptedTimeSeries method =
                InterruptedTimeSeries.withDefaults().with(Hypothesis.NO_DIFFERENCE.withConfidence(1 - spec.alpha()));
        return days < TWO_WEEKS ? method : method.withWeekdays();
    }

    private static SeriesEffect effect(
            ChangeSpec spec, ChangedMetric metric, Series series, Optional<SegmentedFit> fit, double adjusted) {
        int before = series.mature().headMap(spec.changeOn()).size();
        Optional<Effect> mean = fit.map(SegmentedFit::meanEffect);
        Optional<Double> p = mean.flatMap(effect -> boxed(effect.pValue()));
        Optional<Double> adjustedP = Double.isNaN(adjusted) ? Optional.empty() : Optional.of(adjusted);
        String verdict = verdict(spec, metric, mean, adjustedP);
        return new SeriesEffect(
                metric.kpi(),
                metric.unit(),
                metric.labelAge().isPresent() ? metric.labelAge().getAsInt() : null,
                metric.slice().orElse(null),
                metric.role().name().toLowerCase(Locale.ROOT),
                before,
                series.mature().size() - before,
                series.toCome(),
                fit.map(line -> line.counterfactual(spec.changeOn())).orElse(null),
                fit.map(SegmentedFit::levelChange).map(TestedMetric::interval).orElse(null),
                fit.map(SegmentedFit::slopeChange).map(TestedMetric::interval).orElse(null),
                mean.map(TestedMetric::interval).orElse(null),
                p.orElse(null),
                adjustedP.orElse(null),
                falseAlarms(spec, series, before).orElse(null),
                fit.flatMap(line -> boxed(line.autocorrelation())).orElse(null),
                days(series, fit),
                verdict,
                words(verdict, series.toCome()));
    }

    private static List<SeriesDay> days(Series series, Optional<SegmentedFit> fit) {
        return series.mature().entrySet().stream()
                .map(day -> new SeriesDay(
                        day.getKey(),
                        day.getValue(),
                        fit.map(lines -> lines.fitted(day.getKey())).orElse(null),
                        fit.map(lines -> lines.counterfactual(day.getKey())).orElse(null)))
                .toList();
    }

    private static String verdict(
            ChangeSpec spec, ChangedMetric metric, Optional<Effect> mean, Optional<Double> adjusted) {
        if (mean.isEmpty()) {
            return "few_days";
        }
        if (adjusted.isEmpty()) {
            return Readout.Verdict.NO_SPREAD.code();
        }
        if (adjusted.get() > spec.alpha()) {
            return Readout.Verdict.NOT_SHOWN.code();
        }
        boolean isHigher = mean.get().value().orElse(0) > 0;
        return (isHigher == (metric.goodWhen() == GoodWhen.HIGHER) ? Readout.Verdict.BETTER : Readout.Verdict.WORSE)
                .code();
    }

    private static String words(String verdict, int toCome) {
        return switch (verdict) {
            case "few_days" ->
                "fewer than %d final days on a side%s"
                        .formatted(LEAST_DAYS, toCome > 0 ? "; %d can still change".formatted(toCome) : "");
            case "no_spread" -> "no value varies";
            case "not_shown" -> "no change shown";
            default -> verdict;
        };
    }

    /** On made-up days before the change nothing happened: how often the method calls it all the same. */
    private static Optional<Double> falseAlarms(ChangeSpec spec, Series series, int before) {
        SortedMap<LocalDate, Double> past = series.mature().headMap(spec.changeOn());
        if (before < 2 * LEAST_DAYS + 1) {
            return Optional.empty();
        }
        long madeUp = ChronoUnit.DAYS.between(past.firstKey(), spec.changeOn()) - 2 * LEAST_DAYS + 1;
        PlaceboDates dates = PlaceboDates.between(past.firstKey(), spec.changeOn(), LEAST_DAYS)
                .every((int) ((madeUp + MOST_LOOKS - 1) / MOST_LOOKS))
                .withAlpha(spec.alpha());
        return boxed(dates.ask(method(spec, days(spec, series)), past, SegmentedFit::meanEffect)
                .share());
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }
}
