package dev.vitals.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How many moderators of each team were at work; numbers of a team of few would be numbers of people. */
final class Teams {
    /** Dimension of teams, the finest grain at which moderators are shown. */
    static final String DIMENSION = "moderator_team";

    private static final String AT_WORK = "active_moderators";
    /** A group of fewer is not shown. */
    static final long LEAST = 5;

    private final Map<Disclosure.Place, Long> sizes = new HashMap<>();

    /** Sizes from the cells of the KPI that counts moderators; others are passed over. */
    Teams(Collection<Cell> cells) {
        for (Cell cell : cells) {
            boolean isTeam = cell.slice().keySet().equals(Set.of(DIMENSION));
            if (cell.kpi().equals(AT_WORK) && isTeam && cell.value() != null) {
                sizes.merge(Disclosure.Place.of(cell), Math.round(cell.value()), Math::min);
            }
        }
    }

    /** Whether the place is of one team of few; a team of unknown size counts as one person. */
    boolean isSmall(Disclosure.Place place) {
        String team = place.slice().get(DIMENSION);
        return team != null
                && sizes.getOrDefault(new Disclosure.Place(place.start(), place.end(), Map.of(DIMENSION, team)), 1L)
                        < LEAST;
    }
}
