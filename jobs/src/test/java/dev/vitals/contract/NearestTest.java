package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("dim.user", "dim.channel", "silver.report_case", "silver.appeal");

    @Test
    void aSlipOfThePenFindsItsName() {
        assertThat(Nearest.to("dim.usr", KNOWN)).containsExactly("dim.user");
        assertThat(Nearest.to("silver.reportcase", KNOWN)).containsExactly("silver.report_case");
    }

    @Test
    void theNearestComesFirstAndNoMoreThanThree() {
        assertThat(Nearest.to("abcd", List.of("abyz", "abcx", "abcd", "abxx", "bbcd")))
                .containsExactly("abcd", "abcx", "bbcd");
    }

    @Test
    void nothingNearListsWhatIsKnown() {
        assertThat(Nearest.hint("gold.kpi", KNOWN))
                .isEqualTo(" Known are: dim.channel, dim.user, silver.appeal, silver.report_case.");
    }
}
