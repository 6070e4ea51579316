package dev.vitals.cli.faults;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FsConstants;

/** {@link FullDisk} for {@code FileContext}, through which Delta commits. Hadoop makes it by name. */
public final class FullDiskContext extends ChecksumFs {
    /** @param uri of the disk, of which there is one */
    public FullDiskContext(URI uri, Configuration conf) throws IOException, URISyntaxException {
        super(new Raw(conf));
    }

    private static final class Raw extends DelegateToFileSystem {
        Raw(Configuration conf) throws IOException, URISyntaxException {
            super(FsConstants.LOCAL_FS_URI, new FullDisk.Raw(), conf, FsConstants.LOCAL_FS_URI.getScheme(), false);
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
