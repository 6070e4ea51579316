package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableReaderTest {
    @Test
    void aSoundFileGivesItsContract() {
        TableContract user = TableFiles.read(TableFiles.USER);

        assertThat(user.table()).isEqualTo("dim.user");
        assertThat(user.version()).isEqualTo(1);
        assertThat(user.retentionDays()).isEqualTo(30);
        assertThat(user.column("user_id"))
                .isEqualTo(new ColumnContract("user_id", "string", false, "User.", Personal.PSEUDONYM));
        assertThat(user.column("valid_from").personal()).isEqualTo(Personal.NONE);
        assertThat(user.ddl()).isEqualTo("`user_id` string NOT NULL, `valid_from` timestamp");
        assertThat(user.nullableDdl()).isEqualTo("`user_id` string, `valid_from` timestamp");
        assertThat(user.column("user_id").documentedDdl()).isEqualTo("`user_id` string NOT NULL COMMENT 'User.'");
        assertThat(user.dayColumn()).isEmpty();
    }

    @Test
    void theDayOfATableIsTheDateThatItIsPartitionedBy() {
        TableContract user =
                TableFiles.read(changed("grain: one user", "grain: x\nextends: envelope\npartition_by: [event_date]"));

        assertThat(user.columnNames()).containsExactly("event_id", "event_date", "user_id", "valid_from");
        assertThat(user.dayColumn().orElseThrow().name()).isEqualTo("event_date");
    }

    @Test
    void anUnknownKeyIsRefusedWithItsLineAndTheKeyThatWasMeant() {
        assertRefused(
                changed("retention_days: 30", "retention_days: 30\nretenton: 3"),
                ":7: unknown key retenton in the file.");
        assertRefused(
                changed("nullable: true,", "nullable: true, persnal: content,"),
                ":10: unknown key persnal",
                "Did you mean personal?");
    }

    @Test
    void aMissingDescriptionIsRefusedOnATableAndOnAColumn() {
        assertRefused(changed("description: Users.\n", ""), ":1: key description is missing in the file; add it.");
        assertRefused(changed(", description: \"Start.\"", ""), ":10: key description is missing in columns");
        assertRefused(changed("\"Start.\"", "\" \""), ":10: description is empty");
    }

    @Test
    void aColumnThatIsThereTwiceIsRefused() {
        assertRefused(
                changed("name: valid_from", "name: user_id"),
                ":10: name is user_id, a column that the table has already in line 9");
        assertRefused(
                changed("grain: one user", "extends: envelope\ngrain: one user")
                        .replace("name: valid_from", "name: event_id"),
                ":11: name is event_id, a column that the table has already from its envelope");
    }

    @Test
    void aTypeThatIsNoneIsRefused() {
        assertRefused(
                changed("type: timestamp", "type: datetime"),
                ":10: type of column valid_from: The type 'datetime' can't be read");
    }

    @Test
    void aTableMustLieWhereItsNameSays() {
        assertRefused(
                changed("dim.user", "dim.person"),
                ":1: table is dim.person, which belongs to schemas/tables/dim/person.yaml");
        assertRefused(changed("dim.user", "platinum.user"), ":1: table is 'platinum.user'; write layer.name");
        assertRefused(changed("dim.user", "user"), ":1: table is 'user'; write layer.name");
    }

    @Test
    void aPartitionColumnMustBeAColumn() {
        assertRefused(
                changed("grain: one user", "grain: one user\npartition_by: [user]"),
                ":6: partition_by names user, but the table has no such column");
    }

    @Test
    void retentionIsRequiredAndPositive() {
        assertRefused(changed("retention_days: 30\n", ""), "key retention_days is missing");
        assertRefused(
                changed("retention_days: 30", "retention_days: 0"), ":6: retention_days is 0; it must be at least 1.");
    }

    @Test
    void rowsAgeByTheirDayOrByWhatTheFileSays() {
        assertThat(TableFiles.read(TableFiles.USER).retentionBy()).isEqualTo("valid_from");
        assertRefused(changed("retention_by: valid_from\n", ""), "retention_by is missing");
        assertRefused(
                changed("retention_by: valid_from", "retention_by: user_id"),
                ":7: retention_by is user_id; name a column of type date or timestamp");
    }

    @Test
    void aColumnMayBeEmptiedBeforeItsRowGoes() {
        TableContract user =
                TableFiles.read(changed("description: \"Start.\"", "retention_days: 7, description: \"Start.\""));

        assertThat(user.column("valid_from").retentionDays()).hasValue(7);
        assertThat(user.column("user_id").retentionDays()).isEmpty();
        assertRefused(
                changed("personal: pseudonym", "personal: pseudonym, retention_days: 7"),
                ":9: retention_days is of a column that must be filled");
    }

    @Test
    void onlyTheEnvelopeCanBeExtended() {
        assertRefused(changed("grain: one user", "grain: one user\nextends: base"), ":6: extends is 'base'");
    }

    @Test
    void aFileThatIsNoYamlIsRefusedWithItsLine() {
        assertRefused("table: dim.user\ncolumns: [a, b\n", "schemas/tables/dim/user.yaml:3: this is not YAML");
        assertRefused("", ":1: the file is empty");
        assertRefused("- a\n- b\n", ":1: the file must be a mapping");
    }

    private static String changed(String from, String to) {
        assertThat(TableFiles.USER).contains(from);
        return TableFiles.USER.replace(from, to);
    }

    private static void assertRefused(String text, String... parts) {
        assertThatThrownBy(() -> TableFiles.read(text))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("schemas/tables/dim/user.yaml:")
                .hasMessageContainingAll(parts);
    }
}
