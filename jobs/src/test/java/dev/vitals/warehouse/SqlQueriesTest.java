package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.Contracts;
import dev.vitals.testing.SparkSessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query reads, whatever its first word is, and finds the tables of its own warehouse by their names. */
@ExtendWith(SparkSessions.class)
class SqlQueriesTest {
    private static final String TABLE = "ops.check_result";

    @TempDir
    private static Path folder;

    private static Warehouse warehouse;
    private static SqlQueries queries;

    @BeforeAll
    static void writeThreeRows(SparkSession spark) {
        warehouse = withRows(spark, folder.resolve("three"), 3);
        queries = new SqlQueries(warehouse);
    }

    /** A warehouse whose one table holds rows of nulls, which are enough to be counted. */
    private static Warehouse withRows(SparkSession spark, Path root, int rows) {
        Warehouse made = Warehouse.at(spark, root.toString(), Contracts.load());
        spark.range(rows).selectExpr("id AS rows").write().format("delta").save(made.path(TABLE));
        return made;
    }

    private static List<List<Object>> rows(String sql) {
        return queries.run(sql, 100).rows();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from gold.moderator_scorecard",
                "select count(*) from gold.Moderator_Scorecard",
                "select count(*) from gold.moderator_scorecard version as of 0",
                "select count(*) from gold.moderator_scorecard timestamp as of '2026-01-01'",
                "with s as (select * from gold.moderator_scorecard) select count(*) from s",
                "select count(*) from identifier('gold.moderator_scorecard')",
                "describe gold.moderator_scorecard"
            })
    void aTableOfSinglePeopleIsReadInItsRoleOnly(String sql) {
        assertThatThrownBy(() -> rows(sql)).hasMessageContaining("is not for everybody");
        assertThatThrownBy(() -> new SqlQueries(warehouse, Optional.of("analyst")).run(sql, 1))
                .hasMessageContaining("--role");
    }

    @Test
    void whoHasTheRoleReadsIt() {
        SqlQueries lead = new SqlQueries(warehouse, Optional.of("lead"));

        assertThat(lead.run("select count(*) from gold.moderator_scorecard", 1).rows())
                .containsExactly(List.of(0L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM ops.check_result",
                "(select count(*) from ops.check_result)",
                "-- how many\nselect count(*) from ops.check_result",
                "/* how many */ WITH c AS (SELECT * FROM ops.check_result) SELECT count(*) FROM c;",
                "from ops.check_result |> aggregate count(*)",
                "select (select count(*) from ops.check_result)",
                "select count(*) from identifier('ops.check_result')",
                "values (3L)"
            })
    void aStatementThatReadsIsRun(String sql) {
        assertThat(rows(sql)).containsExactly(List.of(3L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show tables in ops",
                "describe ops.check_result",
                "describe history ops.check_result",
                "explain select count(*) from ops.check_result"
            })
    void aStatementThatTellsIsRun(String sql) {
        assertThat(rows(sql)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with d as (select 1) delete from ops.check_result where rows = 0",
                "with d as (select 9L as rows) insert into ops.check_result select * from d",
                "from (select 9L as rows) insert into ops.check_result select rows",
                "with d as (select 9L as rows) merge into ops.check_result t using d on t.rows = d.rows when matched then delete",
                "with d as (select 9L as rows) update ops.check_result set rows = 1",
                "insert into identifier('ops.' || 'check_result') values (9L)",
                "execute immediate 'delete from ops.check_result'",
                "begin delete from ops.check_result; end",
                "restore table ops.check_result to version as of 0",
                "create table y shallow clone ops.check_result",
                "vacuum ops.check_result",
                "optimize ops.check_result",
                "drop table ops.check_result",
                "create table x as select 1",
                "set spark.sql.ansi.enabled = false",
                "select transform(rows) using 'cat' as (a) from ops.check_result",
                "select * from (select transform(rows) using 'cat' as (a) from ops.check_result)",
                "select java_method('java.lang.System', 'getProperty', 'user.dir')",
                "with a as (select reflect('java.lang.System', 'getProperty', 'user.dir') as b) select * from a"
            })
    void aStatementThatDoesMoreIsRefusedAndChangesNothing(String sql) {
        assertThatThrownBy(() -> rows(sql))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("query reads only");

        assertThat(rows("select count(*) from ops.check_result")).containsExactly(List.of(3L));
        assertThat(warehouse.version(TABLE)).isZero();
    }

    @Test
    void twoWarehousesInOneSessionKeepTheirTablesApart(@TempDir Path other, SparkSession spark) {
        SqlQueries five = new SqlQueries(withRows(spark, other.resolve("five"), 5));

        assertThat(five.run("select count(*) from ops.check_result", 1).rows()).containsExactly(List.of(5L));
        assertThat(rows("select count(*) from ops.check_result")).containsExactly(List.of(3L));
    }

    @Test
    void onlyTablesThatWereWrittenAreShown() {
        assertThat(rows("show tables in ops")).hasSize(1);
        assertThat(rows("show tables in gold")).isEmpty();
    }

    @Test
    void aTableThatWasNotWrittenYetHasItsColumnsAndNoRows() {
        QueryResult none = queries.run("select kpi, date from gold.kpi_daily where date > date'2026-01-05'", 10);

        assertThat(none.columns()).containsExactly("kpi", "date");
        assertThat(none.rows()).isEmpty();
        assertThat(rows("select count(*) from ops.restatement r join ops.check_result c on r.old_n = c.rows"))
                .containsExactly(List.of(0L));
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> rows("select * from gold.kpi_dayly"))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("gold.kpi_dayly");
    }

    @Test
    void anEarlierVersionCanBeRead() {
        assertThat(rows("select count(*) from ops.check_result version as of 0"))
                .containsExactly(List.of(3L));
    }

    @Test
    void lookingLeavesNoFolderInTheCatalogOfTheSession(SparkSession spark) {
        rows("select count(*) from ops.check_result");

        assertThat(spark.catalog().listDatabases().collectAsList())
                .extracting(database -> database.name())
                .doesNotContain("ops", "gold");
    }

    @Test
    void aColumnThatIsNotThereIsNamedWithoutThePlan() {
        assertThatThrownBy(() -> queries.run("select valu from gold.kpi_daily", 1))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("valu")
                .hasMessageNotContaining("Project");
    }

    /** Any file that the process may read, the key of the pseudonyms as well, would be one SELECT away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from text.`/etc/hostname`",
                "select * from csv.hostname",
                "select * from (select * from binaryFile.`/etc/hostname`)",
                "select (select max(value) from text.`/etc/hostname`)",
                "with a as (select * from text.`/etc/hostname`) select * from a",
                "select * from identifier('text.`/etc/hostname`')"
            })
    void aFileIsNoTable(String sql) {
        assertThatThrownBy(() -> queries.run(sql, 10))
                .isInstanceOf(WarehouseException.class)
                .hasMessageMatching("There is no table .*|query reads the tables of the warehouse, and .*");
    }

    @Test
    void aMistypedTableIsOfferedByItsName() {
        assertThatThrownBy(() -> queries.run("select * from ops.check_reslut", 10))
                .hasMessageContaining("There is no table ops.check_reslut. Did you mean ops.check_result?");
        assertThatThrownBy(() -> queries.run("select * from check_result", 10))
                .hasMessageContaining("there is no table check_result. ");
    }
}
