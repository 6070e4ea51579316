package dev.vitals.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.YamlFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesTest {
    private static final String SPEC = """
            experiment: strict
            hypothesis: More harm is seen.
            owner: team
            change_on: 2026-01-19
            metrics:
              - {kpi: appeal_rate, role: primary, good_when: lower}
            """;

    private static ChangeSpec read(String text) {
        return Changes.read(
                new YamlFile("schemas/experiments/strict.yaml", text),
                (kpi, columns) -> kpi.equals("appeal_rate") || kpi.equals("by_channel")
                        ? columns.isEmpty() || kpi.equals("by_channel")
                                ? Optional.empty()
                                : Optional.of(kpi + " knows no " + columns + ".")
                        : Optional.of(kpi + " is none."));
    }

    @Test
    void aChangeHasADayAndKpis() {
        assertThat(read(SPEC).changeOn()).isEqualTo("2026-01-19");
        assertThat(read(SPEC).metrics().get(0).kpi()).isEqualTo("appeal_rate");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            change_on: 2026-01-19 | change_on: monday    | strict.yaml:4: change_on must be a day
            kpi: appeal_rate      | kpi: appeal          | strict.yaml:6: kpi appeal is none.
            role: primary         | 'role: primary, label_age: 7' | strict.yaml:6: label_age is nothing for a KPI that waits for no labels
            role: primary         | role: guardrail      | strict.yaml:6: role can't be guardrail
            experiment: strict    | experiment: lax      | strict.yaml:1: experiment lax does not name its file
            owner: team           | 'owner: team\u000Aunit: user' | unknown key unit
            """)
    void eachMistakeIsToldWithItsLine(String right, String wrong, String error) {
        assertThatThrownBy(() -> read(SPEC.replace(right, wrong)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }

    private static final String ROLLOUT = """
            experiment: strict
            hypothesis: More harm is seen.
            owner: team
            rollout:
              - {channels: [c, d], on: 2026-02-02}
              - {channels: [a, b], on: 2026-01-19}
            metrics:
              - {kpi: by_channel, role: primary, good_when: lower}
            """;

    @Test
    void aRolloutHasChannelsByDay() {
        ChangeSpec spec = read(ROLLOUT);

        assertThat(spec.changeOn()).isEqualTo("2026-01-19");
        assertThat(spec.rollout())
                .extracting(ChangeSpec.Rollout::channels)
                .containsExactly(List.of("a", "b"), List.of("c", "d"));
        assertThat(spec.rollout().get(0).error("are none."))
                .hasMessage("schemas/experiments/strict.yaml:6: channels are none.");
        assertThat(read(SPEC).rollout()).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            kpi: by_channel            | kpi: appeal_rate        | strict.yaml:8: kpi appeal_rate knows no [channel_id].
            '[a, b]'                   | '[a, c]'                | strict.yaml:6: channels name c a second time (2026-02-02, 2026-01-19)
            '[a, b]'                   | '[a]'                   | strict.yaml:6: channels are 1 on 2026-01-19
            'on: 2026-01-19'           | 'on: 2026-02-02'        | strict.yaml:6: on is 2026-02-02 a second time
            ', on: 2026-01-19'         | ''                      | strict.yaml:6: key on is missing in rollout
            'on: 2026-01-19'           | 'on: monday'            | strict.yaml:6: on must be a day
            'on: 2026-01-19'           | 'on: 2026-01-19, by: x' | strict.yaml:6: unknown key by
            '[a, b]'                   | '[a, 7]'                | put it in quotes if you mean a text
            'owner: team'              | 'owner: team\u000Achange_on: 2026-01-19' | strict.yaml:5: rollout is there beside change_on
            """)
    void eachMistakeInARolloutIsToldWithItsLine(String right, String wrong, String error) {
        assertThatThrownBy(() -> read(ROLLOUT.replace(right, wrong)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }
}
