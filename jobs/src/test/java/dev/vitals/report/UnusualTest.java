package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnusualTest {
    private static final LocalDate DAY = Given.WEEK.start();

    private final KpiView share = Given.share("overturn_rate");

    @Test
    void anAlarmSaysWhatWasExpectedAndWhatElseHappened() {
        Alarm alarm = alarm(Map.of("category", "spam"), "spike", 0.4, 900, List.of("20 people filed 30 reports"));

        assertThat(told(alarm))
                .containsExactly("overturn rate of category " + Plain.isolated("spam") + " was 40.0% on "
                        + Format.day(DAY) + "; expected were 10.0% to 20.0%. Meanwhile: 20 people filed 30 reports.");
    }

    @Test
    void ofANumberTheSliceFurthestOutIsTold() {
        assertThat(told(
                        alarm(Map.of(), "shift", 0.3, 900, List.of()),
                        alarm(Map.of("category", "spam"), "spike", 0.4, 900, List.of())))
                .singleElement()
                .asString()
                .contains("category " + Plain.isolated("spam"), "and so in 1 more case.");
    }

    @Test
    void aShiftSaysSinceWhen() {
        assertThat(told(alarm(Map.of(), "shift", 0.4, 900, List.of())))
                .singleElement()
                .asString()
                .contains("has been out since " + Format.day(DAY.minusDays(3)));
    }

    @Test
    void aNumberOfTooFewIsCountedAndNotTold() {
        assertThat(told(alarm(Map.of("category", "spam"), "spike", 0.4, 3, List.of())))
                .containsExactly("1 more alert on numbers of too few people to be shown.");
    }

    @Test
    void aSliceThatCouldSingleOutAPersonIsNotTold() {
        assertThat(told(alarm(Map.of("moderator", "anna"), "spike", 0.4, 900, List.of())))
                .singleElement()
                .asString()
                .doesNotContain("anna");
    }

    private Alarm alarm(Map<String, String> slice, String kind, double observed, long n, List<String> context) {
        LocalDate since = kind.equals("shift") ? DAY.minusDays(3) : DAY;
        return new Alarm(
                DAY.plusDays(3),
                share.id(),
                DAY,
                slice,
                "value",
                kind,
                since,
                observed,
                0.1,
                0.2,
                observed * 20,
                n,
                false,
                context);
    }

    private List<String> told(Alarm... alarms) {
        ReportInput plain = Given.report(List.of(share), List.of(), List.of());
        ReportInput input = new ReportInput(
                plain.period(),
                plain.asOf(),
                plain.kpis(),
                plain.daily(),
                plain.periods(),
                plain.gate(),
                plain.quality(),
                plain.context(),
                List.of(alarms),
                Maturing.NONE,
                List.of());
        return new Unusual(new Figures(input))
                .sentences().stream().map(Narrative.Sentence::text).toList();
    }
}
