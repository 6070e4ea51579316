package dev.vitals.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * The lift of a metric by night, with its interval, as a script draws it.
 *
 * @param id of the element that it is drawn into
 * @param nights those that may be shown and those that may not, in order
 * @param metric says which nights are hidden
 * @param limit lift at which a guardrail is worse by its margin; null of others
 * @param finalDay night from which nothing that the metric counts can change
 */
record EffectChart(String id, List<ReadoutRow> nights, MetricView metric, Double limit, LocalDate finalDay) {
    EffectChart {
        nights = List.copyOf(nights);
    }

    /** Whether any night has a lift to draw. */
    boolean isDrawn() {
        return nights.stream().anyMatch(this::isShown);
    }

    boolean isShown(ReadoutRow row) {
        return metric.isShown(row) && row.lift().value() != null;
    }

    /** Whether what there is of the night may not be told. */
    boolean isHidden(ReadoutRow row) {
        return !metric.isShown(row);
    }

    boolean isFinal(ReadoutRow row) {
        return !row.asOf().isBefore(finalDay);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        if (limit != null) {
            json.writeNumberField("limit", limit);
        }
        json.writeArrayFieldStart("nights");
        for (ReadoutRow row : nights) {
            json.writeStartArray();
            json.writeString(row.asOf().toString());
            if (isShown(row)) {
                number(json, row.lift().value());
                number(json, row.lift().low());
                number(json, row.lift().high());
                json.writeNumber(isFinal(row) ? 1 : 0);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** With four digits after the point, a hundredth of a per cent. */
    private static void number(JsonGenerator json, Double number) throws IOException {
        if (number == null) {
            json.writeNull();
        } else {
            json.writeNumber(Math.round(number * 10_000) / 10_000.0);
        }
    }
}
