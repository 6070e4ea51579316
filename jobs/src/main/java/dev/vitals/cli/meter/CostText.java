package dev.vitals.cli.meter;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a run cost, in a sentence. */
public final class CostText {
    private CostText() {}

    public static String of(List<MeteredPart> parts) {
        double wall = parts.stream().mapToDouble(MeteredPart::wallSeconds).sum();
        double cpu = parts.stream().mapToDouble(MeteredPart::cpuSeconds).sum();
        long peak = parts.stream()
                .map(MeteredPart::peakMebibytes)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        String each = parts.stream()
                .map(part -> "%s %.1f".formatted(part.name(), part.wallSeconds()))
                .collect(Collectors.joining(", "));
        return "Took %.1f s (%s), %.1f s of CPU%s."
                .formatted(wall, each, cpu, peak == 0 ? "" : ", %,d MiB of memory".formatted(peak));
    }
}
