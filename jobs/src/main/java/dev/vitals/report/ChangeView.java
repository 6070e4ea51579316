package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.Metric;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What a page needs to know of a change, and what may be told of it.
 *
 * <p>Numbers of a change for everyone are made of days, and some of these may be hidden. Few hidden days could be told from
 * the days that are shown and from the lines through all of them: then the metric is hidden as well. Many could not, for
 * there are more of them than numbers that are told. Of a change for some channels as many are asked for on each side as of
 * tests on channels.
 */
final class ChangeView {
    /**
     * Coefficients of the lines and of the weekdays: who knew all of them and all shown days could solve for as many hidden
     * ones.
     */
    private static final int MOST_SOLVABLE = 10;

    private final LaunchedChange change;
    private final List<ChangeEffect> effects;
    private final Map<String, KpiView> kpis;
    private final Gate gate;

    /**
     * A change.
     *
     * @param kpis by id; effects on others are left out
     * @param gate what has decided about these
     */
    ChangeView(LaunchedChange change, Map<String, KpiView> kpis, Gate gate) {
        this.change = change;
        this.kpis = kpis;
        this.gate = gate;
        this.effects = change.effects().stream()
                .filter(effect -> kpis.containsKey(effect.metric().kpi()))
                .toList();
    }

    LaunchedChange change() {
        return change;
    }

    /** Those of KPIs that the site has. */
    List<ChangeEffect> effects() {
        return effects;
    }

    KpiView kpi(ChangeEffect effect) {
        return kpis.get(effect.metric().kpi());
    }

    String title(ChangeEffect effect) {
        String title = kpi(effect).title();
        if (effect.metric().slice().isPresent()) {
            return "%s, %s".formatted(title, effect.metric().slice().get());
        }
        return effect.metric().labelAge().isPresent()
                ? "%s, labels of %s"
                        .formatted(
                                title, Format.counted(effect.metric().labelAge().getAsInt(), "day"))
                : title;
    }

    String unit(ChangeEffect effect) {
        return kpi(effect).unit();
    }

    boolean isPrimary(ChangeEffect effect) {
        return effect.metric().role() == Metric.Role.PRIMARY;
    }

    /** The words of the verdict; none of numbers that are hidden. */
    String words(ChangeEffect effect) {
        if (isShown(effect)) {
            return effect.words();
        }
        return effect.channels().isPresent() ? "too few channels" : "too few observations";
    }

    /** Whether the numbers of the metric may be told. */
    boolean isShown(ChangeEffect effect) {
        if (!effect.isKnown()) {
            return true;
        }
        return effect.channels()
                .map(channels -> channels.least() >= leastChannels(effect))
                .orElseGet(() -> isShownByDays(effect));
    }

    /** Channels of a side below which nothing is told. */
    long leastChannels(ChangeEffect effect) {
        return Gate.leastUnits(kpi(effect).minDenominator(), Unit.CHANNEL);
    }

    private boolean isShownByDays(ChangeEffect effect) {
        long least = kpi(effect).minDenominator();
        LocalDate on = change.on();
        List<ChangeEffect.Day> hidden = hidden(effect);
        return people(effect.days().stream()
                                .filter(day -> day.date().isBefore(on))
                                .toList())
                        >= least
                && people(effect.days().stream()
                                .filter(day -> !day.date().isBefore(on))
                                .toList())
                        >= least
                && (hidden.isEmpty() || hidden.size() > MOST_SOLVABLE && people(hidden) >= least);
    }

    private static long people(List<ChangeEffect.Day> days) {
        return days.stream().mapToLong(ChangeEffect.Day::people).sum();
    }

    private List<ChangeEffect.Day> hidden(ChangeEffect effect) {
        return effect.days().stream()
                .filter(day -> !gate.shows(kpi(effect), Period.day(day.date())))
                .toList();
    }

    /** Whether each day may be told, and the lines through all of them. */
    boolean areDaysShown(ChangeEffect effect) {
        return effect.isKnown() && isShown(effect) && hidden(effect).isEmpty();
    }

    /** Whether what was found so long after the change may be told. */
    boolean isShown(ChangeEffect effect, ChangeEffect.Since since) {
        return isShown(effect) && since.channels() >= leastChannels(effect);
    }
}
