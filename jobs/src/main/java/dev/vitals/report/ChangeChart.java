package dev.vitals.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vitals.report.ChangeEffect.Day;
import dev.vitals.report.ChangeEffect.Since;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * What a change did to a primary metric, as a script draws it: of a change for everyone its days with the lines before and
 * after, of a change for some channels the effect by time since.
 */
final class ChangeChart {
    /** Days on each side that are drawn; from further off a change can't be seen. */
    private static final int MOST_DAYS = 90;

    /** Digits that are drawn. */
    private static final MathContext DIGITS = new MathContext(5);

    private final ChangeView change;
    private final ChangeEffect effect;

    ChangeChart(ChangeView change, ChangeEffect effect) {
        this.change = change;
        this.effect = effect;
    }

    /** Id of the element that it is drawn into. */
    String id() {
        return change.change().anchor() + "-" + Anchors.clean(effect.metric().kpi())
                + effect.metric().labelAge().stream()
                        .mapToObj(age -> "-" + age)
                        .findFirst()
                        .orElse("")
                + effect.metric()
                        .slice()
                        .map(slice -> "-" + Anchors.clean(slice))
                        .orElse("");
    }

    ChangeEffect effect() {
        return effect;
    }

    boolean isOfDays() {
        return change.change().isForEveryone();
    }

    /** Whether there is anything to draw that may be told. */
    boolean isDrawn() {
        return isOfDays()
                ? change.areDaysShown(effect) && effect.effect().value() != null
                : effect.since().stream().anyMatch(this::isShown);
    }

    private boolean isShown(Since since) {
        return change.isShown(effect, since) && since.effect().value() != null;
    }

    /** Days that are drawn. */
    List<Day> days() {
        return effect.days().stream()
                .filter(day -> !day.date().isBefore(change.change().on().minusDays(MOST_DAYS))
                        && day.date().isBefore(change.change().on().plusDays(MOST_DAYS)))
                .toList();
    }

    /** Days since the change, in words. */
    String label(Since since) {
        return since.from() == since.to()
                ? Format.number(since.from())
                : Format.number(since.from()) + " to " + Format.number(since.to());
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id());
        json.writeStringField("unit", change.unit(effect));
        if (isOfDays()) {
            json.writeStringField("changeOn", change.change().on().toString());
            json.writeArrayFieldStart("days");
            for (Day day : days()) {
                json.writeStartArray();
                json.writeString(day.date().toString());
                number(json, day.value());
                number(json, day.fitted());
                number(json, day.expected());
                json.writeEndArray();
            }
        } else {
            json.writeArrayFieldStart("since");
            for (Since since : effect.since()) {
                json.writeStartArray();
                json.writeString(label(since));
                json.writeNumber(since.from());
                if (isShown(since)) {
                    number(json, since.effect().value());
                    number(json, since.effect().low());
                    number(json, since.effect().high());
                }
                json.writeEndArray();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, Double number) throws IOException {
        if (number == null) {
            json.writeNull();
        } else {
            json.writeNumber(BigDecimal.valueOf(number).round(DIGITS));
        }
    }
}
