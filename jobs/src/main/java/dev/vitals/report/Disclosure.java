package dev.vitals.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which numbers of one KPI stay hidden when its days, weeks and months are published with all their slices.
 *
 * <p>A number over fewer people than the KPI's minimum is hidden. It must not come back by subtraction either, and there
 * are two ways to subtract: the values of a dimension add up to the number without that dimension, and the days of a week
 * or month add up to it. Each such sum is kept unsolvable: at least two of its terms are hidden, and hidden parts of a
 * published total are together not few. Where terms of its own are not enough, the total is hidden too. Rows without a
 * value of a dimension are a term that nobody publishes. A stock's week is its last day, or its last day so far: they are hidden together. Any other week
 * or month that is not over grows by a day every night, and tonight's number less last night's is that day: it stays hidden
 * while one of its days is.
 *
 * <p>Sums are looked at one at a time first, as secondary suppression does in official statistics (Hundepool et al.,
 * Statistical Disclosure Control, 2012, chapter 4), and then solved together ({@link Attack}): of every way by which one
 * could still be told a place is hidden, until there is none.
 */
final class Disclosure {
    /**
     * What is published or hidden as one: every estimate of the KPI for a stretch of days and a slice.
     *
     * @param start first day
     * @param end last day, inclusive; the same for a day
     * @param slice dimension to value; empty for all
     */
    record Place(LocalDate start, LocalDate end, Map<String, String> slice) {
        static Place of(Cell cell) {
            return new Place(cell.start(), cell.end(), cell.slice());
        }

        boolean isDay() {
            return start.equals(end);
        }

        int days() {
            return (int) ChronoUnit.DAYS.between(start, end) + 1;
        }

        /** Dimensions and values in order, so that ties are broken the same way every time. */
        private String order() {
            return start + " " + end + " " + new TreeMap<>(slice);
        }
    }

    /**
     * A total and the terms that add up to it.
     *
     * @param rest people of the total who are in no term
     */
    private record Sum(Place total, List<Place> terms, long rest) {}

    private final KpiView kpi;
    private final Map<Place, Long> people;
    private final Map<Place, List<Place>> daysOf;
    private final Set<Place> growing;
    private final Set<Place> hidden = new HashSet<>();
    private final Map<Place, List<Sum>> sumsOf = new HashMap<>();
    private final Deque<Sum> open = new ArrayDeque<>();

    /** Places in order, because which of two equals is hidden must not depend on the order in which they were read. */
    private Disclosure(KpiView kpi, Map<Place, Long> people, Set<Place> growing) {
        this.kpi = kpi;
        this.growing = growing;
        this.people = new LinkedHashMap<>();
        Map<String, List<Place>> inOrder = new TreeMap<>();
        people.keySet()
                .forEach(place -> inOrder.computeIfAbsent(place.order(), order -> new ArrayList<>())
                        .add(place));
        inOrder.values().forEach(places -> places.forEach(place -> this.people.put(place, people.get(place))));
        this.daysOf = periods();
    }

    /**
     * Places to hide among all cells that are published of a KPI.
     *
     * @param cells its cells, every estimate
     * @param teams sizes of teams, of which small ones are hidden whatever they did
     */
    static Set<Place> hidden(KpiView kpi, Collection<Cell> cells, Teams teams) {
        Map<Place, Long> people = new LinkedHashMap<>();
        Set<Place> small = new HashSet<>();
        Set<Place> growing = new LinkedHashSet<>();
        for (Cell cell : cells) {
            Place place = Place.of(cell);
            people.merge(place, cell.n(), Math::min);
            if (cell.isSmall() || teams.isSmall(place)) {
                small.add(place);
            }
            if (cell.end().isAfter(cell.asOf())) {
                growing.add(place);
            }
        }
        return hidden(kpi, people, small, growing);
    }

    /**
     * Places to hide among all those that are published of a KPI.
     *
     * @param people observations by place, those without any included
     * @param small places that may not be shown for themselves
     * @param growing weeks and months that are not over
     */
    static Set<Place> hidden(KpiView kpi, Map<Place, Long> people, Collection<Place> small, Set<Place> growing) {
        Disclosure disclosure = new Disclosure(kpi, people, growing);
        disclosure.sums().forEach(disclosure::register);
        small.stream().filter(place -> people.getOrDefault(place, 0L) > 0).forEach(disclosure.hidden::add);
        disclosure.protect();
        return disclosure.hidden;
    }

