package dev.vitals.warehouse.localfiles;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FsConstants;

/** What {@code file:} means to {@code FileContext}, through which Delta commits. Hadoop makes it by name. */
public final class NioFileContext extends ChecksumFs {
    /** @param uri of the disk, of which there is one */
    public NioFileContext(URI uri, Configuration conf) throws IOException, URISyntaxException {
        super(new Raw(conf));
    }

    private static final class Raw extends DelegateToFileSystem {
        Raw(Configuration conf) throws IOException, URISyntaxException {
            super(FsConstants.LOCAL_FS_URI, new NioFiles(), conf, FsConstants.LOCAL_FS_URI.getScheme(), false);
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
