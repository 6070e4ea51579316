package dev.vitals.job.land;

/** The reason codes of quarantine; operators filter by them, so a code never changes its meaning. */
public final class Reasons {
    /** Bytes that are not UTF-8. */
    public static final String NOT_UTF8 = "not_utf8";
    /** A NUL byte, as a crash leaves them in a file. */
    public static final String NUL_BYTE = "nul_byte";
    /** Not one JSON object. */
    public static final String BAD_JSON = "bad_json";
    /** The line ends inside its object or its quotes: the writer was cut off. */
    public static final String TRUNCATED_LINE = "truncated_line";
    /** Longer than any event can be. */
    public static final String LINE_TOO_LONG = "line_too_long";
    /** The compressed file ends or breaks inside this line. */
    public static final String TRUNCATED_FILE = "truncated_file";
    /** A field that the event can't do without is missing, null or empty. */
    public static final String MISSING_FIELD = "missing_field";
    /** Not an RFC 3339 instant, or an impossible one. */
    public static final String BAD_TIMESTAMP = "bad_timestamp";
    /** Before 2010 or from 2100 on. */
    public static final String TIMESTAMP_OUT_OF_RANGE = "timestamp_out_of_range";
    /** Not a number, or not of the kind that the field counts in. */
    public static final String BAD_NUMBER = "bad_number";
    /** A value outside the list that the rules know. */
    public static final String BAD_VALUE = "bad_value";
    /** Not an IRC line. */
    public static final String BAD_IRC = "bad_irc";
    /** A record that does not fit its header. */
    public static final String BAD_CSV = "bad_csv";

    private Reasons() {}
}
