package dev.vitals.warehouse.landing;

/** How the value of a column lies in a scratch file. */
enum SpillType {
    STRING,
    BYTES,
    /** Also instants, in microseconds since 1970. */
    LONG,
    /** Also days since 1970. */
    INT,
    DOUBLE,
    BOOLEAN,
    STRINGS,
    MAP;

    /** The type for a column of a contract. */
    static SpillType of(String columnType) {
        return switch (columnType) {
            case "string" -> STRING;
            case "binary" -> BYTES;
            case "bigint", "timestamp" -> LONG;
            case "int", "date" -> INT;
            case "double" -> DOUBLE;
            case "boolean" -> BOOLEAN;
            case "array<string>" -> STRINGS;
            case "map<string,string>" -> MAP;
            default ->
                throw new IllegalStateException(
                        "No scratch file holds a column of type " + columnType + "; teach SpillType to write it.");
        };
    }
}
