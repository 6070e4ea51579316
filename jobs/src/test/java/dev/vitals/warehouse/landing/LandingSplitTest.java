package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LandingSplitTest {
    private static final int CORES = 4;

    private static LandingFile file(String name, long length) {
        return new LandingFile("vitals", "vitals/" + name, "file:/x/" + name, length, Instant.EPOCH);
    }

    @Test
    void stretchesOfAFileTouchAndCoverIt() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            List<LandingFile> files = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(6); i++) {
                files.add(file(i + ".ndjson", random.nextLong(1L << 31)));
            }

            List<LandingSplit> splits = LandingSplit.of(files, CORES);

            for (int i = 0; i < files.size(); i++) {
                int index = i;
                List<LandingSplit> own =
                        splits.stream().filter(s -> s.file() == index).toList();
                assertThat(own.get(0).start()).isZero();
                assertThat(own.get(own.size() - 1).end()).isEqualTo(files.get(i).lengthBytes());
                for (int s = 1; s < own.size(); s++) {
                    assertThat(own.get(s).start()).isEqualTo(own.get(s - 1).end());
                    assertThat(own.get(s).index()).isEqualTo(own.get(0).index() + s);
                }
            }
        }
    }

    @Test
    void aCompressedFileIsOneStretch() {
        assertThat(LandingSplit.of(List.of(file("chat.ndjson.gz", 5L << 30)), CORES))
                .hasSize(1);
    }

    @Test
    void manySmallFilesShareATaskAndNoneIsLost() {
        List<LandingFile> files = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            files.add(file(i + ".ndjson", 1000));
        }
        List<LandingSplit> splits = LandingSplit.of(files, CORES);

        List<List<LandingSplit>> groups = LandingSplit.pack(splits, files, CORES);

        assertThat(groups).hasSizeLessThan(CORES * 3);
        assertThat(groups.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(splits);
    }

    @Test
    void theSameNameWithOtherContentIsAnotherFile() {
        LandingFile before = file("a.ndjson", 10);
        LandingFile after = new LandingFile("vitals", before.path(), before.uri(), 20, Instant.ofEpochSecond(9));

        assertThat(before.fileId()).isNotEqualTo(after.fileId()).hasSize(24);
    }
}
