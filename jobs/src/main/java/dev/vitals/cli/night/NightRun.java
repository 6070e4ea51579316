package dev.vitals.cli.night;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitals.cli.meter.MeteredPart;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One night by one contestant.
 *
 * @param size the night and what was before it
 * @param who which contestant, or which of our nights
 * @param landed events by table, of ours
 * @param duplicates lines that came a second time, of ours
 * @param parts what each part cost the process; on a cluster, the driver
 * @param executors what the executors cost beside, on a cluster
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NightRun(
        NightWorld.Size size,
        String who,
        int round,
        Map<String, Long> landed,
        Long duplicates,
        List<MeteredPart> parts,
        List<ExecutorMeter.Share> executors) {
    /** Our nights: all that the verb run does, the same with no more than the contestants do, and on a cluster. */
    static final String WHOLE = "ours";

    static final String SAME_WORK = "ours, same work";
    static final String CLUSTER = "ours, 2 workers";

    double wallSeconds() {
        return parts.stream().mapToDouble(MeteredPart::wallSeconds).sum();
    }

    double cpuSeconds() {
        return parts.stream().mapToDouble(MeteredPart::cpuSeconds).sum();
    }

    /** Null where it is not told. */
    Long bytesRead() {
        return parts.stream().anyMatch(part -> part.bytesRead() == null)
                ? null
                : parts.stream().mapToLong(MeteredPart::bytesRead).sum();
    }

    Long peakMebibytes() {
        return parts.stream()
                .map(MeteredPart::peakMebibytes)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
    }

    MeteredPart part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
