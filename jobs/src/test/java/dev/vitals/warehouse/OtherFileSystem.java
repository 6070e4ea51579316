package dev.vitals.warehouse;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A folder of this machine under a scheme of its own, as an object store would be seen. */
public final class OtherFileSystem extends RawLocalFileSystem {
    private static final String SCHEME = "other";

    /** For Hadoop, which makes it by its name. */
    public OtherFileSystem() {}

    static Configuration configuration() {
        Configuration conf = new Configuration(false);
        conf.set("fs." + SCHEME + ".impl", OtherFileSystem.class.getName());
        return conf;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    /** Makes a new file only if there is none, as stores do; a local file system looks first and makes it then. */
    @Override
    public FSDataOutputStream createNonRecursive(
            Path file,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        if (!flags.contains(CreateFlag.OVERWRITE)) {
            try {
                Files.createFile(pathToFile(file).toPath());
            } catch (java.nio.file.FileAlreadyExistsException e) {
                throw new FileAlreadyExistsException(file + " is there already");
            }
        }
        return create(file, permission, true, bufferSize, replication, blockSize, progress);
    }
}
