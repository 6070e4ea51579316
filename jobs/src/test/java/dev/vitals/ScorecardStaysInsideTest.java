package dev.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables that are for a role alone reach nothing that is published. */
class ScorecardStaysInsideTest {
    private static final List<TableContract> CLOSED = Contracts.load().all().stream()
            .filter(contract -> !contract.isOpenTo(Optional.empty()))
            .toList();

    @Test
    void theScorecardIsForLeadsAlone() {
        assertThat(CLOSED).extracting(TableContract::table).containsExactly("gold.moderator_scorecard");
        assertThat(CLOSED.get(0).isOpenTo(Optional.of("lead"))).isTrue();
        assertThat(CLOSED.get(0).isOpenTo(Optional.of("leader"))).isFalse();
    }

    @Test
    void noKpiReadsAClosedTable() {
        Set<String> read = new TreeSet<>();
        KpiCatalogue.load().kpis().stream().map(KpiDefinition::from).forEach(read::add);

        assertThat(read)
                .doesNotContainAnyElementsOf(
                        CLOSED.stream().map(TableContract::table).toList());
    }

    /** Report, site, export and semantic model can only read what their code names. */
    @Test
    void onlyItsJobAndItsVerbNameAClosedTable() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(source -> source.toString().endsWith(".java"))
                            .filter(source -> CLOSED.stream()
                                    .anyMatch(table -> text(source).contains(table.name()))))
                    .extracting(source -> source.getFileName().toString())
                    .containsExactlyInAnyOrder("ModeratorScorecard.java", "ScorecardCommand.java");
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
