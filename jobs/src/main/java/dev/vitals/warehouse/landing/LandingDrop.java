package dev.vitals.warehouse.landing;

import dev.vitals.warehouse.WarehouseException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Puts a file where the next night finds it, whole or not at all. */
public final class LandingDrop {
    private LandingDrop() {}

    /**
     * Delivers a file, unless it was delivered before.
     *
     * @param landing folder with the source folders, on any Hadoop filesystem
     * @param path of the file below it, the source first
     * @return whether it is new
     * @throws WarehouseException when it can't be written; nothing of it is there then
     */
    public static boolean deliver(String landing, String path, String text) {
        try {
            Path target = new Path(landing, path);
            FileSystem fileSystem = target.getFileSystem(new Configuration());
            if (fileSystem.exists(target)) {
                return false;
            }
            // A name that landing leaves alone until the file is whole.
            Path half = target.suffix(".part");
            fileSystem.mkdirs(target.getParent());
            try (OutputStream out = fileSystem.create(half, true)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            if (!fileSystem.rename(half, target)) {
                throw new IOException("the finished file could not be renamed");
            }
            return true;
        } catch (IOException | IllegalArgumentException e) {
            throw new WarehouseException(
                    "%s can't be written below %s: %s. Correct --landing, or its rights."
                            .formatted(path, landing, e.getMessage()),
                    e);
        }
    }
}
