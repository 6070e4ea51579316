package dev.vitals.warehouse;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.Personal;
import dev.vitals.contract.dsa.DsaCheck;
import dev.vitals.contract.dsa.DsaPeriod;
import dev.vitals.contract.dsa.DsaStatementWords;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.report.dsa.DsaStatementFile;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.landing.Landing;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DsaReportsTest {
    private static final DsaTemplate TEMPLATE = DsaTemplate.load();
    private static final DsaTaxonomy TAXONOMY = DsaTaxonomy.load(TEMPLATE);
    private static final DsaPeriod JANUARY = DsaPeriod.parse("2026-01");
    private static final LocalDate LAST = LocalDate.of(2026, 1, 31);
    private static final Map<String, KpiDefinition> KPIS =
            KpiCatalogue.load().kpis().stream().collect(Collectors.toMap(KpiDefinition::id, Function.identity()));

    private static Warehouse warehouse(Path folder) {
        return Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
    }

    @SafeVarargs
    private static void add(Warehouse warehouse, String table, Map<String, Object>... rows) {
        warehouse.ensure(table);
        Fixtures.rows(table, rows).write().format("delta").mode("append").save(warehouse.path(table));
    }

    private static DsaReports.Published publish(Warehouse warehouse, LocalDate asOf) {
        return new DsaReports(warehouse, Clock.systemUTC()).publish(JANUARY, asOf, TEMPLATE, TAXONOMY, KPIS);
    }

    private static Map<String, Object> report(String id) {
        return row(
                "report_id",
                id,
                "report_source",
                "user",
                "category",
                "hate",
                "open_periods",
                new Row[0],
                "created_at",
                "2026-01-10 10:00",
                "created_date",
                "2026-01-10");
    }

    @Test
    void aVersionIsWrittenOnceAndSupersededWhenANumberMoves(@TempDir Path folder) {
        Warehouse warehouse = warehouse(folder);
        add(warehouse, "silver.report_case", report("r1"));

        DsaReports.Published first = publish(warehouse, LAST);
        DsaReports.Published again = publish(warehouse, LAST.plusDays(1));
        long before = warehouse.version(DsaReports.TABLE);
        add(warehouse, "silver.report_case", report("r2"));
        DsaReports.Published second = publish(warehouse, LAST);

        assertThat(first).extracting("version", "supersedes", "isNew").containsExactly(1, null, true);
        assertThat(again).extracting("version", "isNew", "asOf").containsExactly(1, false, LAST);
        assertThat(second).extracting("version", "supersedes", "isNew").containsExactly(2, 1, true);
        assertThat(warehouse.version(DsaReports.TABLE))
                .as("one commit a version")
                .isEqualTo(before + 1);
        assertThat(warehouse.read(DsaReports.TABLE).filter("version = 1").count())
                .isEqualTo(first.values().size());
    }

    /** Gold has no number of January, so that the two reports of the facts stay unexplained. */
    @Test
    void aTotalThatGoldDoesNotHoldIsUnexplained(@TempDir Path folder) {
        Warehouse warehouse = warehouse(folder);
        add(warehouse, "silver.report_case", report("r1"), report("r2"));

        List<DsaCheck> checks = new DsaReconciliation(
                        warehouse, JANUARY, TAXONOMY, publish(warehouse, LAST).values())
                .checks(TEMPLATE);

        assertThat(checks.stream().filter(check -> !check.isReconciled()))
                .extracting(DsaCheck::name, DsaCheck::unexplained)
                .containsExactly(tuple("Notices received", 2.0));
    }

    @Test
    void aStatementHoldsNothingThatLeadsToAPerson(@TempDir Path folder) throws IOException {
        Warehouse warehouse = warehouse(folder);
        Map<String, Object> sanction = row(
                "action_id",
                "raw-action",
                "action",
                "ban",
                "category",
                "hate",
                "trigger",
                "user_report",
                "policy",
                "raw-policy",
                "message_id",
                "raw-message",
                "report_id",
                "raw-report",
                "bulk_id",
                "raw-bulk",
                "language",
                "pt-br",
                "is_automated",
                true,
                "action_at",
                "2026-01-10 12:00",
                "action_date",
                "2026-01-10",
                "message_sent_at",
                "2026-01-09 23:59",
                "planned_end_at",
                "2026-01-12 12:00");
        for (ColumnContract column :
                warehouse.contracts().table("silver.enforcement_action").columns()) {
            if (column.personal() == Personal.PSEUDONYM) {
                sanction.put(column.name(), "person-" + column.name());
            }
        }
        Map<String, Object> warning = row(
                "action_id",
                "raw-warning",
                "action",
                "warn",
                "category",
                "hate",
                "trigger",
                "manual",
                "action_at",
                "2026-01-11 12:00",
                "action_date",
                "2026-01-11");
        add(warehouse, "silver.enforcement_action", sanction, warning);

        StringWriter out = new StringWriter();
        DsaStatementFile file = new DsaStatementFile(out);
        new DsaStatements(warehouse, TAXONOMY, pseudonyms("a key for tests, no secret"))
                .forEach(JANUARY.from(), JANUARY.to(), file::add);

        assertThat(file.statements()).as("a warning restricts nothing").isEqualTo(1);
        assertThat(sanction.values().stream().filter(value -> value.toString().matches("(person|raw)-.*")))
                .hasSize(8)
                .noneMatch(value -> out.toString().contains(value.toString()));
        assertThat(out.toString().lines().toList().get(0)).isEqualTo(String.join(",", DsaStatementWords.COLUMNS));
        assertThat(out.toString().lines().toList().get(1))
                .contains("DECISION_PROVISION_PARTIAL_SUSPENSION")
                .contains(",PT,2026-01-09,2026-01-10,")
                .contains(",2026-01-12,")
                .contains(",SOURCE_ARTICLE_16,,No,AUTOMATED_DECISION_FULLY,,sor-");
    }

    @Test
    void anotherKeyWouldSendEveryStatementTwice(@TempDir Path folder) {
        Warehouse warehouse = warehouse(folder);
        new LandingTables(warehouse)
                .note(
                        Landing.KEY_FINGERPRINT,
                        pseudonyms("the key of the nights").fingerprint());

        assertThatThrownBy(() -> new DsaStatements(warehouse, TAXONOMY, pseudonyms("some other key, too"))
                        .forEach(JANUARY.from(), JANUARY.to(), statement -> {}))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("another puid");
    }

    private static Pseudonyms pseudonyms(String key) {
        return new Pseudonyms(key.getBytes(StandardCharsets.UTF_8));
    }
}
