package dev.vitals.contract;

/** Small contract files that tests change in one place. */
final class TableFiles {
    static final String ENVELOPE = """
            columns:
              - {name: event_id, type: string, nullable: false, description: "Natural key."}
              - {name: event_date, type: date, nullable: false, description: "UTC day."}
            """;

    static final String USER = """
            table: dim.user
            version: 1
            owner: data-platform
            description: Users.
            grain: one user
            retention_days: 30
            retention_by: valid_from
            columns:
              - {name: user_id, type: string, nullable: false, personal: pseudonym, description: "User."}
              - {name: valid_from, type: timestamp, nullable: true, description: "Start."}
            """;

    private TableFiles() {}

    /** The contract that a file of that text under {@code schemas/tables/dim/user.yaml} gives. */
    static TableContract read(String text) {
        YamlFile envelope = new YamlFile("schemas/tables/envelope.yaml", ENVELOPE);
        return new TableReader(envelope.root()).read(new YamlFile("schemas/tables/dim/user.yaml", text));
    }

    /** {@link #USER} with checks. */
    static TableContract withCheck(String check) {
        return read(USER + "checks:\n  - " + check + "\n");
    }
}
