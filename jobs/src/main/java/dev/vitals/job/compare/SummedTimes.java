package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.Times;
import dev.vitals.contract.experiment.Summary;
import dev.vitals.contract.experiment.Summary.TimeCount;
import dev.vitals.job.compare.ExperimentData.Arm;
import dev.vitals.kpi.TimeToEvent;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes arms of the counts of times that the file of a test brings.
 *
 * <p>Without clusters each case stands for itself, in a group of its own; of very many they are dealt into groups by chance, the
 * same whenever the same file is read.
 */
final class SummedTimes {
    private static final int MOST_GROUPS = 2000;
    private static final long SEED = 20260105;

    private SummedTimes() {}

    static Map<Arm, ArmCases> of(ExperimentSpec spec) {
        Map<Arm, Groups> arms = new LinkedHashMap<>();
        for (Summary summary : spec.summaries()) {
            if (!summary.times().isEmpty()) {
                arms.computeIfAbsent(new Arm(summary.metric(), summary.variant()), arm -> new Groups())
                        .add(summary);
            }
        }
        Map<Arm, ArmCases> cases = new LinkedHashMap<>();
        for (Metric metric : spec.metrics()) {
            arms.forEach((arm, groups) -> {
                if (arm.metric().equals(metric.id())) {
                    long horizon = 3600L * ((Times) metric.cases().orElseThrow()).horizonHours();
                    cases.put(arm, new ArmCases.Times(groups.built(), horizon));
                }
            });
        }
        return cases;
    }

    /** The cases of an arm. */
    private static final class Groups {
        private final List<TimeHistogram.Builder> groups = new ArrayList<>();
        private final SplittableRandom random = new SplittableRandom(SEED);

        void add(Summary summary) {
            if (summary.cluster().isPresent()) {
                TimeHistogram.Builder cluster = TimeHistogram.builder();
                for (TimeCount count : summary.times()) {
                    cluster.add(TimeBins.bin(count.seconds()), TimeToEvent.EVENT, count.ended());
                    cluster.add(TimeBins.bin(count.seconds()), TimeHistogram.CENSORED, count.open());
                }
                groups.add(cluster);
                return;
            }
            boolean isOneEach = summary.n() <= MOST_GROUPS;
            for (int i = 0; !isOneEach && i < MOST_GROUPS; i++) {
                groups.add(TimeHistogram.builder());
            }
            for (TimeCount count : summary.times()) {
                deal(isOneEach, TimeBins.bin(count.seconds()), TimeToEvent.EVENT, count.ended());
                deal(isOneEach, TimeBins.bin(count.seconds()), TimeHistogram.CENSORED, count.open());
            }
        }

        private void deal(boolean isOneEach, int bin, int code, long cases) {
            for (long i = 0; i < cases; i++) {
                if (isOneEach) {
                    groups.add(TimeHistogram.builder().add(bin, code, 1));
                } else {
                    groups.get(random.nextInt(groups.size())).add(bin, code, 1);
                }
            }
        }

        List<TimeHistogram> built() {
            return groups.stream().map(TimeHistogram.Builder::build).toList();
        }
    }
}
