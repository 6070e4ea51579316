package dev.vitals.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the trials of a full disk rest on: that it is full. */
class FullDiskTest {
    @TempDir
    private java.nio.file.Path folder;

    @Test
    void whatThereIsRoomForIsWrittenAndThenNothing() throws IOException {
        Configuration conf = new Configuration();
        Arrays.stream(FullDisk.words(100))
                .filter(word -> word.startsWith("spark.hadoop."))
                .map(word -> word.substring("spark.hadoop.".length()).split("=", 2))
                .forEach(setting -> conf.set(setting[0], setting[1]));
        FileSystem disk = FileSystem.newInstance(FileSystem.getLocal(conf).getUri(), conf);
        Path first = new Path(folder.toString(), "first");

        write(disk, first, 60);
        assertThatThrownBy(() -> write(disk, new Path(folder.toString(), "second"), 60))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(FullDisk.MESSAGE);
        assertThatThrownBy(() -> write(disk, new Path(folder.toString(), "third"), 1))
                .hasMessageContaining(FullDisk.MESSAGE);
        try (var in = disk.open(first)) {
            assertThat(in.readAllBytes()).hasSize(60);
        }
    }

    private static void write(FileSystem disk, Path file, int bytes) throws IOException {
        try (OutputStream out = disk.create(file)) {
            out.write(new byte[bytes]);
        }
    }
}