    private void register(Sum sum) {
        sumsOf.computeIfAbsent(sum.total(), place -> new ArrayList<>()).add(sum);
        sum.terms()
                .forEach(term ->
                        sumsOf.computeIfAbsent(term, place -> new ArrayList<>()).add(sum));
        open.add(sum);
    }

    private void protect() {
        Map<Map<String, String>, Stretches> stretches = stretches();
        do {
            while (!open.isEmpty()) {
                Sum sum = open.poll();
                if (isSolvable(sum)) {
                    hide(next(sum));
                }
            }
            for (Place place : people.keySet().stream().filter(hidden::contains).toList()) {
                hide(longest(stretches.get(place.slice()).around(place, other -> !hidden.contains(other))));
            }
            growing.stream()
                    .filter(place -> !hidden.contains(place))
                    .filter(place ->
                            daysOf.getOrDefault(place, List.of()).stream().anyMatch(hidden::contains))
                    .toList()
                    .forEach(place -> hide(List.of(place)));
            if (open.isEmpty()) {
                closeWays();
            }
        } while (!open.isEmpty());
    }

    /** Hides a place on each way by which a hidden one follows from all sums together. */
    private void closeWays() {
        Attack<Place> attack = new Attack<>();
        List<Sum> used = new ArrayList<>();
        sumsOf.forEach((total, sums) -> sums.stream()
                .filter(sum -> sum.total().equals(total) && sum.rest() == 0)
                .forEach(sum -> {
                    used.add(sum);
                    attack.add(
                            hidden.contains(total) ? total : null,
                            sum.terms().stream().filter(hidden::contains).toList());
                }));
        Set<Place> closed = new HashSet<>();
        for (Place told : attack.told()) {
            List<Place> way = published(attack.way(told), used);
            if (way.stream().noneMatch(closed::contains)) {
                hide(way).ifPresent(closed::add);
            }
        }
    }

    /** Published places that are left when sums are added up; people in no term are an unknown that tells nothing. */
    private List<Place> published(Map<Integer, Long> way, List<Sum> sums) {
        Map<Place, Long> factors = new LinkedHashMap<>();
        way.forEach((sum, times) -> {
            factors.merge(sums.get(sum).total(), -times, Attack::add);
            sums.get(sum).terms().forEach(term -> factors.merge(term, times, Attack::add));
        });
        return factors.keySet().stream()
                .filter(place -> factors.get(place) != 0 && !hidden.contains(place))
                .toList();
    }

    /**
     * The longest places of a way: a month lies on the ways around many days, so that without it all its weeks may stay.
     */
    private static List<Place> longest(List<Place> way) {
        int days = way.stream().mapToInt(Place::days).max().orElse(0);
        return way.stream().filter(place -> place.days() == days).toList();
    }

    /** Hides the place that costs least, if there is any. */
    private Optional<Place> hide(Collection<Place> candidates) {
        Optional<Place> cheapest = candidates.stream()
                .filter(place -> people.getOrDefault(place, 0L) > 0)
                .min(Comparator.comparing((Place place) -> people.get(place)).thenComparing(Place::order));
        cheapest.ifPresent(place -> {
            hidden.add(place);
            open.addAll(sumsOf.get(place));
        });
        return cheapest;
    }

    /** Whether a hidden term can be told from the rest, or the hidden terms together are few. */
    private boolean isSolvable(Sum sum) {
        boolean isTotalHidden = hidden.contains(sum.total());
        long terms = sum.terms().stream().filter(hidden::contains).count();
        long fewInTerms = sum.terms().stream()
                .filter(hidden::contains)
                .mapToLong(people::get)
                .sum();
        long unpublished = terms + (isTotalHidden ? 1 : 0);
        if (unpublished == 0) {
            return sum.rest() > 0 && sum.rest() < kpi.minDenominator();
        }
        boolean isAlone = unpublished == 1 && sum.rest() == 0;
        boolean areFew = !isTotalHidden && fewInTerms + sum.rest() < kpi.minDenominator();
        return isAlone || areFew;
    }

