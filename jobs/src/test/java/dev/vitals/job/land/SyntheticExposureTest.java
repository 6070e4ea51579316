package dev.vitals.job.land;

import static dev.vitals.job.land.LandFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.Plants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exposures of the synthetic community land as they are. */
class SyntheticExposureTest {
    private final Adapter adapter = LandFixture.adapter("vitals");

    @TempDir
    Path dir;

    @Test
    void everyExposureIsAcceptedOnceForEachUnit() throws IOException {
        Plants plants = Plants.none().withExperimentDay(1);
        Community.of(CommunitySpec.sized(LocalDate.of(2026, 1, 5), 3, 8, 600, 0).withPlants(plants))
                .write(dir, (done, total, lines) -> {});
        Map<String, Integer> variants = new TreeMap<>();
        Set<Object> ids = new HashSet<>();
        try (Stream<Path> files = Files.walk(dir.resolve("landing"))) {
            for (Path file : files.filter(f -> f.toString().endsWith("exposure-00.ndjson"))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    Map<String, Object> row = values(LandFixture.parse(adapter, line));
                    assertThat(ids.add(row.get("event_id"))).isTrue();
                    boolean isCluster = Objects.equals(row.get("unit_id"), row.get("cluster_id"));
                    variants.merge(row.get("experiment") + " " + row.get("variant") + " " + isCluster, 1, Integer::sum);
                }
            }
        }

        assertThat(variants)
                .containsOnlyKeys(
                        "hold_banner banner false",
                        "hold_banner control false",
                        "clip_rollout control true",
                        "clip_rollout treatment true")
                .containsEntry("clip_rollout control true", 4)
                .containsEntry("clip_rollout treatment true", 4);
    }
}
