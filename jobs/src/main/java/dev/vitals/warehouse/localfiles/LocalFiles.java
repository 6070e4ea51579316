package dev.vitals.warehouse.localfiles;

import java.nio.file.FileSystems;
import java.util.Map;

/** Settings under which Spark, Delta and Parquet use this view of the local disk. */
public final class LocalFiles {
    private LocalFiles() {}

    /** Settings of Spark; none where files have no rights as Unix knows them. */
    public static Map<String, String> settings() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return Map.of();
        }
        return Map.of(
                "spark.hadoop.fs.file.impl", NioFileSystem.class.getName(),
                "spark.hadoop.fs.AbstractFileSystem.file.impl", NioFileContext.class.getName());
    }
}
