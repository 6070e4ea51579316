package dev.vitals.stats;

import static dev.vitals.stats.TimeHistogram.CENSORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeHistogramTest {
    @Test
    void casesAreCountedByBinAndCode() {
        TimeHistogram histogram = TimeHistogram.builder()
                .add(5, 0, 2)
                .add(5, 0, 1)
                .add(5, 3, 4)
                .add(9, CENSORED, 7)
                .add(9, 1, 0)
                .build();

        assertThat(histogram.count(5, 0)).isEqualTo(3);
        assertThat(histogram.count(5, 3)).isEqualTo(4);
        assertThat(histogram.count(9, CENSORED)).isEqualTo(7);
        assertThat(histogram.count(9, 1)).isZero();
        assertThat(histogram.total()).isEqualTo(14);
        assertThat(histogram.ended()).isEqualTo(7);
        assertThat(histogram.censored()).isEqualTo(7);
        assertThat(histogram.ends(3)).isEqualTo(4);
    }

    @Test
    void countsAreShownByBinWithCensoredFirst() {
        List<String> seen = new ArrayList<>();
        TimeHistogram.builder()
                .add(9, 2, 1)
                .add(9, CENSORED, 2)
                .add(3, 0, 3)
                .build()
                .forEach((bin, code, count) -> seen.add(bin + ":" + code + "=" + count));

        assertThat(seen).containsExactly("3:0=3", "9:-1=2", "9:2=1");
    }

    @Test
    void theBytesOfASmallHistogramAreWorkedByHand() {
        // Cell = bin * 16 + code + 1: (0, censored) is 0 and (20, 2) is 323; the gap between them is 322 = 2 * 128 +
        // 66.
        TimeHistogram histogram =
                TimeHistogram.builder().add(0, CENSORED, 1).add(20, 2, 300).build();

        assertThat(histogram.encode()).containsExactly(1, 0, 1, 66 | 0x80, 2, (300 & 0x7f) | 0x80, 2);
    }

    @Test
    void theSameCasesInAnyOrderAndAnyGroupingHaveTheSameBytes() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            List<int[]> cases = randomCases(random, 500);
            TimeHistogram all = collect(cases);

            Collections.shuffle(cases, random);
            int first = random.nextInt(cases.size());
            int second = first + random.nextInt(cases.size() - first);
            TimeHistogram a = collect(cases.subList(0, first));
            TimeHistogram b = collect(cases.subList(first, second));
            TimeHistogram c = collect(cases.subList(second, cases.size()));

            assertThat(a.merge(b).merge(c).encode()).isEqualTo(all.encode());
            assertThat(a.merge(b.merge(c))).isEqualTo(all);
            assertThat(c.merge(a).merge(b)).isEqualTo(all).hasSameHashCodeAs(all);
            assertThat(a.merge(TimeHistogram.EMPTY)).isEqualTo(a);
            assertThat(TimeHistogram.builder()
                            .mergeEncoded(b.encode())
                            .merge(TimeHistogram.builder().merge(a))
                            .mergeEncoded(c.encode())
                            .build())
                    .isEqualTo(all);
        }
    }

    @Test
    void whatWasEncodedIsDecoded() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            TimeHistogram histogram = collect(randomCases(random, random.nextInt(300)));
            assertThat(TimeHistogram.decode(histogram.encode())).isEqualTo(histogram);
        }
        TimeHistogram extremes = TimeHistogram.builder()
                .add(TimeBins.LAST_BIN, TimeHistogram.MAX_CAUSE, Long.MAX_VALUE - 1)
                .add(0, CENSORED, 1)
                .build();
        assertThat(TimeHistogram.decode(extremes.encode())).isEqualTo(extremes);
        assertThat(TimeHistogram.EMPTY.encode()).containsExactly(1);
        assertThat(TimeHistogram.decode(new byte[] {1})).isEqualTo(TimeHistogram.EMPTY);
    }

    @Test
    void aBuilderAgreesWithANaiveCountOfEveryCell() {
        Random random = new Random(9);
        long[][] naive = new long[TimeBins.LAST_BIN + 1][TimeHistogram.MAX_CAUSE + 2];
        TimeHistogram.Builder builder = TimeHistogram.builder();
        for (int i = 0; i < 200_000; i++) {
            int bin = random.nextInt(naive.length);
            int code = random.nextInt(TimeHistogram.MAX_CAUSE + 2) - 1;
            naive[bin][code + 1]++;
            builder.add(bin, code, 1);
        }
        TimeHistogram histogram = builder.build();
        for (int bin = 0; bin < naive.length; bin++) {
            for (int code = CENSORED; code <= TimeHistogram.MAX_CAUSE; code++) {
                if (histogram.count(bin, code) != naive[bin][code + 1]) {
                    assertThat(histogram.count(bin, code))
                            .as("%d:%d", bin, code)
                            .isEqualTo(naive[bin][code + 1]);
                }
            }
        }
        assertThat(histogram.total()).isEqualTo(200_000);
    }

    @Test
    void aBuilderStaysUsableAfterBuilding() {
        TimeHistogram.Builder builder = TimeHistogram.builder().add(1, 0, 1);
        TimeHistogram before = builder.build();
        builder.add(1, 0, 1);

        assertThat(before.total()).isEqualTo(1);
        assertThat(builder.build().total()).isEqualTo(2);
    }

    @Test
    void histogramAndBuilderSurviveSerialization() throws Exception {
        TimeHistogram.Builder builder = TimeHistogram.builder().add(3, 1, 4).add(4000, CENSORED, 2);

        assertThat(copy(builder.build())).isEqualTo(builder.build());
        assertThat(copy(builder).add(3, 1, 1).build().count(3, 1)).isEqualTo(5);
    }

    @Test
    void bytesOfAnotherOriginAreRefused() {
        assertThatThrownBy(() -> TimeHistogram.decode(new byte[0])).hasMessageContaining("no format byte");
        assertThatThrownBy(() -> TimeHistogram.decode(new byte[] {9, 0, 1})).hasMessageContaining("format 9");
        assertThatThrownBy(() -> TimeHistogram.decode(new byte[] {1, 5}))
                .hasMessageContaining("end inside a number")
                .hasMessageContaining("rebuild the state from its rows");
        assertThatThrownBy(() -> TimeHistogram.decode(new byte[] {1, 5, 0})).hasMessageContaining("without a bin or a");
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        endless[0] = 1;
        assertThatThrownBy(() -> TimeHistogram.decode(endless)).hasMessageContaining("longer than 63 bits");
        byte[] farAway = {1, -1, -1, -1, -1, -1, -1, -1, -1, 0x7f, 1};
        assertThatThrownBy(() -> TimeHistogram.decode(farAway)).hasMessageContaining("not a time histogram");
    }

    @Test
    void impossibleCountsAreRefused() {
        TimeHistogram.Builder builder = TimeHistogram.builder();
        assertThatThrownBy(() -> builder.add(4, 0, -1)).hasMessageContaining("-1 cases in time bin 4");
        assertThatThrownBy(() -> builder.add(4, 15, 1))
                .hasMessageContaining("no code 15")
                .hasMessageContaining("0 to 14");
        assertThatThrownBy(() -> builder.add(-4, 0, 1)).hasMessageContaining("no time bin -4");
        builder.add(4, 0, Long.MAX_VALUE);
        assertThatThrownBy(() -> builder.add(4, 0, 1)).hasMessageContaining("more than 9223372036854775807 cases");
    }

    private static List<int[]> randomCases(Random random, int most) {
        List<int[]> cases = new ArrayList<>();
        for (int i = 0; i <= most; i++) {
            int bin = TimeBins.bin((long) Math.exp(random.nextDouble() * 15));
            cases.add(new int[] {bin, random.nextInt(4) - 1, random.nextInt(1000)});
        }
        return cases;
    }

    private static TimeHistogram collect(List<int[]> cases) {
        TimeHistogram.Builder builder = TimeHistogram.builder();
        cases.forEach(c -> builder.add(c[0], c[1], c[2]));
        return builder.build();
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
