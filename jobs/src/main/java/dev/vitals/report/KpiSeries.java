package dev.vitals.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vitals.kpi.KpiSlice;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The figures of a KPI as the explorer of a site reads them: for days, weeks and months, each estimate of each slice by one
 * dimension as columns over the same dates.
 *
 * <p>Hidden figures are a letter without a number. A slice of which nothing is shown is left out. A share is left out where
 * its numerator and denominator tell it. Of a slice only the first estimate is there by day: the others, a third of all
 * numbers, are there by week, where they vary less.
 */
final class KpiSeries {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int DIGITS = 4;
    private static final int DIGITS_OF_ENDS = 3;

    /** Statistics of which a reader sees numerator and denominator. */
    private static final Set<String> FRACTIONS = Set.of("share", "ratio", "rate");

    private final KpiFigures figures;
    private final KpiView kpi;
    private final Map<Period.Kind, List<Period>> periods = new TreeMap<>();
    private final List<Map<String, String>> slices;

    KpiSeries(KpiFigures figures, List<Cell> cells) {
        this.figures = figures;
        this.kpi = figures.kpi();
        Map<Period.Kind, TreeSet<Period>> found = new TreeMap<>();
        Map<String, Map<String, String>> shown =
                new TreeMap<>(Comparator.comparing((String key) -> !key.equals(KpiSlice.ALL))
                        .thenComparing(Comparator.naturalOrder()));
        for (Cell cell : cells) {
            if (cell.slice().size() > 1) {
                continue;
            }
            Period period = Period.of(cell.start(), cell.end());
            found.computeIfAbsent(period.kind(), kind -> new TreeSet<>(Comparator.comparing(Period::start)))
                    .add(period);
            if (!figures.isHidden(cell) && (cell.value() != null || cell.n() > 0)) {
                shown.put(KpiSlice.key(cell.slice()), cell.slice());
            }
        }
        found.forEach((kind, of) -> periods.put(kind, List.copyOf(of)));
        slices = List.copyOf(shown.values());
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** The columns as JSON. */
    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("kpi", kpi.id());
            json.writeArrayFieldStart("slices");
            for (Map<String, String> slice : slices) {
                json.writeStartArray();
                for (Map.Entry<String, String> value : slice.entrySet()) {
                    json.writeString(value.getKey());
                    json.writeString(Plain.visible(value.getValue()));
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("caveats");
            for (String caveat : kpi.caveats()) {
                json.writeString(caveat);
            }
            json.writeEndArray();
            for (Map.Entry<Period.Kind, List<Period>> kind : periods.entrySet()) {
                write(json, kind.getKey(), kind.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + kpi.id() + " as JSON", e);
        }
        return text.toString();
    }

    private void write(JsonGenerator json, Period.Kind kind, List<Period> of) throws IOException {
        json.writeObjectFieldStart(kind.name().toLowerCase(Locale.ROOT));
        texts(json, "start", of, period -> period.start().toString());
        texts(json, "end", of, period -> period.end().toString());
        json.writeArrayFieldStart("series");
        for (int slice = 0; slice < slices.size(); slice++) {
            boolean isSliceOfDay = kind == Period.Kind.DAY && !slices.get(slice).isEmpty();
            for (String estimate : isSliceOfDay ? kpi.estimates().subList(0, 1) : kpi.estimates()) {
                write(json, slice, estimate, of);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, int slice, String estimate, List<Period> of) throws IOException {
        List<Figure> row = new ArrayList<>();
        StringBuilder states = new StringBuilder();
        StringBuilder finals = new StringBuilder();
        StringBuilder moves = new StringBuilder();
        for (Period period : of) {
            Figure figure = figures.figure(estimate, period, slices.get(slice));
            row.add(figure);
            states.append(letter(figure.state()));
            finals.append(figure.statusText().isEmpty() ? '-' : figure.isProvisional() ? 'p' : 'f');
            moves.append(letter(figures.movement(estimate, period, slices.get(slice))));
        }
        if (row.stream().noneMatch(Figure::hasCell)) {
            return;
        }
        String unit = kpi.unitOf(estimate);
        json.writeStartObject();
        json.writeNumberField("slice", slice);
        json.writeStringField("estimate", estimate);
        json.writeStringField("state", states.toString());
        json.writeStringField("status", finals.toString());
        json.writeStringField("move", moves.toString());
        Map<String, Function<Cell, Double>> columns = new LinkedHashMap<>();
        columns.put("value", cell -> shortened(cell.value(), unit, DIGITS));
        columns.put("low", cell -> shortened(cell.ciLow(), unit, DIGITS_OF_ENDS));
        columns.put("high", cell -> shortened(cell.ciHigh(), unit, DIGITS_OF_ENDS));
        if (row.stream().allMatch(KpiSeries::isQuotient)) {
            columns.remove("value");
        }
        if (FRACTIONS.contains(kpi.statistic())) {
            columns.put("part", cell -> shortened(cell.numerator(), "", DIGITS));
            columns.put("whole", cell -> shortened(cell.denominator(), "", DIGITS));
        }
        columns.put("n", cell -> (double) cell.n());
        columns.put("open", cell -> cell.nCensored() == null ? null : (double) cell.nCensored());
        for (Map.Entry<String, Function<Cell, Double>> column : columns.entrySet()) {
            numbers(
                    json,
                    column.getKey(),
                    row.stream()
                            .map(figure -> figure.hasCell() ? column.getValue().apply(figure.cell()) : null)
                            .toList());
        }
        json.writeEndObject();
    }

    /** Whether a reader can divide for himself. */
    private static boolean isQuotient(Figure figure) {
        if (!figure.hasCell() || figure.cell().value() == null) {
            return true;
        }
        Cell cell = figure.cell();
        return figure.kpi().statistic().equals("share")
                && isWhole(cell.numerator())
                && isWhole(cell.denominator())
                && cell.value() == cell.numerator() / cell.denominator();
    }

    private static boolean isWhole(Double number) {
        return number != null && number == Math.rint(number);
    }

    private static Double shortened(Double number, String unit, int digits) {
        return number == null ? null : Double.valueOf(ShortNumber.of(number, unit, digits));
    }

    /** A column with commas between its numbers, unless there is nothing in it. */
    private static void numbers(JsonGenerator json, String name, List<Double> numbers) throws IOException {
        if (numbers.stream().anyMatch(Objects::nonNull)) {
            json.writeStringField(name, numbers.stream().map(KpiSeries::text).collect(Collectors.joining(",")));
        }
    }

    private static String text(Double number) {
        if (number == null) {
            return "";
        }
        boolean isWhole = number == Math.rint(number) && Math.abs(number) < 1e15;
        String text = isWhole ? Long.toString(number.longValue()) : Double.toString(number);
        return text.replaceFirst("^(-?)0\\.", "$1.");
    }

    private static void texts(JsonGenerator json, String name, List<Period> of, Function<Period, String> text)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Period period : of) {
            json.writeString(text.apply(period));
        }
        json.writeEndArray();
    }

    /** What the explorer takes a state by. */
    private static char letter(Figure.State state) {
        return switch (state) {
            case VALUE -> 'v';
            case AT_MOST -> '<';
            case AT_LEAST -> '>';
            case NOT_REACHED -> 'n';
            case NO_DATA -> '-';
            case TOO_FEW -> 't';
        };
    }

    private static char letter(Movement movement) {
        return switch (movement.verdict()) {
            case MOVED -> movement.isUp() ? 'u' : 'd';
            case UNEVEN -> 'e';
            case STEADY -> 's';
            case UNJUDGED -> 'j';
            case REDEFINED -> 'x';
            case UNSETTLED -> 'w';
            case PARTIAL -> 'p';
            case NO_PREVIOUS, NO_DATA, TOO_FEW -> '-';
        };
    }
}
