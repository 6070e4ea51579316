package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DesignEffectTest {
    /**
     * 20 units a cluster with a correlation of .05 need 1.95 times as many; where sizes vary by their mean, 2.95 times.
     */
    @Test
    void plannedByHand() {
        assertThat(DesignEffect.planned(20, 0, .05)).isCloseTo(1.95, within(1e-12));
        assertThat(DesignEffect.planned(20, 1, .05)).isCloseTo(2.95, within(1e-12));
        assertThat(DesignEffect.planned(20, 3, 0)).isEqualTo(1);
    }

    /** Two clusters of 2, all 0 and all 1: s^2 / N is 1/12, CR2 is (1 + 1) / 16 / (1 - 1/2) = 1/4, CR0 half of it. */
    @Test
    void unitsThatAreAlikeInAClusterCountOnce() {
        ArmClusters arm = ArmClusters.of(new double[] {0, 2}, new long[] {2, 2});

        assertThat(DesignEffect.observed(arm, ClusterError.CR2, 1).getAsDouble())
                .isCloseTo(3, within(1e-12));
        assertThat(DesignEffect.observed(arm, ClusterError.CR0, 1).getAsDouble())
                .isCloseTo(1.5, within(1e-12));
    }

    /** With a cluster for each unit CR2 is s^2 / N. */
    @Test
    void clustersOfOneUnitAreIndependentUnits() {
        ArmClusters arm = ArmClusters.of(new double[] {1, 2, 6}, new long[] {1, 1, 1});

        assertThat(DesignEffect.observed(arm, ClusterError.CR2, 14).getAsDouble())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void whatDoesNotVaryHasNone() {
        ArmClusters single = ArmClusters.of(new double[] {3}, new long[] {3});
        ArmClusters alike = ArmClusters.of(new double[] {3, 3}, new long[] {3, 3});

        assertThat(DesignEffect.observed(single, ClusterError.CR2, 5)).isEmpty();
        assertThat(DesignEffect.observed(alike, ClusterError.CR2, 0)).isEmpty();
    }

    @Test
    void plansThatCannotBeAreRefused() {
        assertThatThrownBy(() -> DesignEffect.planned(.5, 0, .1)).hasMessageContaining("clusters of 0.5 units");
        assertThatThrownBy(() -> DesignEffect.planned(5, -1, .1)).hasMessageContaining("vary by -1.0");
        assertThatThrownBy(() -> DesignEffect.planned(5, 0, 1.1)).hasMessageContaining("correlation of 1.1");
        ArmClusters arm = ArmClusters.of(new double[] {3, 4}, new long[] {3, 3});
        assertThatThrownBy(() -> DesignEffect.observed(arm, ClusterError.CR2, -1))
                .hasMessageContaining("-1.0");
    }
}
