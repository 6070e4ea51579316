package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of these tests has user_id (string, required), valid_from (timestamp), age (int) and is_bot (boolean). */
class CheckReaderTest {
    private static final String TABLE = TableFiles.USER + """
              - {name: age, type: int, nullable: true, description: "Age."}
              - {name: is_bot, type: boolean, nullable: true, description: "Bot."}
            checks:
              - \
            """;

    @Test
    void requiredColumnsMakeTheFirstCheck() {
        CheckContract implied = TableFiles.read(TableFiles.USER).checks().get(0);

        assertThat(implied.name()).isEqualTo("required_columns_are_filled");
        assertThat(implied.severity()).isEqualTo(Severity.FAIL);
        assertThat(implied.brokenRow()).contains("`user_id` IS NULL");
    }

    @Test
    void uniqueNamesItsColumnsAndTakesMoreThanOneRowToTell() {
        CheckContract check = check("{name: c, severity: fail, unique: [user_id, valid_from]}");

        assertThat(check.rule()).isEqualTo(new Rule.Unique(List.of("user_id", "valid_from")));
        assertThat(check.brokenRow()).isEmpty();
    }

    @Test
    void anExpressionIsBrokenByARowForWhichItIsFalseOrUnknown() {
        CheckContract check = check("{name: c, severity: warn, expression: \"age >= 13 OR is_bot\"}");

        assertThat(check.severity()).isEqualTo(Severity.WARN);
        assertThat(check.brokenRow()).contains("NOT coalesce((age >= 13 OR is_bot), false)");
    }

    @Test
    void acceptedValuesLetNullPass() {
        assertThat(check("{name: c, severity: fail, column: user_id, accepted: [a, \"it's\"]}")
                        .brokenRow())
                .contains("`user_id` IS NOT NULL AND `user_id` NOT IN ('a', 'it\\'s')");
        assertThat(check("{name: c, severity: fail, column: age, accepted: [1, 2]}")
                        .brokenRow())
                .contains("`age` IS NOT NULL AND `age` NOT IN (1, 2)");
    }

    @Test
    void aRangeHoldsItsBoundsAndMayBeOpenAtOneEnd() {
        assertThat(check("{name: c, severity: fail, column: age, range: [0, 150.5]}")
                        .brokenRow())
                .contains("`age` IS NOT NULL AND (`age` < 0 OR `age` > 150.5)");
        assertThat(check("{name: c, severity: fail, column: age, range: [0, null]}")
                        .brokenRow())
                .contains("`age` IS NOT NULL AND (`age` < 0)");
        assertThat(check("{name: c, severity: fail, column: age, range: [null, 9]}")
                        .rule()
                        .inWords())
                .isEqualTo("age is at most 9, or null");
    }

    @Test
    void notNullNamesColumnsThatMayBeNullElsewhere() {
        assertThat(check("{name: c, severity: warn, not_null: [age, is_bot]}").brokenRow())
                .contains("`age` IS NULL OR `is_bot` IS NULL");
    }

    @Test
    void rowCountAndReferencesAreRulesOverManyRows() {
        assertThat(check("{name: c, severity: warn, row_count_at_least: 10}").rule())
                .isEqualTo(new Rule.RowCountAtLeast(10));
        assertThat(check("{name: c, severity: warn, references: {column: user_id, table: dim.user, key: user_id}}")
                        .rule())
                .isEqualTo(new Rule.References("user_id", "dim.user", "user_id"));
    }

    @Test
    void aCheckThatNamesAnUnknownColumnIsRefused() {
        assertRefused(
                "{name: c, severity: fail, unique: [user]}",
                ":14: unique names user, but the table has no such column.");
        assertRefused(
                "{name: c, severity: fail, column: agee, range: [0, 1]}",
                ":14: column names agee",
                "Did you mean age?");
        assertRefused(
                "{name: c, severity: fail, expression: \"aeg > 0\"}", ":14: expression names aeg", "Did you mean age?");
        assertRefused("{name: c, severity: fail, not_null: [ages]}", "not_null names ages");
        assertRefused(
                "{name: c, severity: fail, references: {column: x, table: dim.user, key: user_id}}", "column names x");
    }

    @Test
    void anExpressionMayUseFunctionsTextsFieldsAndLambdas() {
        String sql = "length(user_id) > 3 AND user_id <> 'unknown words' AND CASE WHEN is_bot THEN age IN (1, 2)"
                + " ELSE true END"
                + " AND forall(array(age), x -> x > 0) AND aggregate(array(age), 0, (x, y) -> x + y) >= 0 AND cast(valid_from AS date) >= date '2020-01-01'";

        assertThat(Sql.columnsOf(sql))
                .contains("user_id", "is_bot", "age", "valid_from")
                .doesNotContain("length", "x");
        assertThat(check("{name: c, severity: fail, expression: \"" + sql + "\"}")
                        .rule())
                .isEqualTo(new Rule.Expression(sql));
    }

    @Test
    void aCheckSaysExactlyOneThing() {
        assertRefused(
                "{name: c, severity: fail}", "check c says nothing; it must say exactly one of unique, expression");
        assertRefused(
                "{name: c, severity: fail, unique: [user_id], not_null: [user_id]}",
                "check c says unique and not_null; it must say exactly one of");
        assertRefused("{name: c, severity: fail, unique: [user_id], column: age}", "unknown key column in checks");
    }

    @Test
    void valuesMustFitTheirColumn() {
        assertRefused(
                "{name: c, severity: fail, column: age, accepted: [old]}",
                "accepted lists old, which is no value of age (int); list values of that type.");
        assertRefused(
                "{name: c, severity: fail, column: user_id, accepted: [1]}",
                "accepted lists 1, which is no value of user_id");
        assertRefused(
                "{name: c, severity: fail, column: user_id, range: [0, 1]}",
                "range needs a number, but user_id is a string");
        assertRefused("{name: c, severity: fail, column: age, range: [1, 0]}", "range begins at 1, above its end 0");
        assertRefused("{name: c, severity: fail, column: age, range: [null, null]}", "range is open at both ends");
        assertRefused("{name: c, severity: fail, column: age, range: [1]}", "range must be [min, max]");
        assertRefused(
                "{name: c, severity: fail, row_count_at_least: 0}", "row_count_at_least is 0, which always holds");
    }

    @Test
    void namesAndSeveritiesAreStrict() {
        assertRefused("{name: C, severity: fail, not_null: [age]}", "name is 'C'; write checks in lower case");
        assertRefused("{name: c, severity: error, not_null: [age]}", "severity must be one of fail, warn, not 'error'");
        assertRefused(
                "{name: c, severity: fail, not_null: [age]}\n  - {name: c, severity: fail, not_null: [age]}",
                ":15: name is c, which another check of the table has");
    }

    private static CheckContract check(String yaml) {
        return TableFiles.read(TABLE + yaml + "\n").checks().get(1);
    }

    private static void assertRefused(String yaml, String... parts) {
        assertThatThrownBy(() -> TableFiles.read(TABLE + yaml + "\n"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("schemas/tables/dim/user.yaml:")
                .hasMessageContainingAll(parts);
    }
}
