package dev.vitals.warehouse;

import java.util.List;

/** How columns lie in data files, where Parquet's own choice costs time. */
public final class ColumnEncodings {
    /** A dictionary of values that never repeat is built, given up and written again plainly. */
    public static final List<String> NEVER_REPEATED =
            List.of("event_id", "event_at", "line_number", "message_id", "text");

    private ColumnEncodings() {}
}
