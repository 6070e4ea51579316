package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.job.land.Pseudonyms;
import dev.vitals.warehouse.landing.ArchiveErasure;
import dev.vitals.warehouse.landing.HeldPeople;
import dev.vitals.warehouse.landing.Needles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of somebody who is erased, one of which tells of somebody under a hold too, on filesystems that keep times and not. */
class ArchiveErasureTest {
    private static final Pseudonyms PSEUDONYMS =
            new Pseudonyms("a key for the tests alone".getBytes(StandardCharsets.UTF_8));
    private static final String OTHERS = "{\"user_id\":\"1003\",\"text\":\"hello\"}";
    private static final String SHARED = "{\"user_id\":\"70770077\",\"moderator_id\":\"1004\"}";
    private static final String THEIRS = "{\"user_id\":\"70770077\",\"text\":\"hi\"}";
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir
    private Path landing;

    private Path file;

    /** As a store that knows no time but that of the last put. */
    public static final class WithoutTimes extends RawLocalFileSystem {
        /** For Hadoop, which makes it by its name. */
        public WithoutTimes() {}

        @Override
        public void setTimes(org.apache.hadoop.fs.Path path, long modified, long accessed) {}
    }

    @BeforeEach
    void deliver() throws IOException {
        file = Files.createDirectories(landing.resolve("vitals")).resolve("a.ndjson");
        Files.writeString(file, String.join("\n", OTHERS, SHARED, THEIRS) + "\n");
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    private ArchiveErasure.Blanked blank(Set<String> held, Class<? extends FileSystem> files) {
        Configuration conf = new Configuration(false);
        conf.set("fs.file.impl", files.getName());
        conf.setBoolean("fs.file.impl.disable.cache", true);
        return ArchiveErasure.at(landing.toString(), conf, Progress.SILENT)
                .blank(new Needles(List.of("70770077")), new HeldPeople(held, PSEUDONYMS));
    }

    @Test
    void aSharedRecordLosesTheIdAlone() throws IOException {
        assertThat(blank(Set.of(PSEUDONYMS.of("1004")), RawLocalFileSystem.class))
                .isEqualTo(new ArchiveErasure.Blanked(1, 2, 1));

        assertThat(Files.readAllLines(file))
                .containsExactly(OTHERS, SHARED.replace("70770077", "********"), " ".repeat(THEIRS.length()));
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
    }

    @Test
    void filesThatNoNightReadsAreTold() throws IOException {
        Files.writeString(landing.resolve("vitals/b.ndjson.part"), THEIRS);
        Files.writeString(landing.resolve("vitals/.hidden"), "a\n" + THEIRS + "\n");
        Files.writeString(landing.resolve("stray.csv"), "70770077");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(THEIRS.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(landing.resolve("vitals/.a.ndjson.gz.aB3xYz"), packed.toByteArray());
        Files.write(landing.resolve("vitals/cut.tmp"), Arrays.copyOf(packed.toByteArray(), 20));
        Files.writeString(landing.resolve("old.zip"), "PK\3\4");
        Files.writeString(landing.resolve("vitals/c.ndjson.part"), OTHERS);

        assertThat(ArchiveErasure.at(landing.toString(), new Configuration(false), Progress.SILENT)
                        .othersWith(new Needles(List.of("70770077"))))
                .containsExactly(
                        "old.zip",
                        "stray.csv",
                        "vitals/.a.ndjson.gz.aB3xYz",
                        "vitals/.hidden",
                        "vitals/b.ndjson.part",
                        "vitals/cut.tmp");
    }

    /** It would land once more, and what is blank adds nothing then, but a masked record would be a new event. */
    @Test
    void whereAFileCantKeepItsTimeASharedRecordIsRefused() throws IOException {
        String before = Files.readString(file);

        assertThatThrownBy(() -> blank(Set.of(PSEUDONYMS.of("1004")), WithoutTimes.class))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("it would land once more. Move it out of the landing folder");

        assertThat(Files.readString(file)).isEqualTo(before);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        assertThat(blank(Set.of(), WithoutTimes.class)).isEqualTo(new ArchiveErasure.Blanked(1, 2, 0));
    }
}
