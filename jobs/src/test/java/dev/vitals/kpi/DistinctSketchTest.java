package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistinctSketchTest {
    private static final KpiDefinition CHATTERS = CatalogueFiles.catalogue().kpi("chatters");

    @Test
    void somebodyWhoWritesTwiceCountsOnce() {
        assertThat(estimate(DistinctSketch.of(List.of("ada", "ben", "ada"))).value())
                .isEqualTo(2.0);
    }

    @Test
    void nobodyIsNobody() {
        assertThat(estimate(DistinctSketch.of(Arrays.asList(null, ""))).value()).isEqualTo(0.0);
    }

    @Test
    void upTo4096PeopleAreCountedExactlyAndWithoutInterval() {
        KpiEstimate estimate = estimate(people(0, 4096));

        assertThat(estimate.value()).isEqualTo(4096.0);
        assertThat(estimate.n()).isEqualTo(4096);
        assertThat(estimate.ciLow()).isNull();
        assertThat(estimate.ciMethod()).isEqualTo("none");
    }

    @Test
    void moreAreEstimatedWithAnIntervalThatHoldsTheTruth() {
        // One standard deviation is 1 / sqrt(4096) = 1.6%; the interval has two to each side.
        KpiEstimate estimate = estimate(people(0, 100_000));

        assertThat(estimate.value()).isBetween(95_000.0, 105_000.0);
        assertThat(estimate.ciMethod()).isEqualTo("theta_sketch_lgk12");
        assertThat(estimate.ciLow()).isLessThan(100_000.0).isGreaterThan(94_000.0);
        assertThat(estimate.ciHigh()).isGreaterThan(100_000.0).isLessThan(106_000.0);
    }

    @Test
    void theBytesDependOnTheSetAlone() {
        List<String> keys =
                IntStream.range(0, 30_000).mapToObj(i -> "person " + i).toList();
        List<String> backwards = new ArrayList<>(keys);
        Collections.reverse(backwards);
        byte[] inParts = new DistinctSketch()
                .merge(people(20_000, 30_000).toBytes())
                .merge(people(0, 12_000).toBytes())
                .merge(people(5_000, 21_000).toBytes())
                .toBytes();

        assertThat(DistinctSketch.of(backwards).toBytes())
                .isEqualTo(DistinctSketch.of(keys).toBytes())
                .isEqualTo(inParts);
    }

    private static DistinctSketch people(int from, int to) {
        return DistinctSketch.of(
                IntStream.range(from, to).mapToObj(i -> "person " + i).toList());
    }

    private static KpiEstimate estimate(DistinctSketch sketch) {
        return Estimates.of(CHATTERS, Evidence.of(new KpiState.Sketch(sketch.toBytes())))
                .get(0);
    }
}
