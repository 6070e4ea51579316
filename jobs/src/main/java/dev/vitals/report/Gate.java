package dev.vitals.report;

import dev.vitals.report.Disclosure.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one gate that numbers pass on their way out of gold. Report, site and export ask it about the same cells, so that all
 * of them together tell no more than each.
 */
public final class Gate {
    private final Teams teams;
    private final Map<String, Set<Place>> hidden = new HashMap<>();

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
        hidden.put(kpi.id(), Disclosure.hidden(kpi, cells, teams));
    }

    /** Whether a number stays hidden; one of nobody is none. */
    boolean hides(Cell cell) {
        return cell.n() > 0 && of(cell.kpi()).contains(Place.of(cell));
    }

    /** Whether the move of a day's number may be told: the day is not hidden, and neither number was one of few people. */
    boolean shows(KpiView kpi, DataQuality.Restatement move) {
        return move.oldN() != null
                && move.newN() != null
                && Math.min(move.oldN(), move.newN()) >= kpi.minDenominator()
                && !of(kpi.id()).contains(new Place(move.date(), move.date(), Map.of()));
    }

    private Set<Place> of(String kpi) {
        Set<Place> places = hidden.get(kpi);
        if (places == null) {
            throw new IllegalStateException("Nobody has decided what may be published of " + kpi);
        }
        return places;
    }
}
