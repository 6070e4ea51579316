package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.report.SemanticModel;
import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import io.delta.kernel.Table;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.SnapshotImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that open a warehouse, over the Monday of a little community, as of the Sunday after it. */
class WarehouseVerbsTest {
    private static final String LAST = SmallWorld.FIRST.plusDays(6).toString();

    @TempDir
    private static Path folder;

    private static Launch night;

    @BeforeAll
    static void runANightThatLandsTheWeek() throws IOException {
        SmallWorld.generate(folder, 1);
        Files.writeString(folder.resolve("key"), "a key for tests, no secret");
        night = run("--json");
    }

    private static Launch run(String... more) {
        return onWarehouse(
                "run",
                "--date=" + LAST,
                "--landing=" + folder.resolve("landing"),
                "--pseudonym-key-file=" + folder.resolve("key"),
                "--reports=" + folder.resolve("nightly"),
                more.length == 0 ? "--quiet" : more[0]);
    }

    private static Launch onWarehouse(String... args) {
        return Launch.with(
                Map.of("VITALS_WAREHOUSE", folder.resolve("warehouse").toString()), args);
    }

    private static Launch onNothing(Path nowhere, String... args) {
        return Launch.with(Map.of("VITALS_WAREHOUSE", nowhere.toString()), args);
    }

    @Test
    void aNightWritesTheReportOfTheLastWholeWeek() {
        Path report = folder.resolve("nightly").resolve("week-" + SmallWorld.FIRST + ".html");

        assertThat(night.exitCode()).as(night.err()).isEqualTo(ExitCode.FINE);
        assertThat(night.json().get("asOf").asText()).isEqualTo(LAST);
        assertThat(night.json().get("report").asText()).isEqualTo(report.toString());
        assertThat(report).exists();
    }

    @Test
    void theReportOfTheNightIsTheOneThatReportWrites() throws IOException {
        Launch report = onWarehouse("report", "--out=" + folder.resolve("asked"), "--json");

        assertThat(report.exitCode()).as(report.err()).isEqualTo(ExitCode.FINE);
        String name = "week-" + SmallWorld.FIRST + ".html";
        assertThat(report.json().get("html").asText())
                .isEqualTo(folder.resolve("asked").resolve(name).toString());
        assertThat(folder.resolve("asked").resolve(name))
                .hasSameTextualContentAs(folder.resolve("nightly").resolve(name));
    }

