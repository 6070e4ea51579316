package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The cells of one csv record: commas between them, quotes around those that hold commas, quotes or line breaks. */
final class CsvCells {
    private final List<String> values = new ArrayList<>();

    /** Reads the record; throws a {@link Rejection} for one that can't be cut into cells. */
    void read(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int fault = Utf8.firstFault(buffer, offset, end);
        if (fault < end) {
            throw Rejection.badByte(buffer, fault, offset);
        }
        values.clear();
        String record = new String(buffer, offset, length, StandardCharsets.UTF_8);
        int at = 0;
        while (at >= 0) {
            at = record.startsWith("\"", at) ? quoted(record, at + 1) : plain(record, at);
        }
    }

    /** The cells, until the next call of {@link #read}. */
    List<String> values() {
        return values;
    }

    /** Adds the cell at {@code from}; returns where the next one begins, or -1 behind the last. */
    private int plain(String record, int from) {
        int comma = record.indexOf(',', from);
        values.add(record.substring(from, comma < 0 ? record.length() : comma));
        return comma < 0 ? -1 : comma + 1;
    }

    private int quoted(String record, int from) {
        StringBuilder cell = new StringBuilder();
        int copied = from;
        while (true) {
            int quote = record.indexOf('"', copied);
            if (quote < 0) {
                throw new Rejection(
                        Reasons.TRUNCATED_LINE, null, "the quotes of cell " + (values.size() + 1) + " never end");
            }
            cell.append(record, copied, quote);
            copied = quote + 2;
            if (!record.startsWith("\"", quote + 1)) {
                values.add(cell.toString());
                return after(record, quote + 1);
            }
            cell.append('"');
        }
    }

    private int after(String record, int at) {
        if (at == record.length()) {
            return -1;
        }
        if (record.charAt(at) != ',') {
            throw new Rejection(Reasons.BAD_CSV, null, "text behind the quotes of cell " + values.size());
        }
        return at + 1;
    }
}
