package dev.vitals.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.YamlFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelReaderTest {
    private static final String SPEC = """
            change: slow_mode
            hypothesis: Channels with slow mode get fewer reports.
            owner: chat-team
            source:
              path: panel.csv
              cluster: channel_id
              day: day
              changed_on: changed_on
            metrics:
              - {id: reports_rate, role: primary, good_when: lower, value: reports, denominator: messages}
            """;

    private static PanelSpec read(String text) {
        return PanelReader.read(new YamlFile("slow.yaml", text));
    }

    @Test
    void aChangeHasRowsAndMetrics() {
        PanelSpec spec = read(SPEC);

        assertThat(spec.alpha()).isEqualTo(.05);
        assertThat(spec.source().cluster()).map(PanelSpec.Column::name).contains("channel_id");
        assertThat(spec.source().start().place()).isEqualTo("slow.yaml:8");
        assertThat(spec.metrics().get(0).denominator())
                .map(PanelSpec.Column::name)
                .contains("messages");
        assertThat(spec.source().day().error("is none."))
                .isInstanceOf(DefinitionException.class)
                .hasMessage("slow.yaml:7: day is none.");
    }

    @Test
    void aDayForEveryoneTakesThePlaceOfTheColumn() {
        PanelSpec spec = read(SPEC.replace("  changed_on: changed_on\n", "")
                .replace("  cluster: channel_id\n", "")
                .replace("owner:", "change_on: 2026-01-19\nowner:"));

        assertThat(spec.source().start().day()).map(Object::toString).contains("2026-01-19");
        assertThat(spec.source().cluster()).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            changed_on: changed_on   | '# none'                       | slow.yaml:4: source names no column changed_on
            'owner: chat-team'       | 'owner: o\u000Achange_on: 2026-01-19' | slow.yaml:4: change_on is there beside changed_on
            day: day                 | days: day                      | slow.yaml:5: key day is missing in source
            path: panel.csv          | 'path: panel.csv\u000A  unit: user_id' | slow.yaml:6: unknown key unit
            role: primary            | role: guardrail                | slow.yaml:10: role can't be guardrail
            value: reports,          | values: reports,               | slow.yaml:10: key value is missing
            change: slow_mode        | changed: slow_mode             | key change is missing in the file
            owner: chat-team         | 'owner: o\u000Aalpha: 1'       | slow.yaml:4: alpha must lie between
            """)
    void eachMistakeIsToldWithItsLine(String right, String wrong, String error) {
        assertThatThrownBy(() -> read(SPEC.replace(right, wrong)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }

    @Test
    void twoMetricsOfOneNameAreRefused() {
        String line = SPEC.substring(SPEC.indexOf("  - {"));
        assertThatThrownBy(() -> read(SPEC + line))
                .hasMessageContaining("slow.yaml:11: id names metric reports_rate a second");
        assertThatThrownBy(() -> read(SPEC.replace(line, ""))).hasMessageContaining("metrics name no metric");
    }
}
