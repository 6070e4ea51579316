package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.DefinitionException;
import dev.vitals.testing.SmallWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that nobody randomised, against the KPIs and the facts that these are made of. */
class ChangeCatalogueTest {
    private static final String ROLLOUT = """
            experiment: slow_mode
            hypothesis: Fewer reports.
            owner: team
            rollout:
              - {channels: [a, b], on: 2026-01-19}
            metrics:
              - {kpi: reports_per_1k_messages, role: primary, good_when: lower}
              - {kpi: sla_attainment, role: secondary, good_when: higher}
            """;

    private static ChangeCatalogue with(Path folder, String rollout) throws IOException {
        SmallWorld.copyFolder(Path.of("..", "schemas"), folder);
        Files.writeString(folder.resolve("experiments").resolve("slow_mode.yaml"), rollout);
        return ChangeCatalogue.load(folder);
    }

    @Test
    void shippedKpisJudgeARollout(@TempDir Path folder) throws IOException {
        ChangeCatalogue changes = with(folder.resolve("schemas"), ROLLOUT);

        assertThat(changes.kpis(changes.find("slow_mode").orElseThrow()))
                .extracting(KpiDefinition::id)
                .containsExactly("reports_per_1k_messages", "sla_attainment");
        assertThat(ChangeCatalogue.load().find("strict_policy")).isPresent();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            sla_attainment | sla_atainment        | slow_mode.yaml:8: kpi sla_atainment is none. Did you mean sla_attainment
            sla_attainment | messages_per_chatter | slow_mode.yaml:8: kpi messages_per_chatter is made of silver.chatter_day, which has no column channel_id; take a KPI of silver.appeal,
            sla_attainment | time_to_resolution   | slow_mode.yaml:8: kpi time_to_resolution is of the statistic time_to_event, which can't be added up by channel_id; take a count
            """)
    void whatCannotBeAddedUpByChannelIsToldWithItsLine(String right, String wrong, String error, @TempDir Path folder) {
        assertThatThrownBy(() -> with(folder.resolve("schemas"), ROLLOUT.replace(right, wrong)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }

    /** For everyone any KPI will do: there are its daily values. */
    @Test
    void aChangeForEveryoneNeedsNoChannels(@TempDir Path folder) throws IOException {
        String everyone = ROLLOUT.replace("rollout:\n  - {channels: [a, b], on: 2026-01-19}", "change_on: 2026-01-19")
                .replace("sla_attainment", "time_to_resolution");

        assertThat(with(folder.resolve("schemas"), everyone).find("slow_mode")).isPresent();
    }

    @Test
    void labelsAreComparedAtAnAgeThatTheirKpiWaitsFor() {
        assertThat(ChangeCatalogue.load().find("strict_policy").orElseThrow().metrics())
                .filteredOn(metric -> metric.kpi().equals("false_positive_lower_bound"))
                .extracting(metric -> metric.labelAge().orElseThrow())
                .containsExactly(7);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            change_on: 2026-01-19 | people=en, | slow_mode.yaml:7: slice people=en is none of the KPI; write one of
            change_on: 2026-01-19 | channel_tier=large, |
            rollout: [{channels: [a, b], on: 2026-01-19}] | channel_tier=large, | slow_mode.yaml:7: slice is for what gold has of changes for everyone
            """)
    void aSliceMustBeOneOfGold(String change, String slice, String error, @TempDir Path folder) throws IOException {
        String spec = """
                experiment: slow_mode
                hypothesis: Fewer reports.
                owner: team
                %s
                # one KPI
                metrics:
                  - {kpi: sla_attainment, slice: %s role: primary, good_when: higher}
                """.formatted(change, slice);
        if (error == null) {
            assertThat(with(folder.resolve("schemas"), spec)
                            .find("slow_mode")
                            .orElseThrow()
                            .metrics()
                            .get(0)
                            .slice())
                    .contains("channel_tier=large");
        } else {
            assertThatThrownBy(() -> with(folder.resolve("schemas"), spec)).hasMessageContaining(error);
        }
    }
}
