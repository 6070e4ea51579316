package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.report.Disclosure.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DisclosureTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 26);
    private static final long MINIMUM = 20;
    private static final KpiView KPI = Given.share("overturn_rate");

    @Test
    void aSmallSliceTakesTheNextSmallestWithIt() {
        Map<Place, Long> people = day(Map.of("spam", 7L, "violence", 41L, "harassment", 952L));

        assertThat(values(hidden(people))).containsExactlyInAnyOrder("spam", "violence");
    }

    @Test
    void aSliceThatIsAllOfItsTotalHidesTheTotalToo() {
        // 30 reports on Monday, all of them spam; of the week's 34 those of spam on other days are 4.
        Map<Place, Long> people = new HashMap<>();
        Map<String, String> spam = Map.of("category", "spam");
        people.put(new Place(MONDAY, MONDAY, Map.of()), 30L);
        people.put(new Place(MONDAY, MONDAY, spam), 30L);
        people.put(new Place(MONDAY.plusDays(1), MONDAY.plusDays(1), Map.of()), 500L);
        people.put(new Place(MONDAY.plusDays(1), MONDAY.plusDays(1), spam), 4L);
        people.put(new Place(MONDAY, MONDAY.plusDays(6), Map.of()), 530L);
        people.put(new Place(MONDAY, MONDAY.plusDays(6), spam), 34L);

        // Tuesday's 4 = week - Monday, so Monday's spam is hidden; it is all of Monday, so Monday is; which is the week
        // less Tuesday, so Tuesday is.
        assertThat(hidden(people))
                .contains(
                        new Place(MONDAY.plusDays(1), MONDAY.plusDays(1), spam),
                        new Place(MONDAY, MONDAY, spam),
                        new Place(MONDAY, MONDAY, Map.of()),
                        new Place(MONDAY.plusDays(1), MONDAY.plusDays(1), Map.of()));
    }

    @Test
    void whatIsHiddenDoesNotDependOnTheOrderOfTheNumbers() {
        Random random = new Random(11);
        for (int round = 0; round < 10; round++) {
            Map<Place, Long> people = community(random, 0.5 + 6 * random.nextDouble());
            List<Place> places = new ArrayList<>(people.keySet());
            Collections.shuffle(places, random);
            Map<Place, Long> shuffled = new LinkedHashMap<>();
            places.forEach(place -> shuffled.put(place, people.get(place)));

            assertThat(hidden(shuffled)).as("round %d", round).isEqualTo(hidden(people));
        }
    }

    @Test
    void peopleWithoutAValueAreProtectedAsWell() {
        // 100 people, 97 of them with a language: the other three must not be told by 100 - 60 - 37.
        Map<Place, Long> people = new HashMap<>();
        people.put(new Place(MONDAY, MONDAY, Map.of()), 100L);
        people.put(new Place(MONDAY, MONDAY, Map.of("language", "de")), 60L);
        people.put(new Place(MONDAY, MONDAY, Map.of("language", "fr")), 37L);

        assertThat(hidden(people)).contains(new Place(MONDAY, MONDAY, Map.of("language", "fr")));
    }

    @Test
    void aStockIsHiddenForItsWeekWhenItIsForTheLastDay() {
        Map<Place, Long> people = day(Map.of("spam", 7L, "violence", 41L, "harassment", 952L));
        LocalDate sunday = MONDAY.plusDays(6);
        Map<Place, Long> stock = new HashMap<>();
        people.forEach((place, n) -> {
            stock.put(new Place(sunday, sunday, place.slice()), n);
            stock.put(new Place(MONDAY, sunday, place.slice()), n);
        });
        Set<Place> hidden = Disclosure.hidden(Given.stock("backlog_open"), stock, small(stock), Set.of());

        assertThat(hidden)
                .contains(
                        new Place(sunday, sunday, Map.of("category", "violence")),
                        new Place(MONDAY, sunday, Map.of("category", "violence")));
    }

    @Test
    void aStockIsHiddenForAWeekThatIsNotOverWhenItIsForTheLastDaySoFar() {
        KpiView backlog = Given.stock("backlog_open");
        Map<String, String> spam = Map.of("category", "spam");
        LocalDate wednesday = MONDAY.plusDays(2);
        Map<Place, Long> people = new HashMap<>();
        for (LocalDate day : List.of(MONDAY, MONDAY.plusDays(1), wednesday)) {
            people.put(new Place(day, day, spam), 30L);
        }
        Place week = new Place(MONDAY, MONDAY.plusDays(6), spam);
        people.put(week, 30L);

        assertThat(Disclosure.hidden(backlog, people, List.of(new Place(wednesday, wednesday, spam)), Set.of(week)))
                .containsExactlyInAnyOrder(new Place(wednesday, wednesday, spam), week);
        // What the week shows is Wednesday: it tells nothing of Tuesday.
        assertThat(Disclosure.hidden(
                        backlog,
                        people,
                        List.of(new Place(MONDAY.plusDays(1), MONDAY.plusDays(1), spam)),
                        Set.of(week)))
                .doesNotContain(week);
    }

    /** Tonight's month less last night's is a day. */
    @Test
    void aMonthThatGrowsIsHiddenWhileADayOfItIs() {
        LocalDate first = LocalDate.of(2026, 2, 2);
        Place month = new Place(first.withDayOfMonth(1), first.withDayOfMonth(28), Map.of());
        Map<Place, Long> people = new HashMap<>();
        List<Long> days = List.of(30L, 19L, 40L, 18L);
        for (int day = 0; day < days.size(); day++) {
            people.put(new Place(first.plusDays(day), first.plusDays(day), Map.of()), days.get(day));
        }
        people.put(month, 107L);

        assertThat(Disclosure.hidden(KPI, people, small(people), Set.of(month))).contains(month);
        assertThat(Disclosure.hidden(KPI, people, small(people), Set.of()))
                .doesNotContain(month)
                .hasSize(2);
    }

    @Test
    void whereNothingIsSmallNothingIsHidden() {
        assertThat(hidden(day(Map.of("spam", 20L, "violence", 41L)))).isEmpty();
    }

    /**
     * Somebody who has all that is published writes down every sum and solves them together: no hidden number comes out.
     */
    @Test
    void noHiddenNumberCanBeSolvedFor() {
        Random random = new Random(7);
        int hiddenInAll = 0;
        for (int round = 0; round < 200; round++) {
            Map<Place, Long> people = community(random, 0.5 + 6 * random.nextDouble());
            Set<Place> hidden = hidden(people);
            hiddenInAll += hidden.size();
            assertThat(solvable(people, hidden)).as("round %d", round).isEmpty();
        }
        assertThat(hiddenInAll).isGreaterThan(6_000);
    }

    /** The attack works: with the small ones alone hidden, it brings numbers back. */
    @Test
    void withoutProtectionTheAttackSucceeds() {
        Map<Place, Long> people = community(new Random(7), 3);

        assertThat(solvable(people, Set.copyOf(small(people)))).isNotEmpty();
    }

    private static Map<Place, Long> day(Map<String, Long> categories) {
        Map<Place, Long> people = new HashMap<>();
        categories.forEach((category, n) -> people.put(new Place(MONDAY, MONDAY, Map.of("category", category)), n));
        people.put(
                new Place(MONDAY, MONDAY, Map.of()),
                categories.values().stream().mapToLong(n -> n).sum());
        return people;
    }

    private static Set<Place> hidden(Map<Place, Long> people) {
        return Disclosure.hidden(KPI, people, small(people), Set.of());
    }

    private static List<Place> small(Map<Place, Long> people) {
        return people.keySet().stream()
                .filter(place -> people.get(place) < MINIMUM)
                .toList();
    }

    private static Set<String> values(Set<Place> places) {
        return places.stream().flatMap(place -> place.slice().values().stream()).collect(Collectors.toSet());
    }

    /** Three weeks over the end of a month, two dimensions and their pairs, some rows without a language. */
    private static Map<Place, Long> community(Random random, double scale) {
        Map<Place, Long> people = new LinkedHashMap<>();
        for (int day = 0; day < 21; day++) {
            LocalDate date = MONDAY.plusDays(day);
            for (int category = 0; category < 3; category++) {
                for (int language = 0; language < 4; language++) {
                    double mean = scale * 30 / ((1 + category) * (1 + language));
                    long n = Math.round(mean * -Math.log(1 - random.nextDouble()));
                    Map<String, String> slice = new TreeMap<>();
                    slice.put("category", "c" + category);
                    if (language < 3) {
                        slice.put("language", "l" + language);
                    }
                    count(people, date, slice, n);
                }
            }
        }
        return people;
    }

    private static void count(Map<Place, Long> people, LocalDate date, Map<String, String> slice, long n) {
        for (Period period : List.of(Period.day(date), Period.weekOf(date), Period.monthOf(date))) {
            List<Map<String, String>> slices = new ArrayList<>(List.of(Map.of(), slice));
            if (slice.size() > 1) {
                slice.forEach((dimension, value) -> slices.add(Map.of(dimension, value)));
            }
            slices.forEach(s -> people.merge(new Place(period.start(), period.end(), Map.copyOf(s)), n, Long::sum));
        }
    }

    /** Hidden places whose number follows from the published ones, by elimination modulo a prime. */
    private static List<Place> solvable(Map<Place, Long> people, Set<Place> hidden) {
        List<Place> unknown = hidden.stream().filter(people::containsKey).toList();
        Map<Place, Integer> index = new HashMap<>();
        unknown.forEach(place -> index.put(place, index.size()));
        List<TreeMap<Integer, Long>> equations = new ArrayList<>();
        int[] rests = {unknown.size()};
        Map<Place, Map<String, List<Place>>> sums = new LinkedHashMap<>();
        for (Place place : people.keySet()) {
            place.slice().keySet().forEach(dimension -> {
                Map<String, String> wider = new HashMap<>(place.slice());
                wider.remove(dimension);
                sums.computeIfAbsent(new Place(place.start(), place.end(), wider), p -> new TreeMap<>())
                        .computeIfAbsent(dimension, d -> new ArrayList<>())
                        .add(place);
            });
            if (place.start().equals(place.end())) {
                for (Period period : List.of(Period.weekOf(place.start()), Period.monthOf(place.start()))) {
                    sums.computeIfAbsent(new Place(period.start(), period.end(), place.slice()), p -> new TreeMap<>())
                            .computeIfAbsent("days", d -> new ArrayList<>())
                            .add(place);
                }
            }
        }
        sums.forEach((total, ways) -> ways.values().forEach(terms -> {
            TreeMap<Integer, Long> equation = new TreeMap<>();
            if (index.containsKey(total)) {
                equation.merge(index.get(total), PRIME - 1, Long::sum);
            }
            terms.stream().filter(index::containsKey).forEach(term -> equation.merge(index.get(term), 1L, Long::sum));
            long named = terms.stream().mapToLong(people::get).sum();
            if (named != people.get(total)) {
                equation.put(rests[0]++, 1L);
            }
            if (!equation.isEmpty()) {
                equations.add(equation);
            }
        }));
        return eliminate(equations).stream()
                .filter(column -> column < unknown.size())
                .map(unknown::get)
                .toList();
    }

    private static final long PRIME = 2_147_483_647L;

    /** Columns that are alone in a row of the reduced form. */
    private static List<Integer> eliminate(List<TreeMap<Integer, Long>> equations) {
        Map<Integer, TreeMap<Integer, Long>> pivots = new HashMap<>();
        for (TreeMap<Integer, Long> equation : equations) {
            for (Integer column : List.copyOf(equation.keySet())) {
                if (pivots.containsKey(column) && equation.containsKey(column)) {
                    subtract(equation, pivots.get(column), equation.get(column));
                }
            }
            while (!equation.isEmpty() && pivots.containsKey(equation.firstKey())) {
                subtract(
                        equation,
                        pivots.get(equation.firstKey()),
                        equation.firstEntry().getValue());
            }
            equation.keySet().stream()
                    .filter(column -> !pivots.containsKey(column))
                    .findFirst()
                    .ifPresent(pivot -> {
                        long inverse = power(equation.get(pivot), PRIME - 2);
                        equation.replaceAll((column, factor) -> factor * inverse % PRIME);
                        pivots.values().stream()
                                .filter(row -> row.containsKey(pivot))
                                .forEach(row -> subtract(row, equation, row.get(pivot)));
                        pivots.put(pivot, equation);
                    });
        }
        return pivots.entrySet().stream()
                .filter(row -> row.getValue().size() == 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void subtract(TreeMap<Integer, Long> row, Map<Integer, Long> pivot, long times) {
        pivot.forEach((column, factor) -> {
            long left = (row.getOrDefault(column, 0L) + (PRIME - times * factor % PRIME)) % PRIME;
            if (left == 0) {
                row.remove(column);
            } else {
                row.put(column, left);
            }
        });
    }

    private static long power(long base, long exponent) {
        long result = 1;
        for (long b = base, e = exponent; e > 0; e >>= 1, b = b * b % PRIME) {
            result = (e & 1) == 1 ? result * b % PRIME : result;
        }
        return result;
    }
}
