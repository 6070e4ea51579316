package dev.vitals.report;

import dev.vitals.report.Disclosure.Place;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Days, weeks and months of one slice, as ways from the start of a day to the start of a later one.
 *
 * <p>What was counted between two days is known when published stretches lead from one to the other, forwards or
 * backwards: weeks and months overlap, so that a Sunday the first follows from its week and the month before it.
 */
final class Stretches {
    private final Map<LocalDate, List<Way>> ways = new HashMap<>();

    /** A place from one of its ends to the other. */
    private record Way(LocalDate to, Place place) {}

    /** Adds days, weeks or months. */
    void add(Place place) {
        LocalDate after = place.end().plusDays(1);
        ways.computeIfAbsent(place.start(), day -> new ArrayList<>()).add(new Way(after, place));
        ways.computeIfAbsent(after, day -> new ArrayList<>()).add(new Way(place.start(), place));
    }

    /**
     * Published places from which the number of this one follows.
     *
     * @return the places, or nothing when no way leads around it
     */
    List<Place> around(Place place, Predicate<Place> isPublished) {
        Map<LocalDate, Way> cameBy = new HashMap<>();
        Deque<LocalDate> next = new ArrayDeque<>(List.of(place.start()));
        LocalDate goal = place.end().plusDays(1);
        while (!next.isEmpty() && !cameBy.containsKey(goal)) {
            LocalDate day = next.poll();
            for (Way way : ways.getOrDefault(day, List.of())) {
                boolean isNew = !cameBy.containsKey(way.to()) && !way.to().equals(place.start());
                if (isNew && isPublished.test(way.place())) {
                    cameBy.put(way.to(), new Way(day, way.place()));
                    next.add(way.to());
                }
            }
        }
        List<Place> path = new ArrayList<>();
        for (Way way = cameBy.get(goal); way != null; way = cameBy.get(way.to())) {
            path.add(way.place());
        }
        return path;
    }
}
