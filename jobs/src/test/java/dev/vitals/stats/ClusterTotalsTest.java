package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterTotalsTest {
    @Test
    void totalsAreKeptByGroupAndCluster() {
        ClusterTotals totals = new ClusterTotals.Builder(2)
                .add(0, 7, 1, 10)
                .add(0, 7, 2, 20)
                .add(0, -7, 4, 40)
                .add(-3, 7, 8, 80)
                .build();

        assertThat(totals.byGroup().keySet()).containsExactly(-3, 0);
        assertThat(totals.byGroup().get(0).get(7)).containsExactly(3, 30);
        assertThat(totals.byGroup().get(0).get(-7)).containsExactly(4, 40);
        assertThat(totals.byGroup().get(-3).get(7)).containsExactly(8, 80);
    }

    @Test
    void theOrderAndGroupingOfRowsLeaveNoTrace() {
        Random random = new Random(1);
        for (int clusters : new int[] {1, 50, 128, 129, 1_000}) {
            List<ClusterTotals> rows = new ArrayList<>();
            for (int i = 0; i < 2 * clusters; i++) {
                int hash = mixed(random.nextInt(clusters));
                rows.add(new ClusterTotals.Builder(1)
                        .add(random.nextInt(3), hash, random.nextInt(9) - 4)
                        .build());
            }
            ClusterTotals oneByOne = rows.stream().reduce(ClusterTotals.empty(1), ClusterTotals::merge);
            Collections.shuffle(rows, random);
            int cut = rows.size() / 3;
            ClusterTotals inParts = rows.subList(0, cut).stream()
                    .reduce(ClusterTotals.empty(1), ClusterTotals::merge)
                    .merge(rows.subList(cut, rows.size()).stream()
                            .reduce(ClusterTotals.empty(1), ClusterTotals::merge));

            assertThat(inParts.encode()).isEqualTo(oneByOne.encode());
            assertThat(ClusterTotals.decode(oneByOne.encode())).isEqualTo(oneByOne);
        }
    }

    /** 129 clusters at random differ in their first 16 bits, but not all in 7: some are taken together, none is lost. */
    @Test
    void tooManyClustersAreTakenTogether() {
        ClusterTotals.Builder builder = new ClusterTotals.Builder(1);
        for (int cluster = 0; cluster < 10_000; cluster++) {
            builder.add(0, mixed(cluster), 1);
        }
        var clusters = builder.build().byGroup().get(0);

        assertThat(clusters.size()).isBetween(100, ClusterTotals.MOST_CLUSTERS);
        assertThat(clusters.values().stream().mapToLong(total -> total[0]).sum())
                .isEqualTo(10_000);
    }

    @Test
    void aBuilderTravelsAsItsBytes() throws IOException, ClassNotFoundException {
        ClusterTotals.Builder builder = new ClusterTotals.Builder(2).add(1, 5, -3, 1L << 60);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(builder);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ClusterTotals.Builder read = (ClusterTotals.Builder) in.readObject();
            assertThat(read.add(1, 5, 1, 0).build())
                    .isEqualTo(builder.add(1, 5, 1, 0).build());
        }
    }

    @Test
    void whatCannotBeKeptIsRefused() {
        ClusterTotals.Builder builder = new ClusterTotals.Builder(1).add(0, 1, (1L << 61) - 1);

        assertThatThrownBy(() -> builder.add(0, 1, 1)).hasMessageContaining("beyond what is kept of clusters");
        assertThatThrownBy(() -> ClusterTotals.empty(1).merge(ClusterTotals.empty(2)))
                .hasMessageContaining("2 lanes");
        assertThatThrownBy(() -> ClusterTotals.decode(new byte[] {9, 32, 1})).hasMessageContaining("format 1");
        assertThatThrownBy(() -> ClusterTotals.decode(new byte[] {1, 32, 1, 5})).hasMessageContaining("end inside");
    }

    private static int mixed(int cluster) {
        long z = (cluster + 1) * 0x9E3779B97F4A7C15L;
        return (int) ((z ^ z >>> 29) >>> 17);
    }
}
