package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.experiment.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of the warehouse, against the KPIs and each other. */
class ExperimentCatalogueTest {
    private static final Path SCHEMAS = Path.of("..", "schemas");

    private static ExperimentCatalogue with(Path folder, String more) throws IOException {
        try (Stream<Path> files = Files.walk(SCHEMAS)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, folder.resolve(SCHEMAS.relativize(file).toString()));
            }
        }
        Files.writeString(folder.resolve("experiments").resolve("second.yaml"), more);
        return ExperimentCatalogue.load(folder);
    }

    private static String second() throws IOException {
        return Files.readString(SCHEMAS.resolve("experiments").resolve("hold_banner.yaml"))
                .replace("hold_banner", "second")
                .replace("2026-01-12", "2026-01-26")
                .replace("2026-01-25", "2026-02-20");
    }

    /** Of another Java the same, which the name of an object in memory would not be. */
    @Test
    void itsDescriptionIsOfWordsAlone() {
        ExperimentCatalogue all = ExperimentCatalogue.load();

        assertThat(all.description())
                .contains("hold_banner", "messages_per_chatter")
                .doesNotContainPattern("@[0-9a-f]{4,}")
                .isNotEqualTo(all.only(all.specs().get(0)).description());
    }

    @Test
    void everyTestIsMadeOfWhatItsUnitsAddUp() {
        ExperimentCatalogue catalogue = ExperimentCatalogue.load();

        assertThat(catalogue.specs()).extracting(spec -> spec.id()).contains("clip_rollout", "hold_banner");
        catalogue
                .metrics(false)
                .forEach(metric -> assertThat(catalogue.amounts(metric).numerator())
                        .as(metric.id())
                        .contains("COALESCE("));
        assertThat(catalogue.metrics(true))
                .extracting(metric -> catalogue.times(metric).startedAt())
                .containsOnly("(created_at)");
        ExperimentSpec banner = catalogue.find("hold_banner").orElseThrow();
        assertThat(banner.metrics())
                .extracting(metric -> metric.id() + " " + catalogue.finalDay(banner, metric))
                .containsExactly(
                        "messages 2026-01-28",
                        "sentiment_mean_per_chatter 2026-01-28",
                        "appeal_rate_7d 2026-02-01",
                        "appeal_rate 2026-02-22");
        assertThat(catalogue.finalDay(banner)).isEqualTo(LocalDate.of(2026, 2, 22));
    }

    @Test
    void theFilesFitTogether(@TempDir Path folder) throws IOException {
        assertThat(with(folder.resolve("schemas"), second()).find("second")).isPresent();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            start: 2026-01-26           | start: 2026-01-25            | second.yaml:5: start to end overlaps test hold_banner on the same unit
            kpi: messages_per_chatter   | kpi: messages_per_chater     | second.yaml:11: kpi messages_per_chater is none. Did you mean messages_per_chatter
            kpi: messages_per_chatter   | kpi: workload_concentration  | kpi workload_concentration is a concentration, which can't be added up by unit
            kpi: messages_per_chatter   | kpi: negative_share          | kpi negative_share is made of silver.channel_day, which has no column user_id
            per_unit: true              | label_age: 7                 | second.yaml:11: label_age is nothing for a KPI that waits for no labels
            label_age: 7                | label_age: 29                | second.yaml:13: label_age must be from 0 to 28
            experiment: second          | experiment: third            | second.yaml:1: experiment third does not name its file
            """)
    void whatDoesNotIsToldWithItsLine(String right, String wrong, String error, @TempDir Path folder)
            throws IOException {
        assertThat(second()).contains(right);
        assertThatThrownBy(() -> with(folder.resolve("schemas"), second().replace(right, wrong)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }

    /** Channels that get a change while clip_rollout tests channels are not those of one arm. */
    private static String rollout(String on) {
        return """
                experiment: second
                hypothesis: h
                owner: o
                rollout:
                  - {channels: [a, b], on: %s}
                  - {channels: [c, d], on: 2026-02-20}
                metrics:
                  - {kpi: reports_per_1k_messages, role: primary, good_when: lower}
                """.formatted(on);
    }

    @Test
    void aRolloutOfChannelsOverlapsATestOfChannels(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> with(folder.resolve("schemas"), rollout("2026-01-25")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("clip_rollout.yaml:5: start to end overlaps rollout second on the same unit")
                .hasMessageContaining("some get it on 2026-01-25; ")
                .hasMessageContaining("second.yaml:5)")
                .hasMessageContaining("write overlaps_with: [second] here");
        assertThat(with(folder.resolve("after"), rollout("2026-01-26")).specs()).hasSize(2);
        assertThat(with(folder.resolve("before"), rollout("2026-01-11")).specs())
                .hasSize(2);
    }

    @Test
    void aRolloutThatTheTestNamesMayFallOnItsDays(@TempDir Path folder) throws IOException {
        Path schemas = folder.resolve("schemas");
        assertThatThrownBy(() -> with(schemas, rollout("2026-01-20"))).isInstanceOf(DefinitionException.class);
        Path test = schemas.resolve("experiments").resolve("clip_rollout.yaml");
        Files.writeString(test, Files.readString(test) + "overlaps_with: [second]\n");

        ExperimentCatalogue catalogue = ExperimentCatalogue.load(schemas);

        assertThat(ChangeCatalogue.load(schemas)
                        .during(catalogue
                                .find("clip_rollout")
                                .orElseThrow()
                                .schedule()
                                .orElseThrow()))
                .containsExactly(
                        "second, for some channels on 2026-01-20", "strict_policy, for everyone on 2026-01-19");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            clip_rolout | names clip_rolout, which is no other test or change in schemas/experiments. Did you mean clip_rollout?
            second      | names second, which is no other test
            nobody      | Write the id of one (clip_rollout, hold_banner, strict_policy), or leave it out.
            """)
    void aTestOverlapsOnlyWithOnesThatThereAre(String name, String error, @TempDir Path folder) throws IOException {
        String named = second() + "overlaps_with:%n  - hold_banner%n  - %s%n".formatted(name);

        assertThatThrownBy(() -> with(folder.resolve("schemas"), named))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("second.yaml:%d: overlaps_with "
                        .formatted(second().lines().count() + 1))
                .hasMessageContaining(error);
        assertThat(with(folder.resolve("known"), named.replace("  - " + name, "  - strict_policy"))
                        .find("second"))
                .isPresent();
    }
}
