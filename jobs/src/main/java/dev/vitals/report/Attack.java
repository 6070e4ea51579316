package dev.vitals.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What somebody could tell of hidden numbers who writes down every sum of published ones and solves them together.
 *
 * <p>A hidden number can be told when it is the same in every world in which the published numbers hold. So one other such
 * world is made up: random numbers for what the sums leave free, and what follows from them for the rest. Where the two
 * worlds agree, the number is told; they agree by chance in one of two billion. The seed is fixed, and sums are solved
 * modulo a prime, so that nothing is rounded.
 *
 * @param <T> what a hidden number is found by
 */
final class Attack<T> {
    private static final long PRIME = Integer.MAX_VALUE;
    private static final long SEED = 7;

    /** From the first on, a number stands for a sum itself, so that every sum made of others tells which they are. */
    private static final int MARKS = 1 << 30;

    private final Map<T, Integer> columns = new LinkedHashMap<>();
    private final List<TreeMap<Integer, Long>> sums = new ArrayList<>();
    private final List<Solved> solved = new ArrayList<>();
    private final Map<Integer, Integer> solvedBy = new TreeMap<>();

    /** A sum in its simplest form: one of its unknowns, which sums solved later do not hold, and what it is made of. */
    private record Solved(int unknown, Map<Integer, Long> sum) {}

    /**
     * Adds a sum, the next one from number 0.
     *
     * @param total hidden total, or null when it is published
     * @param terms the hidden ones of its terms
     */
    void add(T total, List<T> terms) {
        TreeMap<Integer, Long> sum = new TreeMap<>();
        terms.forEach(term -> sum.put(column(term), 1L));
        if (total != null) {
            sum.put(column(total), PRIME - 1);
        }
        sum.put(MARKS + sums.size(), 1L);
        sums.add(sum);
    }

    private int column(T hidden) {
        return columns.computeIfAbsent(hidden, place -> columns.size());
    }

    /** The hidden numbers that can be told, once all sums are there. */
    Set<T> told() {
        eliminate(peel());
        long[] difference = new Random(SEED).longs(columns.size(), 1, PRIME).toArray();
        for (int i = solved.size() - 1; i >= 0; i--) {
            Solved last = solved.get(i);
            long others = 0;
            for (Map.Entry<Integer, Long> term : last.sum().entrySet()) {
                if (term.getKey() != last.unknown() && term.getKey() < MARKS) {
                    others = (others + term.getValue() * difference[term.getKey()]) % PRIME;
                }
            }
            difference[last.unknown()] =
                    (PRIME - others) % PRIME * inverse(last.sum().get(last.unknown())) % PRIME;
        }
        Set<T> told = new LinkedHashSet<>();
        columns.forEach((hidden, column) -> {
            if (difference[column] == 0) {
                told.add(hidden);
            }
        });
        return told;
    }

    /**
     * How a number is told.
     *
     * @param hidden one that can be told
     * @return sums that make it together, by their number, each as often as it is taken (modulo the prime)
     */
    Map<Integer, Long> way(T hidden) {
        TreeMap<Integer, Long> sum = new TreeMap<>(Map.of(columns.get(hidden), 1L));
        reduce(sum);
        Map<Integer, Long> way = new TreeMap<>();
        sum.forEach((mark, times) -> way.put(mark - MARKS, times));
        return way;
    }

    /** Adds factors of a way. */
    static long add(long factor, long more) {
        return Math.floorMod(factor + more, PRIME);
    }

    /** Takes away, as long as there are any, sums with an unknown that is in no other; most go that way. */
    private List<TreeMap<Integer, Long>> peel() {
        Map<Integer, Set<Integer>> sumsOf = new TreeMap<>();
        for (int sum = 0; sum < sums.size(); sum++) {
            for (int column : sums.get(sum).headMap(MARKS).keySet()) {
                sumsOf.computeIfAbsent(column, unknown -> new LinkedHashSet<>()).add(sum);
            }
        }
        Set<Integer> left = new LinkedHashSet<>();
        for (int sum = 0; sum < sums.size(); sum++) {
            left.add(sum);
        }
        Deque<Integer> alone = new ArrayDeque<>(sumsOf.keySet());
        while (!alone.isEmpty()) {
            int column = alone.poll();
            if (sumsOf.get(column).size() != 1) {
                continue;
            }
            int sum = sumsOf.get(column).iterator().next();
            left.remove(sum);
            solve(column, sums.get(sum));
            for (int other : sums.get(sum).headMap(MARKS).keySet()) {
                sumsOf.get(other).remove(sum);
                alone.add(other);
            }
        }
        return left.stream().map(sums::get).map(TreeMap::new).toList();
    }

    /** Solves the sums that hang together, small ones first, each for the unknown that is in the fewest of them. */
    private void eliminate(List<TreeMap<Integer, Long>> core) {
        Map<Integer, Integer> frequency = new TreeMap<>();
        core.forEach(sum -> sum.headMap(MARKS).keySet().forEach(column -> frequency.merge(column, 1, Integer::sum)));
        for (TreeMap<Integer, Long> sum :
                core.stream().sorted(Comparator.comparingInt(TreeMap::size)).toList()) {
            reduce(sum);
            sum.headMap(MARKS).keySet().stream()
                    .min(Comparator.comparing(frequency::get))
                    .ifPresent(unknown -> solve(unknown, sum));
        }
    }

    private void solve(int unknown, TreeMap<Integer, Long> sum) {
        solvedBy.put(unknown, solved.size());
        solved.add(new Solved(unknown, sum));
    }

    private void reduce(TreeMap<Integer, Long> sum) {
        for (Integer first = firstSolved(sum); first != null; first = firstSolved(sum)) {
            subtract(sum, solved.get(solvedBy.get(first)), first);
        }
    }

    /** The unknown of the sum that was solved for first; sums solved later do not hold it, so that it does not come back. */
    private Integer firstSolved(TreeMap<Integer, Long> sum) {
        return sum.headMap(MARKS).keySet().stream()
                .filter(solvedBy::containsKey)
                .min(Comparator.comparing(solvedBy::get))
                .orElse(null);
    }

    private static void subtract(TreeMap<Integer, Long> sum, Solved solved, int unknown) {
        long times = sum.get(unknown) * inverse(solved.sum().get(unknown)) % PRIME;
        solved.sum().forEach((column, factor) -> {
            long left = (sum.getOrDefault(column, 0L) + (PRIME - times * factor % PRIME)) % PRIME;
            if (left == 0) {
                sum.remove(column);
            } else {
                sum.put(column, left);
            }
        });
    }

    /** By Fermat's little theorem. */
    private static long inverse(long number) {
        long result = 1;
        for (long base = number, power = PRIME - 2; power > 0; power >>= 1, base = base * base % PRIME) {
            result = (power & 1) == 1 ? result * base % PRIME : result;
        }
        return result;
    }
}
