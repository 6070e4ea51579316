package dev.vitals.job.land;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Joins the lines of a csv file to records, where a quoted field goes on over several lines.
 *
 * <p>A quote that is never closed must not swallow the rest of the file: when it stays open for too long, its line is
 * handed out alone, and the lines behind it as if nothing had happened.
 */
final class CsvRecords implements Lines {
    private static final int MOST_LINES = 1000;
    private static final int MOST_BYTES = 1 << 20;

    private final LineReader lines;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private Line current;

    /** A line or record in a buffer of its own or of the reader. */
    private record Line(byte[] buffer, int offset, int length, long number, Outcome.Rejected rejection) {
        Line copy() {
            byte[] own = Arrays.copyOfRange(buffer, offset, offset + length);
            return new Line(own, 0, length, number, rejection);
        }
    }

    CsvRecords(LineReader lines) {
        this.lines = lines;
    }

    @Override
    public boolean next() throws IOException {
        current = nextLine();
        if (current != null && current.rejection == null && endsInQuotes(current, false)) {
            current = current.copy();
            join();
        }
        return current != null;
    }

    /** Adds lines to the current one until its quotes are closed, or leaves it alone and keeps them waiting. */
    private void join() throws IOException {
        Deque<Line> taken = new ArrayDeque<>();
        byte[] joined = current.buffer;
        int length = current.length;
        boolean isOpen = true;
        while (isOpen && taken.size() < MOST_LINES && length < MOST_BYTES) {
            Line line = nextLine();
            if (line == null) {
                break;
            }
            taken.add(line.copy());
            if (line.rejection != null) {
                break;
            }
            int longer = length + 1 + line.length;
            joined = longer > joined.length ? Arrays.copyOf(joined, longer * 2) : joined;
            joined[length] = '\n';
            System.arraycopy(line.buffer, line.offset, joined, length + 1, line.length);
            length = longer;
            isOpen = endsInQuotes(line, true);
        }
        if (isOpen) {
            while (!taken.isEmpty()) {
                waiting.addFirst(taken.removeLast());
            }
        } else {
            current = new Line(joined, 0, length, current.number, null);
        }
    }

    private Line nextLine() throws IOException {
        if (!waiting.isEmpty()) {
            return waiting.removeFirst();
        }
        return lines.next()
                ? new Line(lines.buffer(), lines.offset(), lines.length(), lines.lineNumber(), lines.rejection())
                : null;
    }

    /** Whether a quoted field is open at the end of the line; a quote opens a field only at its start. */
    private static boolean endsInQuotes(Line line, boolean startsInQuotes) {
        boolean isOpen = startsInQuotes;
        boolean isFieldStart = !startsInQuotes;
        for (int i = line.offset; i < line.offset + line.length; i++) {
            byte next = line.buffer[i];
            if (next == '"' && (isOpen || isFieldStart)) {
                // A doubled quote inside a field closes and opens it again.
                isOpen = !isOpen;
                isFieldStart = !isOpen;
            } else {
                isFieldStart = !isOpen && next == ',';
            }
        }
        return isOpen;
    }

    @Override
    public byte[] buffer() {
        return current.buffer;
    }

    @Override
    public int offset() {
        return current.offset;
    }

    @Override
    public int length() {
        return current.length;
    }

    @Override
    public long lineNumber() {
        return current.number;
    }

    @Override
    public Outcome.Rejected rejection() {
        return current.rejection;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
