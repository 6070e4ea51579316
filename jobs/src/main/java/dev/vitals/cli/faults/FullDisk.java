package dev.vitals.cli.faults;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk, on which there is room for so many bytes and then none until the process has ended. What is there can be
 * read, renamed and deleted, and empty files can be made, as on a disk that is full. Hadoop makes it by name.
 */
public final class FullDisk extends LocalFileSystem {
    static final String MESSAGE = "No space left on device";

    private static final String ROOM = "vitals.bench.room";

    public FullDisk() {
        super(new Raw());
    }

    /** Words behind a verb that has so much room. */
    static String[] words(long bytes) {
        return new String[] {
            "--conf", "spark.hadoop.fs.file.impl=" + FullDisk.class.getName(),
            "--conf", "spark.hadoop.fs.AbstractFileSystem.file.impl=" + FullDiskContext.class.getName(),
            "--conf", "spark.hadoop." + ROOM + "=" + bytes
        };
    }

    /** Without checksums. */
    static final class Raw extends RawLocalFileSystem {
        /** Of all instances: there is one disk. */
        private static final AtomicLong WRITTEN = new AtomicLong();

        private long room() {
            return getConf().getLong(ROOM, Long.MAX_VALUE);
        }

        @Override
        public FSDataOutputStream create(
                Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
                throws IOException {
            return limited(super.create(path, overwrite, bufferSize, replication, blockSize, progress));
        }

        @Override
        public FSDataOutputStream create(
                Path path,
                FsPermission permission,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            return limited(super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress));
        }

        @Override
        public FSDataOutputStream createNonRecursive(
                Path path,
                FsPermission permission,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            return limited(super.createNonRecursive(
                    path, permission, overwrite, bufferSize, replication, blockSize, progress));
        }

        /** Hadoop would start a process for each, and rights are not what is tried out. */
        @Override
        public void setPermission(Path path, FsPermission permission) {}

        private FSDataOutputStream limited(FSDataOutputStream out) throws IOException {
            return new FSDataOutputStream(new Limited(out, room()), (FileSystem.Statistics) null);
        }
    }

    /** Writes what there is room for. */
    private static final class Limited extends FilterOutputStream {
        private final long room;

        Limited(OutputStream out, long room) {
            super(out);
            this.room = room;
        }

        @Override
        public void write(int one) throws IOException {
            take(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            take(length);
            out.write(bytes, offset, length);
        }

        private void take(int bytes) throws IOException {
            if (Raw.WRITTEN.addAndGet(bytes) > room) {
                throw new IOException(MESSAGE);
            }
        }
    }
}
