package dev.vitals.cli;

import static java.time.temporal.ChronoUnit.DAYS;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.job.compare.ChangeCells;
import dev.vitals.job.compare.ChangeReadout.SeriesEffect;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.RolloutReadout.RolloutEffect;
import dev.vitals.job.compare.RolloutReadout.Since;
import dev.vitals.job.compare.RolloutReadout.Wave;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.report.ChangeEffect;
import dev.vitals.report.ChangeEffect.Channels;
import dev.vitals.report.ChangeEffect.Day;
import dev.vitals.report.ChangeEffect.Maturity;
import dev.vitals.report.ChangeEffect.Sureness;
import dev.vitals.report.LaunchedChange;
import dev.vitals.report.ReadoutRow.Range;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.PastGold;
import dev.vitals.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges the changes that have come, for the site: the same as {@code experiment change}, as values of a report. */
final class ReportChanges {
    private static final String FACTS_ARE_OF_NOW =
            "it is made of facts, which are kept as they are now and not as they were after a past night.";

    private final GoldChanges changes;
    private final ChangeCatalogue catalogue;
    private final boolean isPast;

    private ReportChanges(GoldChanges changes, ChangeCatalogue catalogue, boolean isPast) {
        this.changes = changes;
        this.catalogue = catalogue;
        this.isPast = isPast;
    }

    /**
     * The changes whose day has come, in alphabetical order of their ids.
     *
     * @param past of which gold is read, if not as it is now
     * @param asOf last day whose events are known
     */
    static List<LaunchedChange> read(
            Warehouse warehouse, Optional<PastGold> past, ChangeCatalogue catalogue, LocalDate asOf) {
        List<ChangeSpec> come = catalogue.specs().stream()
                .filter(spec -> !spec.changeOn().isAfter(asOf))
                .toList();
        GoldReader gold = past.map(GoldReader::new).orElseGet(() -> new GoldReader(warehouse));
        ReportChanges read =
                new ReportChanges(GoldChanges.of(warehouse, gold, catalogue, come), catalogue, past.isPresent());
        return come.stream()
                .map(spec -> spec.rollout().isEmpty() ? read.everyone(spec) : read.some(spec))
                .toList();
    }

    private LaunchedChange everyone(ChangeSpec spec) {
        List<SeriesEffect> all = (isPast ? changes.everyoneWithoutFacts(spec) : changes.everyone(spec)).effects();
        List<ChangeEffect> effects = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            ChangedMetric metric = spec.metrics().get(i);
            if (isPast && GoldChanges.isOfFacts(metric)) {
                left.add(metric.kpi());
            } else {
                effects.add(effect(metric, all.get(i)));
            }
        }
        return new LaunchedChange(
                spec,
                effects,
                left.isEmpty()
                        ? Optional.empty()
                        : Optional.of(String.join(", ", left) + " by the age of labels: " + FACTS_ARE_OF_NOW));
    }

    private ChangeEffect effect(ChangedMetric metric, SeriesEffect effect) {
        Map<LocalDate, Long> people = changes.cells(metric.kpi()).stream()
                .filter(cell ->
                        ChangeCells.isOf(metric, cell) && cell.estimate().name().equals(KpiEstimate.VALUE))
                .collect(Collectors.toMap(Cell::date, cell -> cell.estimate().n()));
        return new ChangeEffect(
                metric,
                effect.levelBefore(),
                range(effect.mean()),
                range(effect.level()),
                ChangeEffect.NONE,
                new Sureness(effect.pValue(), effect.adjustedPValue(), effect.falseAlarms()),
                new Maturity(effect.daysBefore(), effect.daysAfter(), effect.daysToCome(), wait(metric)),
                Optional.empty(),
                effect.days().stream()
                        .map(day -> new Day(
                                day.date(),
                                day.value(),
                                people.getOrDefault(day.date(), 0L),
                                day.fitted(),
                                day.expected()))
                        .toList(),
                List.of(),
                effect.verdict(),
                effect.verdictInWords());
    }

    private int wait(ChangedMetric metric) {
        return metric.labelAge().orElseGet(() -> catalogue.kpi(metric).matureAfterDays());
    }

    private LaunchedChange some(ChangeSpec spec) {
        if (isPast) {
            return LaunchedChange.unjudged(spec, FACTS_ARE_OF_NOW);
        }
        try {
            List<RolloutEffect> all = changes.some(spec).effects();
            List<ChangeEffect> effects = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                effects.add(effect(spec, spec.metrics().get(i), all.get(i)));
            }
            return LaunchedChange.judged(spec, effects);
        } catch (DefinitionException e) {
            // The message names the channel, and the page does not.
            return LaunchedChange.unjudged(
                    spec,
                    "its file names a channel of which nothing is known; ./vitals experiment change %s says which."
                            .formatted(spec.id()));
        }
    }

    private ChangeEffect effect(ChangeSpec spec, ChangedMetric metric, RolloutEffect effect) {
        LocalDate on = spec.changeOn();
        boolean hasDays = effect.firstDay() != null;
        return new ChangeEffect(
                metric,
                effect.before(),
                range(effect.effect()),
                ChangeEffect.NONE,
                range(effect.lift()),
                new Sureness(effect.pValue(), effect.adjustedPValue(), effect.falseAlarms()),
                new Maturity(
                        hasDays ? count(effect.firstDay(), on) : 0,
                        hasDays ? count(on, effect.lastDay().plusDays(1)) : 0,
                        effect.daysToCome(),
                        wait(metric)),
                Optional.of(
                        new Channels(effect.changed(), effect.unchanged(), effect.leftOut(), effect.preTrendPValue())),
                List.of(),
                effect.sinceChange().stream()
                        .map(since -> new ChangeEffect.Since(
                                since.fromDay(), since.toDay(), channels(effect, since), range(since.effect())))
                        .toList(),
                effect.verdict(),
                effect.verdictInWords());
    }

    /** Days from one to before another; none where that is earlier. */
    private static int count(LocalDate from, LocalDate before) {
        return (int) Math.max(0, DAYS.between(from, before));
    }

    /** Channels with the change that got it on days of which so much later is known. */
    private static long channels(RolloutEffect effect, Since since) {
        return effect.waves().stream()
                .filter(wave -> effect.groupTimes().stream()
                        .anyMatch(time -> time.changedOn().equals(wave.changedOn())
                                && DAYS.between(time.changedOn(), time.from()) == since.fromDay()))
                .mapToLong(Wave::clusters)
                .sum();
    }

    private static Range range(Interval interval) {
        return interval == null ? ChangeEffect.NONE : new Range(interval.value(), interval.lower(), interval.upper());
    }
}
