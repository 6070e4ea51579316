package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KpiSliceTest {
    @Test
    void dimensionsStandInOrderOfTheAlphabet() {
        assertThat(KpiSlice.key(Map.of())).isEqualTo("all");
        assertThat(KpiSlice.key(Map.of("language", "en", "category", "spam"))).isEqualTo("category=spam|language=en");
    }

    @Test
    void noTwoSlicesHaveOneKeyWhateverALogBrings() {
        List<Map<String, String>> slices = List.of(
                Map.of("category", "spam", "language", "en"),
                Map.of("category", "spam|language=en"),
                Map.of("category", "spam\\", "language", "en"),
                Map.of("category", "spam\\|language=en"),
                Map.of("category", "spam\\\\|language=en"));

        assertThat(slices.stream().map(KpiSlice::key)).doesNotHaveDuplicates();
    }
}
