package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataDictionaryTest {
    @Test
    void theCommittedPageIsFresh() {
        assertThat(Repository.read(Repository.schemas().resolve("README.md")))
                .as("schemas/README.md is stale; run ./vitals docs and commit it")
                .isEqualTo(DataDictionary.render(Contracts.load(Repository.schemas())));
    }

    @Test
    void aTableIsShownWithItsGrainColumnsAndChecks() {
        TableContract user = TableFiles.read(TableFiles.USER.replace("\"Start.\"", "\"Start | end.\"") + """
                        checks:
                          - {name: one_row_per_user, severity: fail, unique: [user_id]}
                        """);

        assertThat(DataDictionary.render(Contracts.of(user)))
                .startsWith("<!-- generated, do not edit; run ./vitals docs -->\n")
                .contains("| [dim.user](#dimuser) | one user | 30 days |\n")
                .endsWith("""

                        ## dim.user

                        Users.

                        - One row is one user.
                        - Not partitioned. Kept for 30 days, told by `valid_from`.
                        - Version 1, owned by data-platform.

                        | column | type | may be null | personal | what it holds |
                        |---|---|---|---|---|
                        | `user_id` | `string` |  | pseudonym | User. |
                        | `valid_from` | `timestamp` | yes |  | Start \\| end. |

                        Checks:

                        - `one_row_per_user` (fail): one row per user_id
                        """);
    }

    @Test
    void everyTableAndColumnIsOnThePage() {
        Contracts contracts = Contracts.load(Repository.schemas());
        String page = DataDictionary.render(contracts);

        for (TableContract table : contracts.all()) {
            assertThat(page).contains("\n## " + table.table() + "\n");
            table.columnNames().forEach(column -> assertThat(page).contains("| `" + column + "` |"));
        }
    }
}
