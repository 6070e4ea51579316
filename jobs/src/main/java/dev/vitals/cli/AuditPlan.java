package dev.vitals.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.vitals.warehouse.DrawnItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What was drawn for an audit and how, so that it can be drawn again and nobody can add to it.
 *
 * @param auditId name of the draw
 * @param from first day on which items came up
 * @param to last one
 * @param frames frames in the order of their drawing
 * @param stratifyBy columns that make the strata
 * @param perStratum most items of a stratum
 * @param seed of the order in which items were taken
 * @param items what was drawn
 */
record AuditPlan(
        String auditId,
        LocalDate from,
        LocalDate to,
        List<String> frames,
        List<String> stratifyBy,
        int perStratum,
        long seed,
        List<DrawnItem> items) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** The plan of a file for raters lies beside it. */
    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".plan.json");
    }

    /** @throws IllegalArgumentException when it is no plan */
    static AuditPlan read(Path file) throws IOException {
        try {
            AuditPlan plan = JSON.readValue(Files.readString(file), AuditPlan.class);
            if (plan.auditId == null || plan.items == null) {
                throw new IllegalArgumentException("auditId or items are missing");
            }
            return plan;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s is no plan of an audit (%s). Name the one that ./vitals audit draw wrote with --plan."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Can't write the plan of " + auditId + " as JSON", e);
        }
    }
}
