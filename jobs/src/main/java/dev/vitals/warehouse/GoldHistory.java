package dev.vitals.warehouse;

import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Tells which numbers that stood after an earlier night a night replaces, so that they are kept (ADR 0009).
 *
 * <p>That a provisional number took in one night more, or became final because its time had come, follows from the night as
 * of which it is read. It is the same number still, so that what is kept grows with what moved and not with what was looked at.
 *
 * @param <N> numbers of a day or of a period
 */
final class GoldHistory<N> {
    private final LocalDate night;
    private final LocalDate last;
    private final BiFunction<N, LocalDate, N> seenAfter;

    private GoldHistory(LocalDate night, Optional<LocalDate> last, BiFunction<N, LocalDate, N> seenAfter) {
        this.night = night;
        this.last = last.orElse(night);
        this.seenAfter = seenAfter;
    }

    /**
     * For numbers of days.
     *
     * @param last the night that ended before this one; the same one when it is run again
     */
    static GoldHistory<Cell> ofDays(LocalDate night, Optional<LocalDate> last) {
        return new GoldHistory<>(night, last, Cell::seenAfter);
    }

    /** For numbers of periods. */
    static GoldHistory<Periods.PeriodCell> ofPeriods(LocalDate night, Optional<LocalDate> last) {
        return new GoldHistory<>(night, last, Periods.PeriodCell::seenAfter);
    }

    /**
     * Night after which a number first stood as it does.
     *
     * @param before what is stored of it, null when nothing is
     */
    LocalDate publishedOn(GoldRows.Stored<N> before, N after) {
        return before != null && isSame(before.number(), after) ? before.publishedOn() : night;
    }

    /**
     * Of the stored numbers those that stood after an earlier night and will no longer. What the same night published
     * before, when it is run once more, has stood after no night.
     *
     * @param before stored numbers by address
     * @param after what takes their place, by address
     */
    <A> Stream<GoldRows.Stored<N>> replaced(Map<A, GoldRows.Stored<N>> before, Map<A, N> after) {
        return before.entrySet().stream()
                .filter(stored -> stoodBefore(stored.getValue()))
                .filter(stored -> {
                    N now = after.get(stored.getKey());
                    return now == null || !isSame(stored.getValue().number(), now);
                })
                .map(Map.Entry::getValue);
    }

    private boolean stoodBefore(GoldRows.Stored<N> stored) {
        LocalDate since = stored.publishedOn() == null ? last : stored.publishedOn();
        return since.isBefore(night);
    }

    private boolean isSame(N before, N after) {
        return seenAfter.apply(before, last).equals(seenAfter.apply(after, last));
    }
}
