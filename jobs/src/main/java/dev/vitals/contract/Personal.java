package dev.vitals.contract;

/** Whether a column can be traced to a person, and how. The later a value, the more care it needs. */
public enum Personal {
    /** Nothing about a person. */
    NONE,
    /** Names a person by pseudonym; erasure reaches it through the key. */
    PSEUDONYM,
    /** Words of whoever runs the platform, such as the path of a file, in which a name may stand; erasure masks it. */
    NAME,
    /** What a person wrote; kept for the shortest time. */
    CONTENT
}
