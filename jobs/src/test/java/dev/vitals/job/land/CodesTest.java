package dev.vitals.job.land;

import static dev.vitals.job.land.LandFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CodesTest {
    private final Adapter adapter = LandFixture.adapter("vitals");

    private Outcome parse(String line) {
        return LandFixture.parse(adapter, line);
    }

    @Test
    void aCodeIsAWordOfItsListOrOtherWhichIsCounted() {
        Map<String, Object> report =
                values(parse("{\"type\":\"report.created\",\"report_id\":\"r\",\"subject_type\":\"user\","
                        + "\"created_at\":\"2026-01-05T12:00:00Z\",\"category\":\"Hate\",\"severity\":\"zoe\","
                        + "\"language\":\"70770077\",\"surface\":null}"));
        Map<String, Object> action = values(parse("{\"type\":\"enforcement.action\",\"action_id\":\"a\","
                + "\"at\":\"2026-01-05T12:00:00Z\",\"action\":\"Timeout\",\"policy\":\"zoe\"}"));

        assertThat(report)
                .containsEntry("category", "hate")
                .containsEntry("severity", "other")
                .containsEntry("language", "other")
                .containsEntry("surface", null);
        assertThat(action).containsEntry("action", "timeout").containsEntry("policy", "other");
        assertThat(adapter.unreadFields())
                .containsOnly(
                        Map.entry("report.created/severity=other", 1L),
                        Map.entry("report.created/language=other", 1L),
                        Map.entry("enforcement.action/policy=other", 1L));
    }

    @Test
    void aTypeThatNoListHasIsCountedWithoutBeingSaid() {
        for (String type :
                new String[] {"zoe", "clip.created", "Zoe said hi", "@zoe", "70770077", "x".repeat(81), "caf\u00e9"}) {
            assertThat(parse("{\"type\":\"" + type + "\"}")).isEqualTo(new Outcome.Ignored("(other)"));
        }
    }
}
