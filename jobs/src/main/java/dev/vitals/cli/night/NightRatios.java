package dev.vitals.cli.night;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How nights compare: with those of others, after a longer past, with an uneven chat; of medians over the rounds. */
final class NightRatios {
    private final List<NightRun> runs;
    private final List<Ratio> ratios = new ArrayList<>();

    private NightRatios(List<NightRun> runs) {
        this.runs = runs;
    }

    /** One divided by another, in words. */
    record Ratio(String of, double ratio) {}

    static List<Ratio> of(List<NightRun> runs) {
        NightRatios all = new NightRatios(runs);
        List<NightWorld.Size> sizes =
                runs.stream().map(NightRun::size).distinct().toList();
        sizes.forEach(all::withOthers);
        for (NightWorld.Size size : sizes) {
            all.withLongerPast(size, sizes);
            all.withOneLoudChannel(size);
        }
        return all.ratios;
    }

    private void withOthers(NightWorld.Size size) {
        List<String> others = runs.stream()
                .filter(run -> run.size().equals(size))
                .map(NightRun::who)
                .distinct()
                .filter(who -> !who.startsWith(NightRun.WHOLE))
                .toList();
        for (String ours : List.of(NightRun.WHOLE, NightRun.SAME_WORK)) {
            for (String other : others) {
                boolean isSlowerThanOurs = other.equals("spark");
                String above = isSlowerThanOurs ? other : ours;
                String below = isSlowerThanOurs ? ours : other;
                Map<String, ToDoubleFunction<NightRun>> measures = measures();
                measures.keySet().remove("bytes read");
                add(measures, size, above, size, below, "%s: %s / %s".formatted(NightTable.name(size), above, below));
            }
        }
    }

    private void withLongerPast(NightWorld.Size size, List<NightWorld.Size> sizes) {
        NightWorld.Size shortest = sizes.stream()
                .filter(other -> other.messages() == size.messages() && other.isSkewed() == size.isSkewed())
                .reduce((a, b) -> a.historyDays() <= b.historyDays() ? a : b)
                .orElseThrow();
        if (!shortest.equals(size)) {
            add(
                    measures(),
                    size,
                    NightRun.WHOLE,
                    shortest,
                    NightRun.WHOLE,
                    "%s / after %d days".formatted(NightTable.name(size), shortest.historyDays()));
        }
    }

    private void withOneLoudChannel(NightWorld.Size size) {
        NightWorld.Size even = new NightWorld.Size(
                size.historyDays(), size.historyMessages(), size.messages(), size.channels(), false);
        if (size.isSkewed()) {
            add(measures(), size, NightRun.WHOLE, even, NightRun.WHOLE, NightTable.name(size) + " / even");
        }
    }

    private static Map<String, ToDoubleFunction<NightRun>> measures() {
        Map<String, ToDoubleFunction<NightRun>> measures = new LinkedHashMap<>();
        measures.put("wall", NightRun::wallSeconds);
        measures.put("CPU", NightRun::cpuSeconds);
        measures.put("bytes read", run -> run.bytesRead() == null ? Double.NaN : run.bytesRead());
        return measures;
    }

    private void add(
            Map<String, ToDoubleFunction<NightRun>> measures,
            NightWorld.Size aboveSize,
            String above,
            NightWorld.Size belowSize,
            String below,
            String words) {
        measures.forEach((name, measure) -> {
            double ratio = median(aboveSize, above, measure) / median(belowSize, below, measure);
            if (!Double.isNaN(ratio)) {
                ratios.add(new Ratio(words + ", " + name, ratio));
            }
        });
    }

    private double median(NightWorld.Size size, String who, ToDoubleFunction<NightRun> measure) {
        double[] values = runs.stream()
                .filter(run -> run.size().equals(size) && run.who().equals(who))
                .mapToDouble(measure)
                .sorted()
                .toArray();
        return values.length == 0 ? Double.NaN : (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }
}
