package dev.vitals.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.YamlFile;
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
                kpi -> kpi.equals("appeal_rate") ? Optional.empty() : Optional.of(kpi + " is none."));
    }

    @Test
    void aChangeHasADayAndKpis() {
        assertThat(read(SPEC).changeOn()).isEqualTo("2026-01-19");
        assertThat(read(SPEC).metrics().get(0).kpi()).isEqualTo("appeal_rate");
        assertThat(Changes.load(kpi -> Optional.empty()).find("strict_policy")).isPresent();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            change_on: 2026-01-19 | change_on: monday    | strict.yaml:4: change_on must be a day
            kpi: appeal_rate      | kpi: appeal          | strict.yaml:6: kpi appeal is none.
            role: primary         | role: guardrail      | strict.yaml:6: role can't be guardrail
            experiment: strict    | experiment: lax      | strict.yaml:1: experiment lax does not name its file
            owner: team           | 'owner: team\u000Aunit: user' | unknown key unit
            """)
    void eachMistakeIsToldWithItsLine(String right, String wrong, String error) {
        assertThatThrownBy(() -> read(SPEC.replace(right, wrong)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }
}