    @Test
    void theSameNightAgainHasNothingToDo() {
        Launch again = run();

        assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.NOTHING_TO_DO);
        assertThat(again.out()).contains("No new files.").contains("0 published numbers moved");
    }

    @Test
    void aPeriodWithoutNumbersIsNotReported() {
        Launch empty = onWarehouse("report", "--date=2025-06-01", "--out=" + folder.resolve("empty"));

        assertThat(empty.exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO);
        assertThat(empty.err())
                .contains("There is no number from 2025-05-26 to 2025-06-01")
                .contains("measured from " + SmallWorld.FIRST + " to " + LAST);
        assertThat(folder.resolve("empty")).doesNotExist();
        Launch dsa = onWarehouse("dsa", "--period=2025H2", "--out=" + folder.resolve("dsa"));
        assertThat(dsa.exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO);
        assertThat(dsa.err()).contains("nothing to report of 2025H2: none of its days was measured");
    }

    @Test
    void aQueryIsPrintedInEachFormat() {
        String sql = "select '=x' as a, -1.5D as b";

        assertThat(onWarehouse("query", sql, "--format=csv").out()).isEqualTo("a,b\n'=x,-1.5\n");
        assertThat(onWarehouse("query", sql, "--format=markdown").out()).contains("| =x | -1.5 |");
        JsonNode row = onWarehouse("query", sql, "--format=json").json().get(0);
        assertThat(onWarehouse("query", sql, "--json").json().get(0)).isEqualTo(row);
        assertThat(row.get("a").asText()).isEqualTo("=x");
        assertThat(row.get("b").asDouble()).isEqualTo(-1.5);
    }

    @Test
    void numbersAreReadAsOfANightByEveryVerbThatReadsGold() throws IOException {
        String sql = "select count(*), max(as_of_date) from gold.kpi_period";
        String count = onWarehouse("query", sql, "--format=csv").out();

        assertThat(onWarehouse("query", sql, "--format=csv", "--as-of=" + LAST).out())
                .isEqualTo(count);
        Launch later = onWarehouse("query", sql, "--format=csv", "--as-of=2026-02-01");
        assertThat(later.out()).isEqualTo(count);
        assertThat(later.err()).contains("no night was run as of 2026-02-01").contains("read as of " + LAST);
        Launch earlier = onWarehouse("query", sql, "--as-of=2026-01-04");
        assertThat(earlier.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(earlier.err())
                .contains("Nothing had been published by 2026-01-04")
                .contains(LAST)
                .doesNotContain("VITALS_TRACE");
        Launch never = onWarehouse("query", sql, "--as-of=2999-01-01");
        assertThat(never.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(never.err()).contains("--as-of 2999-01-01 is yet to come");

        Path now = folder.resolve("export-now");
        Path then = folder.resolve("export-then");
        onWarehouse("export", "--kpi=reports_received", "--out=" + now, "--quiet");
        onWarehouse("export", "--kpi=reports_received", "--out=" + then, "--quiet", "--as-of=" + LAST);
        assertThat(then.resolve("reports_received.json")).hasSameTextualContentAs(now.resolve("reports_received.json"));
        Launch report = onWarehouse("report", "--out=" + folder.resolve("report-then"), "--json", "--as-of=" + LAST);
        assertThat(report.exitCode()).as(report.err()).isEqualTo(ExitCode.FINE);
        assertThat(Files.readString(Path.of(report.json().get("html").asText())))
                .contains("Data as of the end of")
                .contains("reports_received");
        Launch site = onWarehouse("site", "--out=" + folder.resolve("site-then"), "--quiet", "--as-of=" + LAST);
        assertThat(site.exitCode()).as(site.err()).isEqualTo(ExitCode.FINE);
        assertThat(folder.resolve("site-then").resolve("corrections.html")).exists();
    }

    @Test
    void verifyTellsWhatDiffersAndEndsWithTheCodeOfAFailedCheck(@TempDir Path other) throws IOException {
        Path copy = other.resolve("warehouse");
        SmallWorld.copyFolder(folder.resolve("warehouse"), copy);
        SparkSessions.shared()
                .sql(
                        "UPDATE delta.`%s/gold/kpi_daily` SET n = n + 1 WHERE kpi = 'reports_received' AND slice_key = 'all' AND date = DATE'%s'"
                                .formatted(copy, SmallWorld.FIRST));
        Path scratch = Files.createDirectory(other.resolve("scratch"));

        Launch verify = onNothing(copy, "verify", "--json", "--quiet", "--scratch=" + scratch);

        assertThat(verify.exitCode()).as(verify.err()).isEqualTo(ExitCode.DATA_CHECK_FAILED);
        assertThat(verify.json().get("asOf").asText()).isEqualTo(LAST);
        assertThat(verify.json().get("cells").asLong()).isGreaterThan(1000);
        assertThat(verify.json().get("differingCells").asLong()).isEqualTo(1);
        assertThat(verify.json().get("differingFactDays").asLong()).isZero();
        JsonNode difference = verify.json().get("gold").get(0);
        assertThat(difference.get("kpi").asText()).isEqualTo("reports_received");
        assertThat(difference.get("fields").get(0).asText()).isEqualTo("n");
        assertThat(difference.at("/stored/n").asLong())
                .isEqualTo(difference.at("/recomputed/n").asLong() + 1);
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aQueryThatDeletesFailsAndDeletesNothing() {
        String before = onWarehouse("query", "select count(*) from gold.kpi_daily", "--format=csv")
                .out();

        Launch refused = onWarehouse("query", "with d as (select 1) delete from gold.kpi_daily where true");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("query reads only").doesNotContain("VITALS_TRACE");
        assertThat(onWarehouse("query", "select count(*) from gold.kpi_daily", "--format=csv")
                        .out())
                .isEqualTo(before);
    }

    @Test
    void tablesAreJsonWhenAskedForIt() {
        JsonNode tables = onWarehouse("tables", "--json").json();

        assertThat(tables.findValuesAsText("table")).contains("gold.kpi_daily", "bronze.chat_message");
    }

    @Test
    void theHistoryOfATableIsListedNewestFirst() {
        JsonNode commits = onWarehouse("history", "gold.kpi_daily", "--json").json();

        List<String> versions = commits.findValuesAsText("version");
        assertThat(versions).hasSizeGreaterThan(1).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(commits.get(0).get("operation").asText()).isEqualTo("WRITE");
        assertThat(commits.get(0).get("rowsWritten").asLong()).isPositive();
        assertThat(commits.get(0).get("at").asText()).startsWith("20").endsWith("Z");
        assertThat(onWarehouse("history", "gold.kpi_daily").out())
                .startsWith("version")
                .contains("rows");
    }

    @Test
    void anExportHoldsTheNumbersOfGoldAndHidesWhatIsSmall() throws IOException {
        Path out = folder.resolve("export");
        Launch export = onWarehouse(
                "export", "--kpi=reports_received", "--kpi=time_to_resolution", "--out=" + out, "--json", "--quiet");
        assertThat(export.exitCode()).as(export.err()).isEqualTo(ExitCode.FINE);
        assertThat(export.json().get("kpis").findValuesAsText("kpi"))
                .containsExactlyInAnyOrder("reports_received", "time_to_resolution");

        Map<String, JsonNode> gold = new HashMap<>();
        onWarehouse(
                        "query",
                        "select date, slice_key, estimate, value, n, is_small from gold.kpi_daily "
                                + "where kpi = 'time_to_resolution'",
                        "--json",
                        "--limit=100000")
                .json()
                .forEach(row -> gold.put(
                        row.get("date").asText()
                                + row.get("slice_key").asText()
                                + row.get("estimate").asText(),
                        row));
        int days = 0;
        int hidden = 0;
        for (JsonNode row : new ObjectMapper()
                .readTree(out.resolve("time_to_resolution.json").toFile())) {
            boolean isHidden = row.get("state").asText().equals("too_few");
            if (isHidden) {
                assertThat(List.of("value", "ci_low", "ci_high", "numerator", "denominator", "n", "n_censored"))
                        .noneMatch(row::has);
            }
            if (row.get("period").asText().equals("day")) {
                JsonNode cell = gold.get(row.get("start_date").asText()
                        + row.get("slice_key").asText()
                        + row.get("estimate").asText());
                days++;
                hidden += isHidden ? 1 : 0;
                assertThat(isHidden
                                || row.path("value").asDouble()
                                        == cell.get("value").asDouble())
                        .isTrue();
                assertThat(isHidden
                                || cell.get("n").asLong() == 0
                                || !cell.get("is_small").asBoolean())
                        .as(row.toString())
                        .isTrue();
            }
        }
        assertThat(days).isEqualTo(gold.size()).isGreaterThan(hidden);
        assertThat(hidden).isPositive();
        assertThat(out.resolve("time_to_resolution.parquet")).exists();
        assertThat(out.resolve("kpis.osi.json"))
                .hasContent(SemanticModel.render(KpiCatalogue.load(), Contracts.load()));
    }

    @Test
    void anExportOfAnUnknownKpiNamesIt() {
        Launch wrong = onWarehouse("export", "--kpi=time_to_resolve", "--out=" + folder.resolve("no-export"));

        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("There is no KPI time_to_resolve");
        assertThat(folder.resolve("no-export")).doesNotExist();
    }

    /** Every metric of the semantic model, read by its own SQL over a week, is the week's number of gold. */
    @Test
    void theSemanticModelReadsWhatGoldHolds() throws IOException {
        JsonNode model = new ObjectMapper()
                .readTree(SemanticModel.render(KpiCatalogue.load(), Contracts.load()))
                .get("semantic_model")
                .get(0);
        Map<String, String> metrics = new LinkedHashMap<>();
        model.get("metrics")
                .forEach(metric -> metrics.put(
                        metric.get("name").asText(),
                        metric.at("/expression/dialects/0/expression").asText()));
        String columns = metrics.entrySet().stream()
                .map(metric -> metric.getValue() + " as " + metric.getKey())
                .collect(Collectors.joining(", "));
        String whole = "select " + columns + " from gold.kpi_daily where slice_key = 'all'";
        String first = whole + " and date = '" + SmallWorld.FIRST + "'";
        JsonNode day = onWarehouse("query", first, "--json").json().get(0);
        JsonNode week = onWarehouse("query", whole, "--json").json().get(0);
        int compared = 0;
        for (JsonNode row : onWarehouse(
                        "query",
                        "select d.kpi, d.estimate, if(d.is_small, null, d.value) as value, "
                                + "if(p.is_small, null, p.value) as week, p.is_small from gold.kpi_daily d "
                                + "join gold.kpi_period p on d.kpi = p.kpi and d.estimate = p.estimate "
                                + "and d.slice_key = p.slice_key and p.period = 'week' where d.slice_key = 'all' and d.date = '"
                                + SmallWorld.FIRST + "' order by d.kpi, d.estimate",
                        "--json")
                .json()) {
            String estimate = row.get("estimate").asText();
            String kpi = row.get("kpi").asText();
            String name = estimate.equals("value") ? kpi : kpi + "_" + estimate;
            assertThat(metrics).containsKey(name);
            requireClose(name, day.get(name), row.get("value"));
            if (metrics.get(name).startsWith("MAX(")) {
                continue;
            }
            if (row.get("week").isNull() && !week.get(name).isNull()) {
                // A week of enough observations, but of too few people, which columns don't tell.
                assertThat(row.get("is_small").asBoolean()).as(name).isTrue();
                continue;
            }
            requireClose(name, week.get(name), row.get("week"));
            compared++;
        }
        assertThat(compared).isGreaterThan(15);
    }

    /** Who reads gold need not know deletion vectors, column mapping or other things of later readers. */
    @Test
    void everyTableCanBeReadByTheFirstReaderOfDelta() throws IOException {
        Engine kernel = DefaultEngine.create(new Configuration());
        List<String> read = new ArrayList<>();
        for (TableContract contract : Contracts.load().all()) {
            Path table = folder.resolve("warehouse").resolve(contract.layer()).resolve(contract.name());
            if (Files.exists(table)) {
                SnapshotImpl snapshot =
                        (SnapshotImpl) Table.forPath(kernel, table.toString()).getLatestSnapshot(kernel);
                assertThat(snapshot.getProtocol().getMinReaderVersion())
                        .as(contract.table())
                        .isEqualTo(1);
                assertThat(snapshot.getSchema().fieldNames()).containsExactlyElementsOf(contract.columnNames());
                read.add(contract.table());
            }
        }
        assertThat(read).contains("gold.kpi_daily", "gold.kpi_period", "silver.report_case", "bronze.chat_message");
    }

    /** Delta refuses a table with half a checkpoint, although its commits hold everything. */
    @Test
    void theDoctorMovesACutCheckpointAside(@TempDir Path temporary) throws IOException {
        Path other = temporary.resolve("copy");
        new SmallWorld(folder).copy(other);
        Path log = other.resolve("warehouse/gold/kpi_period/_delta_log");
        String last = "%020d".formatted(commits(log) - 1);
        Files.write(log.resolve(last + ".checkpoint.parquet"), new byte[] {'P', 'A', 'R', '1', 0, 0, 0, 0});
        Files.writeString(log.resolve("_last_checkpoint"), "{\"version\":%d,\"size\":9}".formatted(commits(log) - 1));
        String count = "select count(*) from gold.kpi_period";
        assertThat(onNothing(other.resolve("warehouse"), "query", count).exitCode())
                .isEqualTo(ExitCode.FAILED);

        Launch doctor = onNothing(
                other.resolve("warehouse"), "doctor", "--json", "--pseudonym-key-file=" + folder.resolve("key"));

        assertThat(doctor.exitCode()).as(doctor.out()).isEqualTo(ExitCode.FINE);
        assertThat(doctor.out()).contains("lies aside (" + last + ".checkpoint.parquet.cut");
        assertThat(onNothing(other.resolve("warehouse"), "query", count, "--format=csv")
                        .out())
                .isEqualTo(onWarehouse("query", count, "--format=csv").out());
    }

    private static long commits(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    @Test
    void aWarehouseIsItsOwnersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("warehouse"))))
                .isEqualTo("rwx------");
    }

    private static void requireClose(String name, JsonNode read, JsonNode published) {
        if (published.isNull()) {
            assertThat(read.isNull()).as(name).isTrue();
        } else {
            assertThat(read.asDouble()).as(name).isCloseTo(published.asDouble(), withinPercentage(1e-9));
        }
    }
}
