package dev.vitals.warehouse.localfiles;

import org.apache.hadoop.fs.LocalFileSystem;

/** What {@code file:} means to {@code FileSystem}: {@link NioFiles} with checksums beside the files. Hadoop makes it by name. */
public final class NioFileSystem extends LocalFileSystem {
    public NioFileSystem() {
        super(new NioFiles());
    }
}
