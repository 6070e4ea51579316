package dev.vitals.job.land;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a delivered file, decompressed as the ending of its name asks (.gz, .zst), record by record, each with its line
 * break: put together again they are the file. Whether a record can be read does not matter here.
 */
public final class RawRecords implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final boolean hasQuotes;
    private final ByteArrayOutputStream record = new ByteArrayOutputStream(BUFFER);

    private RawRecords(InputStream in, boolean hasQuotes) {
        this.in = in;
        this.hasQuotes = hasQuotes;
    }

    /**
     * @param source source folder; in csv a line break inside quotes ends no record
     * @param in the file from its first byte; it is closed with the records
     */
    public static RawRecords of(String source, InputStream in, String fileName) throws IOException {
        InputStream whole = Decompression.open(new Decompression.Source(new BufferedInputStream(in, BUFFER)), fileName);
        return new RawRecords(new BufferedInputStream(whole, BUFFER), source.equals("csv"));
    }

    /** The next record; empty at the end of the file. */
    public byte[] next() throws IOException {
        record.reset();
        boolean isQuoted = false;
        // As CsvRecords has it, a quote opens a field only at its start, or goes on with it after one that seemed to
        // close it.
        boolean canOpen = hasQuotes;
        for (int b = in.read(); b >= 0; b = in.read()) {
            record.write(b);
            boolean isQuote = b == '"';
            if (isQuoted) {
                isQuoted = !isQuote;
                canOpen = isQuote;
            } else {
                isQuoted = isQuote && canOpen;
                canOpen = hasQuotes && b == ',';
            }
            if (b == '\n' && !isQuoted) {
                break;
            }
        }
        return record.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
