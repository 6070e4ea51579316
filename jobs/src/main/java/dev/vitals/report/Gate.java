package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.kpi.KpiSlice;
import dev.vitals.report.Disclosure.Place;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one gate that numbers pass on their way out of gold. Report, site and export ask it about the same cells, so that all
 * of them together tell no more than each.
 */
public final class Gate {
    private final Teams teams;
    private final Map<String, Set<Place>> hidden = new HashMap<>();
    private final Map<String, Set<Day>> hiddenDays = new HashMap<>();

    /** A slice on a day, by the text it is filed under. */
    private record Day(LocalDate date, String sliceKey) {}

    /**
     * A gate that lets nothing through yet.
     *
     * @param activeModerators cells of {@code active_moderators}, which tell which teams are too small to be shown
     */
    public Gate(Collection<Cell> activeModerators) {
        teams = new Teams(activeModerators);
    }

    /**
     * Decides about a KPI.
     *
     * @param cells all its days, weeks and months, every slice and estimate, whether or not the caller shows them
     */
    public void decide(KpiView kpi, List<Cell> cells) {
        Set<Place> places = Disclosure.hidden(kpi, cells, teams);
        hidden.put(kpi.id(), places);
        hiddenDays.put(
                kpi.id(),
                places.stream()
                        .filter(Place::isDay)
                        .map(place -> new Day(place.start(), KpiSlice.key(place.slice())))
                        .collect(Collectors.toSet()));
    }

    /** Whether a number stays hidden; one of nobody is none. */
    boolean hides(Cell cell) {
        return cell.n() > 0 && of(hidden, cell.kpi()).contains(Place.of(cell));
    }

    /** Whether what is known of a period beside its number may be told: the number over all slices is not hidden. */
    boolean shows(KpiView kpi, Period period) {
        return !of(hidden, kpi.id()).contains(new Place(period.start(), period.end(), Map.of()));
    }

    /** Whether the move of a day's number may be told: the day is not hidden, and neither number was one of few people. */
    boolean shows(KpiView kpi, DataQuality.Restatement move) {
        return move.oldN() != null
                && move.newN() != null
                && Math.min(move.oldN(), move.newN()) >= kpi.minDenominator()
                && !of(hiddenDays, kpi.id()).contains(new Day(move.date(), move.sliceKey()));
    }

    /** Whether an alarm may be told: the number of its day is not hidden. */
    boolean shows(KpiView kpi, Alarm alarm) {
        return !alarm.isSmall()
                && alarm.n() >= kpi.minDenominator()
                && !of(hiddenDays, kpi.id()).contains(new Day(alarm.date(), KpiSlice.key(alarm.slice())));
    }

    /**
     * Units of an arm below which what a test showed is not told.
     *
     * <p>A user, a moderator and a report each stand for a person, also where whole channels were assigned. A channel is a
     * group of people that nobody counts here: as many are asked for as moderators of a team, so that an arm's number is not
     * one channel's.
     *
     * @param minDenominator of the KPI
     */
    static long leastUnits(long minDenominator, ExperimentSpec.Unit unit) {
        return unit == ExperimentSpec.Unit.CHANNEL ? Math.min(Teams.LEAST, minDenominator) : minDenominator;
    }

    private static <T> Set<T> of(Map<String, Set<T>> hidden, String kpi) {
        Set<T> places = hidden.get(kpi);
        if (places == null) {
            throw new IllegalStateException("Nobody has decided what may be published of " + kpi);
        }
        return places;
    }
}