    /** Terms that could be hidden, else the total. */
    private List<Place> next(Sum sum) {
        List<Place> terms = sum.terms().stream()
                .filter(term -> !hidden.contains(term) && people.get(term) > 0)
                .toList();
        return terms.isEmpty() && !hidden.contains(sum.total()) ? List.of(sum.total()) : terms;
    }

    /** Every sum in which a number of the KPI is a term. */
    private List<Sum> sums() {
        List<Sum> sums = new ArrayList<>();
        slices().forEach((total, dimensions) -> dimensions.values().forEach(terms -> add(sums, total, terms)));
        daysOf.forEach((total, terms) -> add(sums, total, terms));
        return sums;
    }

    /** For each slice and each dimension that it leaves open: the slices that fill it in. */
    private Map<Place, Map<String, List<Place>>> slices() {
        Map<Place, Map<String, List<Place>>> slices = new LinkedHashMap<>();
        for (Place place : people.keySet()) {
            for (String dimension : new TreeSet<>(place.slice().keySet())) {
                Map<String, String> wider = new HashMap<>(place.slice());
                wider.remove(dimension);
                slices.computeIfAbsent(new Place(place.start(), place.end(), wider), total -> new TreeMap<>())
                        .computeIfAbsent(dimension, total -> new ArrayList<>())
                        .add(place);
            }
        }
        return slices;
    }

    /** Days of each week and month that has a number; of a stock the last that was measured, which is all that it shows. */
    private Map<Place, List<Place>> periods() {
        Map<Period, LocalDate> lastDays = lastDays();
        Map<Place, List<Place>> periods = new LinkedHashMap<>();
        people.keySet().stream().filter(Place::isDay).forEach(day -> {
            for (Period period : List.of(Period.weekOf(day.start()), Period.monthOf(day.start()))) {
                Place total = new Place(period.start(), period.end(), day.slice());
                if (people.containsKey(total) && (!kpi.isStock() || day.end().equals(lastDays.get(period)))) {
                    periods.computeIfAbsent(total, days -> new ArrayList<>()).add(day);
                }
            }
        });
        return periods;
    }

    /** The last day of each week and month on which any slice has a number. */
    private Map<Period, LocalDate> lastDays() {
        Map<Period, LocalDate> last = new HashMap<>();
        people.keySet().stream()
                .filter(Place::isDay)
                .map(Place::start)
                .distinct()
                .forEach(day -> {
                    for (Period period : List.of(Period.weekOf(day), Period.monthOf(day))) {
                        last.merge(period, day, (a, b) -> a.isAfter(b) ? a : b);
                    }
                });
        return last;
    }

    private Map<Map<String, String>, Stretches> stretches() {
        Map<Map<String, String>, Stretches> bySlice = new HashMap<>();
        if (kpi.isStock()) {
            people.keySet().forEach(place -> bySlice.put(place.slice(), new Stretches()));
            return bySlice;
        }
        people.keySet()
                .forEach(place -> bySlice.computeIfAbsent(place.slice(), slice -> new Stretches())
                        .add(place));
        bySlice.forEach((slice, stretches) -> daysWithoutAnything(slice).forEach(stretches::add));
        return bySlice;
    }

    /** A slice of which days are published has no place on a day on which nothing was counted, and that tells it. */
    private List<Place> daysWithoutAnything(Map<String, String> slice) {
        if (people.keySet().stream()
                .noneMatch(place -> place.isDay() && place.slice().equals(slice))) {
            return List.of();
        }
        LocalDate first = people.keySet().stream()
                .map(Place::start)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate last = people.keySet().stream()
                .map(Place::end)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return first.datesUntil(last.plusDays(1))
                .map(day -> new Place(day, day, slice))
                .filter(day -> !people.containsKey(day))
                .toList();
    }

    private void add(List<Sum> sums, Place total, List<Place> terms) {
        long named = terms.stream().mapToLong(people::get).sum();
        long all = people.getOrDefault(total, named);
        sums.add(new Sum(total, List.copyOf(terms), Math.max(0, all - named)));
    }
}
