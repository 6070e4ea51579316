package dev.vitals.stats;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often each combination of labels was given to a unit, which is all that agreement among raters needs to know.
 *
 * <p>A pattern is what the raters of one unit said, without their names: twice {@code correct} and once
 * {@code false_positive}, say. Units with the same pattern are only counted, so that the state stays small however many
 * units there are, and coincidences, agreement and resamples of whole units all follow from it. Patterns of different
 * units add up, in any order and any grouping. The value is immutable.
 */
public final class LabelPatterns implements Serializable {
    /** The patterns of no unit at all. */
    public static final LabelPatterns EMPTY = new LabelPatterns(new TreeMap<>());

    private static final long serialVersionUID = 1L;
    private static final byte FORMAT = 1;

    /** Each pattern, the number of times each label was given, with the number of units that show it; never 0. */
    private final TreeMap<Pattern, Long> units;

    private LabelPatterns(TreeMap<Pattern, Long> units) {
        this.units = units;
    }

    /**
     * The patterns of one unit.
     *
     * @param labels what each of its raters said, in any order; a rater who said nothing is left out
     */
    public static LabelPatterns ofUnit(Collection<String> labels) {
        TreeMap<String, Long> counts = new TreeMap<>();
        labels.forEach(label -> counts.merge(label, 1L, Math::addExact));
        return ofUnits(counts, 1);
    }

    /**
     * The patterns of some units that were all given the same labels.
     *
     * @param labels each label with how many raters gave it, 1 or more
     * @param n the number of such units, 0 or more
     */
    public static LabelPatterns ofUnits(Map<String, Long> labels, long n) {
        Counts.checkCases(n);
        labels.forEach((label, raters) -> {
            if (raters < 1) {
                throw new IllegalArgumentException("label \"" + label + "\" was given by " + raters
                        + " raters; leave a label out that nobody gave");
            }
        });
        TreeMap<Pattern, Long> units = new TreeMap<>();
        if (n > 0 && !labels.isEmpty()) {
            units.put(new Pattern(new TreeMap<>(labels)), n);
        }
        return new LabelPatterns(units);
    }

    /** The number of units with at least one label. */
    public long units() {
        return units.values().stream().reduce(0L, Math::addExact);
    }

    /** The number of units with at least two labels, which are the ones that can agree or not. */
    public long pairableUnits() {
        return units.entrySet().stream()
                .filter(unit -> unit.getKey().size() > 1)
                .map(Map.Entry::getValue)
                .reduce(0L, Math::addExact);
    }

    /** The patterns of the units of both. */
    public LabelPatterns merge(LabelPatterns other) {
        TreeMap<Pattern, Long> sum = new TreeMap<>(units);
        other.units.forEach((pattern, n) -> sum.merge(pattern, n, Math::addExact));
        return new LabelPatterns(sum);
    }

    /** Shows every pattern with the number of its units to a visitor, always in the same order. */
    public void forEach(Visitor visitor) {
        units.forEach((pattern, n) -> visitor.visit(Collections.unmodifiableSortedMap(pattern.labels), n));
    }

    /**
     * The patterns as bytes: a format byte, the labels in use, then for each pattern its number of labels, each label
     * by its place with the number of its raters, and the number of units. Equal patterns have equal bytes.
     */
    public byte[] encode() {
        TreeSet<String> words = new TreeSet<>();
        units.keySet().forEach(pattern -> words.addAll(pattern.labels.keySet()));
        List<String> places = List.copyOf(words);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(FORMAT);
        Varints.write(out, places.size());
        for (String word : places) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            Varints.write(out, text.length);
            out.writeBytes(text);
        }
        units.forEach((pattern, n) -> {
            Varints.write(out, pattern.labels.size());
            pattern.labels.forEach((label, raters) -> {
                Varints.write(out, Collections.binarySearch(places, label));
                Varints.write(out, raters);
            });
            Varints.write(out, n);
        });
        return out.toByteArray();
    }

    /**
     * The patterns that {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another format, cut off or otherwise not written by encode
     */
    public static LabelPatterns decode(byte[] bytes) {
        try {
            if (bytes.length == 0 || bytes[0] != FORMAT) {
                throw new IllegalArgumentException(bytes.length == 0 ? "no format byte" : "format " + bytes[0]);
            }
            return read(new Varints.Reader(bytes, 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "these " + bytes.length + " bytes are not label patterns of format " + FORMAT + ": "
                            + e.getMessage() + "; rebuild the state from its rows",
                    e);
        }
    }

    private static LabelPatterns read(Varints.Reader in) {
        long words = in.read();
        List<String> places = new ArrayList<>();
        for (long i = 0; i < words; i++) {
            places.add(new String(in.read(in.read()), StandardCharsets.UTF_8));
        }
        TreeMap<Pattern, Long> units = new TreeMap<>();
        while (in.hasMore()) {
            long size = in.read();
            TreeMap<String, Long> labels = new TreeMap<>();
            for (long i = 0; i < size; i++) {
                long place = in.read();
                long raters = in.read();
                if (place >= places.size() || raters == 0) {
                    throw new IllegalArgumentException(
                            "a label without a name or a rater, before byte " + in.position());
                }
                labels.put(places.get((int) place), raters);
            }
            long n = in.read();
            if (n == 0 || labels.isEmpty() || units.put(new Pattern(labels), n) != null) {
                throw new IllegalArgumentException(
                        "a pattern that is empty or came before, before byte " + in.position());
            }
        }
        return new LabelPatterns(units);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelPatterns that && units.equals(that.units);
    }

    @Override
    public int hashCode() {
        return units.hashCode();
    }

    @Override
    public String toString() {
        return "LabelPatterns[" + units() + " units, " + units.size() + " patterns]";
    }

    /** Receives the patterns one by one. */
    @FunctionalInterface
    public interface Visitor {
        /** Called once for each pattern: how many raters gave each label, and how many units show it. */
        void visit(SortedMap<String, Long> labels, long units);
    }

    /** What the raters of a unit said; ordered so that equal states are equal bytes. */
    private record Pattern(TreeMap<String, Long> labels) implements Comparable<Pattern>, Serializable {
        long size() {
            return labels.values().stream().reduce(0L, Math::addExact);
        }

        @Override
        public int compareTo(Pattern other) {
            NavigableMap<String, Long> theirs = other.labels;
            var left = labels.entrySet().iterator();
            var right = theirs.entrySet().iterator();
            while (left.hasNext() && right.hasNext()) {
                Map.Entry<String, Long> a = left.next();
                Map.Entry<String, Long> b = right.next();
                int order = a.getKey().compareTo(b.getKey());
                order = order != 0 ? order : Long.compare(a.getValue(), b.getValue());
                if (order != 0) {
                    return order;
                }
            }
            return Boolean.compare(left.hasNext(), right.hasNext());
        }
    }
}
