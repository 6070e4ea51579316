package dev.vitals.stats.change;

import dev.vitals.stats.effect.Effect;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * How often a method calls a change on days on which there was none, all before the real one: placebo tests, an A/A
 * test of a method on the very series it is to judge (Bertrand, Duflo and Mullainathan, Quarterly Journal of
 * Economics 119, 2004).
 *
 * <p>A method that is right calls a share of alpha. Days close to each other are judged from nearly the same data, so
 * that the share of one series scatters far more than that of as many independent looks: it warns, and proves
 * nothing; gather it over many series. Where it is far above alpha, do not trust the method's p-value of the real
 * change.
 */
public final class PlaceboDates {
    private final LocalDate first;
    private final LocalDate change;
    private final int margin;
    private final int step;
    private final double alpha;

    private PlaceboDates(LocalDate first, LocalDate change, int margin, int step, double alpha) {
        this.first = first;
        this.change = change;
        this.margin = margin;
        this.step = step;
        this.alpha = alpha;
    }

    /**
     * Every day that has so many before it and from it on, until the real change; called where p is below 0.05.
     *
     * @param first the first day with data
     * @param change the day of the real change, whose data are not used
     * @param margin days that the method wants on each side, 1 or more
     */
    public static PlaceboDates between(LocalDate first, LocalDate change, int margin) {
        if (margin < 1 || ChronoUnit.DAYS.between(first, change) < 2L * margin) {
            throw new IllegalArgumentException(
                    "from %s to %s no day has a margin of %d days on both sides; it must be 1 or more"
                            .formatted(first, change, margin));
        }
        return new PlaceboDates(first, change, margin, 1, 0.05);
    }

    /** The same with only every so manieth day, 1 or more. */
    public PlaceboDates every(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("every " + days + " days is no step; it must be 1 or more");
        }
        return new PlaceboDates(first, change, margin, days, alpha);
    }

    /** The same with another level below which a p-value is a call, strictly between 0 and 1. */
    public PlaceboDates withAlpha(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "a level of " + level + " is not strictly between 0 and 1; 0.05 is usual");
        }
        return new PlaceboDates(first, change, margin, step, level);
    }

    /** The days, ascending. */
    public List<LocalDate> dates() {
        LocalDate last = change.minusDays(margin);
        return first.plusDays(margin)
                .datesUntil(last.plusDays(1), Period.ofDays(step))
                .toList();
    }

    /**
     * What a method says of each day.
     *
     * @param method the effect of a change on a day, from nothing that came on the day of the real change or later
     */
    public FalseAlarms ask(Function<LocalDate, Effect> method) {
        int looks = 0;
        List<LocalDate> called = new ArrayList<>();
        for (LocalDate date : dates()) {
            OptionalDouble p = method.apply(date).pValue();
            looks += p.isPresent() ? 1 : 0;
            if (p.isPresent() && p.getAsDouble() < alpha) {
                called.add(date);
            }
        }
        return new FalseAlarms(looks, List.copyOf(called), alpha);
    }

    /**
     * What an interrupted series says of each day, the real change cut off.
     *
     * @param question the effect that is looked at, such as {@code SegmentedFit::levelChange}
     */
    public FalseAlarms ask(
            InterruptedTimeSeries method,
            SortedMap<LocalDate, Double> series,
            Function<SegmentedFit, Effect> question) {
        SortedMap<LocalDate, Double> before = series.headMap(change);
        return ask(date -> question.apply(method.fit(before, date)));
    }

    /**
     * What was called.
     *
     * @param looks days that could be judged
     * @param called those of them that were called a change
     * @param alpha the share that a right method calls on average
     */
    public record FalseAlarms(int looks, List<LocalDate> called, double alpha) {
        /** The share called; empty where no day could be judged. */
        public OptionalDouble share() {
            return looks == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) called.size() / looks);
        }
    }
}
