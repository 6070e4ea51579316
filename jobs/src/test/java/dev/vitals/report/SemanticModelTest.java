package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.contract.Contracts;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SemanticModelTest {
    private final String rendered = SemanticModel.render(KpiCatalogue.load(), Contracts.load());

    @Test
    void theCommittedModelIsFresh() throws IOException {
        Path home = Path.of("").toAbsolutePath();
        Path root = Files.exists(home.resolve("schemas")) ? home : home.getParent();

        assertThat(Files.readString(root.resolve(SemanticModel.FILE)))
                .as(SemanticModel.FILE + " is stale; run ./vitals docs and commit it")
                .isEqualTo(rendered);
    }

    /** Keys that the specification requires, and no others; names are unique. */
    @Test
    void theModelHasTheFormOfTheSpecification() throws IOException {
        JsonNode document = new ObjectMapper().readTree(rendered);
        JsonNode model = document.get("semantic_model").get(0);

        assertThat(names(document)).containsExactly("version", "semantic_model");
        assertThat(document.get("version").asText()).isEqualTo("0.1.1");
        assertThat(names(model)).containsExactly("name", "description", "ai_context", "datasets", "metrics");
        JsonNode dataset = model.get("datasets").get(0);
        assertThat(names(dataset)).containsExactly("name", "source", "primary_key", "description", "fields");
        assertThat(dataset.get("fields").findValuesAsText("name"))
                .doesNotHaveDuplicates()
                .contains("kpi", "date", "slice_key", "value", "category");
        for (JsonNode metric : model.get("metrics")) {
            assertThat(names(metric))
                    .containsExactly("name", "expression", "description", "ai_context", "custom_extensions");
            JsonNode expression = metric.at("/expression/dialects/0");
            assertThat(Set.of("ANSI_SQL", "DATABRICKS"))
                    .contains(expression.get("dialect").asText());
            assertThat(names(metric.get("custom_extensions").get(0))).containsExactly("vendor_name", "data");
        }
    }

    @Test
    void everyEstimateOfEveryKpiIsAMetric() throws IOException {
        JsonNode metrics =
                new ObjectMapper().readTree(rendered).at("/semantic_model/0").get("metrics");
        List<String> wanted = KpiCatalogue.load().kpis().stream()
                .flatMap(kpi -> kpi.estimates().stream().map(estimate -> name(kpi, estimate)))
                .toList();

        assertThat(metrics.findValuesAsText("name")).containsExactlyElementsOf(wanted);
    }

    private static String name(KpiDefinition kpi, String estimate) {
        return estimate.equals("value") ? kpi.id() : kpi.id() + "_" + estimate;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
