package dev.vitals.job.land;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of one file (records, where a source breaks lines inside quotes), one after the other in a reused buffer.
 *
 * <p>Call {@link #next()} first; the other methods then describe one line until the next call. A line with a
 * {@link #rejection()} goes to quarantine and not to the adapter.
 */
public interface Lines extends Closeable {
    /** Moves to the next line; false at the end of the file. */
    boolean next() throws IOException;

    byte[] buffer();

    int offset();

    int length();

    /** Number of the line in its file, counted from 1; of a record, the number of its first line. */
    long lineNumber();

    /** Why the line is not fit for an adapter (too long, or broken by the end of a cut file), or null. */
    Outcome.Rejected rejection();

    /**
     * All lines of a file, decompressed as the ending of its name asks (.gz, .zst), cut as its source needs.
     *
     * @param in the file from its first byte; it is closed with the lines
     */
    static Lines of(String source, InputStream in, String fileName) throws IOException {
        LineReader lines = LineReader.whole(in, fileName);
        if (source.equals("twitch-irc") || source.equals("csv")) {
            // Unlike JSON, a line of these that was cut in the middle can look whole.
            lines.requireLastLineBreak();
        }
        return source.equals("csv") ? new CsvRecords(lines) : lines;
    }

    /**
     * Whether several tasks may read byte ranges of a file of this source, see {@link LineReader#range}: only where each
     * line stands for itself, and only in files without compression.
     */
    static boolean isSplittable(String source, String fileName) {
        boolean standsForItself = source.equals("vitals") || source.equals("twitch-eventsub");
        return standsForItself && !Decompression.isCompressed(fileName);
    }
}
