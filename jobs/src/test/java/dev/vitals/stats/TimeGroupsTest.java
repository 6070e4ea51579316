package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeGroupsTest {
    @Test
    void aGroupIsASecondBelowAMinuteAndATwentiethLongFromThereOn() {
        for (int bin = 1; bin < TimeBins.LAST_BIN; bin++) {
            int group = TimeGroups.coarse(bin);
            assertThat(group - TimeGroups.coarse(bin - 1)).as("bin " + bin).isBetween(0, 1);
            if (bin <= 60) {
                assertThat(group).isEqualTo(bin);
            }
        }
        assertThat(TimeGroups.coarse(TimeBins.bin(1000 * 60)) - TimeGroups.coarse(TimeBins.bin(100 * 60)))
                .as("steps of a twentieth to ten times as long")
                .isBetween(46, 48);
        assertThat(TimeGroups.coarse(TimeBins.LAST_BIN)).isLessThan(400);
    }

    @Test
    void aGroupKnowsItsCodeAndIsNoCell() {
        for (int code : new int[] {TimeHistogram.CENSORED, 0, 3}) {
            int group = TimeGroups.of(TimeBins.bin(7200), code);
            assertThat(TimeGroups.isGroup(group)).isTrue();
            assertThat(TimeGroups.codeOf(group)).isEqualTo(code);
            assertThat(TimeGroups.coarseOf(group)).isEqualTo(TimeGroups.coarse(TimeBins.bin(7200)));
        }
        assertThat(IntStream.of(0, 60, TimeBins.LAST_BIN).map(bin -> TimeHistogram.cell(bin, 3)))
                .noneMatch(TimeGroups::isGroup);
    }
}
