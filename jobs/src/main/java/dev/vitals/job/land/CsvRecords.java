package dev.vitals.job.land;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Joins the lines of a csv file to records, where a quoted field goes on over several lines.
 *
 * <p>A quote that was never meant to open or that lost its partner must not swallow the lines behind it: where it stays
 * open for too long, is closed in the middle of a field, or meets a line that is a whole record by itself, its line is
 * handed out alone and the others as if nothing had happened.
 */
final class CsvRecords implements Lines {
    private static final int MOST_LINES = 100;
    private static final int MOST_BYTES = 1 << 20;

    private final LineReader lines;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private Line current;
    private int columns;

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
        if (current != null && current.rejection == null) {
            Cells cells = Cells.of(current, false);
            columns = columns == 0 ? cells.count : columns;
            if (cells.isOpen && !cells.isBroken) {
                current = current.copy();
                join();
            }
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
            Cells rest = Cells.of(line, true);
            if (line.rejection != null || rest.isBroken || isRecord(Cells.of(line, false))) {
                break;
            }
            int longer = length + 1 + line.length;
            joined = longer > joined.length ? Arrays.copyOf(joined, longer * 2) : joined;
            joined[length] = '\n';
            System.arraycopy(line.buffer, line.offset, joined, length + 1, line.length);
            length = longer;
            isOpen = rest.isOpen;
        }
        if (isOpen) {
            while (!taken.isEmpty()) {
                waiting.addFirst(taken.removeLast());
            }
        } else {
            current = new Line(joined, 0, length, current.number, null);
        }
    }

    private boolean isRecord(Cells cells) {
        return columns > 1 && cells.count == columns && !cells.isOpen && !cells.isBroken && !cells.isFirstEmpty;
    }

    private Line nextLine() throws IOException {
        if (!waiting.isEmpty()) {
            return waiting.removeFirst();
        }
        return lines.next()
                ? new Line(lines.buffer(), lines.offset(), lines.length(), lines.lineNumber(), lines.rejection())
                : null;
    }

    /**
     * What the cells of a line look like; a quote opens a field only at its start.
     *
     * @param isOpen a quoted field is open at the end of the line
     * @param isBroken a quoted field was closed before its end
     */
    private record Cells(int count, boolean isOpen, boolean isBroken, boolean isFirstEmpty) {
        static Cells of(Line line, boolean startsInQuotes) {
            boolean isOpen = startsInQuotes;
            boolean isFieldStart = !startsInQuotes;
            boolean isBroken = false;
            int count = 1;
            int end = line.offset + line.length;
            for (int i = line.offset; i < end; i++) {
                byte next = line.buffer[i];
                if (next == '"' && isOpen) {
                    boolean isDoubled = i + 1 < end && line.buffer[i + 1] == '"';
                    isOpen = isDoubled;
                    isBroken |= !isDoubled && i + 1 < end && line.buffer[i + 1] != ',';
                    i += isDoubled ? 1 : 0;
                } else if (next == '"' && isFieldStart) {
                    isOpen = true;
                    isFieldStart = false;
                } else {
                    isFieldStart = !isOpen && next == ',';
                    count += isFieldStart ? 1 : 0;
                }
            }
            boolean isFirstEmpty = line.length == 0 || line.buffer[line.offset] == ',';
            return new Cells(count, isOpen, isBroken, isFirstEmpty);
        }
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
