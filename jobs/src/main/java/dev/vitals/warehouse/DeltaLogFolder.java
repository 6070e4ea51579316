package dev.vitals.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Looks at the commits of a Delta table without reading them. */
final class DeltaLogFolder {
    private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");

    private DeltaLogFolder() {}

    /** Number of the newest commit, -1 when there is none. */
    static long newestVersion(Path table, Configuration conf) {
        Path log = new Path(table, "_delta_log");
        try {
            return Arrays.stream(log.getFileSystem(conf).listStatus(log))
                    .map(FileStatus::getPath)
                    .map(path -> COMMIT.matcher(path.getName()))
                    .filter(Matcher::matches)
                    .mapToLong(m -> Long.parseLong(m.group(1)))
                    .max()
                    .orElse(-1);
        } catch (FileNotFoundException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list " + log, e);
        }
    }
}
