package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.experiment.Analysis;
import dev.vitals.contract.experiment.Design;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Against the Bayes factor written with scipy's gammaln, gone through count by count. */
class PlannedSplitTest {
    private static ExperimentSpec spec(double control, CompareBy compareBy) {
        LocalDate start = LocalDate.of(2026, 1, 13);
        return new ExperimentSpec(
                "e",
                "h",
                "o",
                Unit.USER,
                List.of(
                        new Variant("a", control, true, OptionalLong.empty()),
                        new Variant("b", 1 - control, false, OptionalLong.empty())),
                new Analysis(
                        0.05,
                        Analysis.Sides.TWO,
                        Analysis.Correction.HOLM,
                        0.5,
                        Analysis.Lift.DELTA,
                        new Design.Fixed(),
                        Optional.empty()),
                List.of(),
                Optional.of(new Schedule(start, start.plusDays(7), compareBy, List.of())),
                Optional.empty(),
                List.of());
    }

    @Test
    void unitsAreCalledUnevenFromHereOn() {
        assertThat(PlannedSplit.uneven(spec(.5, CompareBy.UNIT), 97_161).getAsDouble())
                .isCloseTo(.00678770288490238, within(1e-12));
        assertThat(PlannedSplit.uneven(spec(.2, CompareBy.UNIT), 5_000).getAsDouble())
                .isCloseTo(.0374, within(1e-12));
    }

    /** 47 of 61 channels, or 20 of 20; of ten no split is called. */
    @Test
    void clustersAreLookedForFurtherAway() {
        ExperimentSpec clusters = spec(.5, CompareBy.CLUSTER);

        assertThat(PlannedSplit.uneven(clusters, 61).getAsDouble()).isCloseTo(47 / 61.0 - .5, within(1e-12));
        assertThat(PlannedSplit.uneven(clusters, 20).getAsDouble()).isCloseTo(.5, within(1e-12));
        assertThat(PlannedSplit.uneven(clusters, 10)).isEmpty();
        assertThat(PlannedSplit.uneven(clusters, 0)).isEmpty();
    }
}
