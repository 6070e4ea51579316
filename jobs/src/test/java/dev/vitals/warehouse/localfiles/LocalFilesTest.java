package dev.vitals.warehouse.localfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local disk by way of Java says and does what Hadoop's own view of it says and does. */
class LocalFilesTest {
    @TempDir
    private java.nio.file.Path folder;

    private FileSystem ours;
    private FileSystem hadoops;
    private FileContext context;

    @BeforeEach
    void open() throws IOException {
        Configuration conf = new Configuration();
        hadoops = FileSystem.newInstance(folder.toUri(), conf);
        LocalFiles.settings().forEach((key, value) -> conf.set(key.replace("spark.hadoop.", ""), value));
        ours = FileSystem.newInstance(folder.toUri(), conf);
        context = FileContext.getFileContext(folder.toUri(), conf);
        assertThat(ours).isInstanceOf(NioFileSystem.class);
        assertThat(context.getDefaultFileSystem()).isInstanceOf(NioFileContext.class);
    }

    private Path path(String name) {
        return new Path(folder.resolve(name).toUri());
    }

    private void write(String name, String rights) throws IOException {
        java.nio.file.Path file = folder.resolve(name);
        Files.writeString(file, name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    void aListingSaysOfEachFileWhatHadoopsSays() throws IOException {
        write("a", "rw-r-----");
        write("b", "rwxrwxrwx");
        Files.createDirectory(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));

        assertThat(described(ours)).isEqualTo(described(hadoops)).hasSize(4);
        assertThat(described(ours).get(0)).contains("rw-r-----");
    }

    private List<String> described(FileSystem files) throws IOException {
        List<String> lines = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = files.listLocatedStatus(path(""));
        while (all.hasNext()) {
            lines.add(described(all.next()));
        }
        lines.sort(null);
        return lines;
    }

    private static String described(FileStatus status) {
        return String.join(
                " ",
                status.getPath().toString(),
                status.isDirectory() ? "folder" : Long.toString(status.getLen()),
                status.getPermission().toString(),
                status.getOwner(),
                status.getGroup(),
                Long.toString(status.getModificationTime()));
    }

    @Test
    void rightsAreThoseThatWereAskedFor() throws IOException {
        ours.mkdirs(path("own"), new FsPermission("700"));
        ours.create(path("own/file"), new FsPermission("640"), true, 4096, (short) 1, 1L << 20, null)
                .close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("own"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("own/file"))))
                .isEqualTo("rw-r-----");
        assertThatThrownBy(() -> ours.getFileStatus(path("absent"))).isInstanceOf(FileNotFoundException.class);
    }

    /** What a commit of Delta stands on: a draft becomes the commit unless that is there. */
    @Test
    void aRenameDoesNotReplaceAFile() throws IOException {
        commit("draft-1", "first");
        context.rename(path("draft-1"), path("commit"));
        commit("draft-2", "second");

        assertThatThrownBy(() -> context.rename(path("draft-2"), path("commit")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> context.rename(path("absent"), path("other")))
                .isInstanceOf(FileNotFoundException.class);
        assertThat(folder.resolve("commit")).hasContent("first");
        assertThat(folder.resolve(".commit.crc")).exists();
    }

    private void commit(String name, String text) throws IOException {
        try (FSDataOutputStream out = context.create(path(name), EnumSet.of(CreateFlag.CREATE))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aLinkIsWhatHadoopTakesItFor() throws IOException {
        write("a", "rw-r-----");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));
        FileContext hadoopsContext = FileContext.getFileContext(folder.toUri(), new Configuration());

        for (String name : List.of("a", "link")) {
            assertThat(context.getFileLinkStatus(path(name)).isSymlink())
                    .as(name)
                    .isEqualTo(hadoopsContext.getFileLinkStatus(path(name)).isSymlink());
            assertThat(described(context.getFileStatus(path(name))))
                    .isEqualTo(described(hadoopsContext.getFileStatus(path(name))));
        }
    }
}
