package dev.vitals.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A folder of this machine under a scheme of its own, whose n-th put goes wrong.
 *
 * <p>A put is a file that was written and closed, or renamed. Which one goes wrong is the same for all threads of this JVM, so
 * that one test at a time may ask for it.
 */
public final class FailingStore extends RawLocalFileSystem {
    /** In front of a path of this machine. */
    public static final String SCHEME = "failing";

    private static final Object LOCK = new Object();
    private static List<String> puts = new ArrayList<>();
    private static int failing;
    private static Fault fault = Fault.NOT_DONE;
    private static String failed;

    /** What goes wrong. */
    public enum Fault {
        /** The store refuses, and nothing was changed. */
        NOT_DONE,
        /** It is done, and the answer is lost. */
        ANSWER_LOST,
        /**
         * It is done, the answer is lost, and the client of the store asks again by itself: what may be done only once, it then
         * hears, somebody has done already.
         */
        ASKED_TWICE
    }

    /** For Hadoop, which makes it by its name. */
    public FailingStore() {}

    /** Lets a session know of the scheme. */
    public static void register(Configuration conf) {
        conf.set("fs." + SCHEME + ".impl", FailingStore.class.getName());
        conf.set("fs.AbstractFileSystem." + SCHEME + ".impl", Context.class.getName());
    }

    /** From now on every put is well, and they are counted from one. */
    public static void heal() {
        failNth(0, Fault.NOT_DONE);
    }

    /** From now on puts are counted from one, and the n-th goes wrong. */
    public static void failNth(int n, Fault kind) {
        synchronized (LOCK) {
            puts = new ArrayList<>();
            failing = n;
            fault = kind;
            failed = null;
        }
    }

    /** Puts since they were last counted from one, in their order. */
    public static List<String> puts() {
        synchronized (LOCK) {
            return List.copyOf(puts);
        }
    }

    /** The one that went wrong. */
    public static Optional<String> failed() {
        synchronized (LOCK) {
            return Optional.ofNullable(failed);
        }
    }

    /** Counts a put, and says what goes wrong with it. */
    private static Optional<Fault> next(String what) {
        synchronized (LOCK) {
            puts.add(what);
            if (puts.size() == failing) {
                failed = what;
                return Optional.of(fault);
            }
            return Optional.empty();
        }
    }

    /** A write of the thing, as the fault has it. */
    private interface Put<T> {
        T make() throws IOException;
    }

    private static FSDataOutputStream written(Path path, boolean onlyOnce, Put<FSDataOutputStream> put)
            throws IOException {
        Optional<Fault> wrong = next("write " + path);
        if (wrong.equals(Optional.of(Fault.NOT_DONE))) {
            throw new IOException("The store refused to write " + path);
        }
        FSDataOutputStream out = put.make();
        return wrong.isEmpty() ? out : new FSDataOutputStream(new LostAnswer(out, path, wrong.get(), onlyOnce), null);
    }

    private static IOException afterwards(Fault fault, Path path, boolean onlyOnce) {
        return fault == Fault.ASKED_TWICE && onlyOnce
                ? new FileAlreadyExistsException(path + " is there already")
                : new IOException("No answer of the store about " + path);
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        return written(path, !overwrite, () -> super.create(path, overwrite, buffer, replication, block, progress));
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return written(
                path,
                !overwrite,
                () -> super.create(path, permission, overwrite, buffer, replication, block, progress));
    }

    @Override
    public FSDataOutputStream createNonRecursive(
            Path path,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return written(
                path,
                !flags.contains(CreateFlag.OVERWRITE),
                () -> super.createNonRecursive(path, permission, flags, buffer, replication, block, progress));
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        Optional<Fault> wrong = next("rename to " + to);
        if (wrong.equals(Optional.of(Fault.NOT_DONE))) {
            throw new IOException("The store refused to rename " + from);
        }
        boolean isDone = super.rename(from, to);
        if (wrong.isPresent()) {
            throw afterwards(wrong.get(), to, true);
        }
        return isDone;
    }

    /** A process would be started for it. */
    @Override
    public void setPermission(Path path, FsPermission permission) {}

    /** Without rights and owners, which an object store does not have. */
    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        FileStatus status = super.getFileStatus(path);
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                status.getReplication(),
                status.getBlockSize(),
                status.getModificationTime(),
                status.getPath());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    /** Fails once it has been closed well. */
    private static final class LostAnswer extends FilterOutputStream {
        private final Path path;
        private final Fault fault;
        private final boolean onlyOnce;

        LostAnswer(OutputStream out, Path path, Fault fault, boolean onlyOnce) {
            super(out);
            this.path = path;
            this.fault = fault;
            this.onlyOnce = onlyOnce;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
            throw afterwards(fault, path, onlyOnce);
        }
    }

    /** What the scheme means to {@code FileContext}, through which Delta commits. Hadoop makes it by name. */
    public static final class Context extends DelegateToFileSystem {
        /** @param uri of the store, of which there is one */
        public Context(URI uri, Configuration conf) throws IOException, URISyntaxException {
            super(URI.create(SCHEME + ":///"), new FailingStore(), conf, SCHEME, false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }

        /** Any name that the disk takes; the rule of distributed filesystems allows no colon. */
        @Override
        public boolean isValidName(String name) {
            return true;
        }
    }
}
