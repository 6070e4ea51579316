package dev.vitals.warehouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** The last bytes of a Parquet file, which one that was cut short, or is none, does not have. */
final class ParquetEnd {
    private static final byte[] END = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private ParquetEnd() {}

    static boolean isThere(FileSystem files, FileStatus file) {
        byte[] end = new byte[END.length];
        if (file.getLen() < end.length) {
            return false;
        }
        try (FSDataInputStream in = files.open(file.getPath())) {
            in.readFully(file.getLen() - end.length, end);
            return Arrays.equals(end, END);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
