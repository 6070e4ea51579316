package dev.vitals.report.dsa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.dsa.DsaCheck;
import dev.vitals.contract.dsa.DsaColumns;
import dev.vitals.contract.dsa.DsaLines;
import dev.vitals.contract.dsa.DsaPeriod;
import dev.vitals.contract.dsa.DsaSection;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import dev.vitals.contract.dsa.DsaValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DsaWriterTest {
    private static final DsaTemplate TEMPLATE = DsaTemplate.load();
    private static final String TOTAL = DsaTemplate.TOTAL;

    private static DsaDocument report(List<DsaCheck> checks) {
        List<DsaValue> values = List.of(
                DsaValue.count(DsaSection.NOTICES, 1, DsaColumns.NOTICES_RECEIVED, TOTAL, 12_345L),
                DsaValue.count(DsaSection.NOTICES, 1, DsaColumns.ACTIONS_LAW, TOTAL, 0L),
                new DsaValue(DsaSection.NOTICES, 1, DsaColumns.MEDIAN_ACTION, TOTAL, 1.005, DsaValue.HOURS, null),
                new DsaValue(
                        DsaSection.AUTOMATED,
                        4,
                        DsaLines.PRECISION,
                        DsaLines.TOTAL_NUMBER,
                        0.98765,
                        DsaValue.SHARE,
                        new DsaValue.Basis(0.9, 0.99, "hajek_clustered", 98.765, 100.0, 7)),
                new DsaValue(
                        DsaSection.AUTOMATED,
                        4,
                        DsaLines.RECALL,
                        TEMPLATE.languages().get(0),
                        0.5,
                        DsaValue.SHARE,
                        new DsaValue.Basis(0.25, 0.75, "hajek_clustered", 50.0, 100.0, 1234)));
        return new DsaDocument(
                new DsaDocument.Provider("=Evil(1)", null, LocalDate.of(2026, 8, 1), null),
                DsaPeriod.parse("2026H1"),
                2,
                1,
                LocalDate.of(2026, 6, 30),
                180,
                TEMPLATE,
                DsaTaxonomy.load(TEMPLATE),
                values,
                checks);
    }

    private static List<String> lines(Map<String, String> files, String name) {
        return files.get(name).lines().toList();
    }

    @Test
    void theElevenSectionsStandInTheOrderOfTheTemplate() {
        assertThat(DsaWriter.files(report(List.of())).keySet())
                .containsExactly(
                        "1_report_identification.csv",
                        "2_categories_names.csv",
                        "3_member_states_orders.csv",
                        "4_notices.csv",
                        "5_own_initiative_illegal.csv",
                        "6_own_initiative_TC.csv",
                        "7_appeals_and_recidivism.csv",
                        "8_automated_means.csv",
                        "9_human_resources.csv",
                        "10_AMAR.csv",
                        "11_qualitative.csv",
                        "intervals.csv",
                        "reconciliation.md",
                        "README.md");
    }

    @Test
    void everyLineHasTheColumnsOfItsSection() {
        Map<String, String> files = DsaWriter.files(report(List.of()));
        for (DsaSection section : DsaSection.values()) {
            assertThat(lines(files, section.word() + ".csv"))
                    .as(section.word())
                    .allSatisfy(line -> assertThat(columns(line))
                            .as(line)
                            .isEqualTo(section.header().size()));
        }
    }

    /** Fields of a line; those in quotes may hold commas, and two quotes for one. */
    private static int columns(String line) {
        return line.replaceAll("\"([^\"]|\"\")*\"", "x").split(",", -1).length;
    }

    @Test
    void aCountIsWholeAMedianIsInHoursAndWhatNobodyKnowsIsNotZero() {
        Map<String, String> files = DsaWriter.files(report(List.of()));

        assertThat(lines(files, "4_notices.csv").get(1))
                .startsWith(
                        "\"Only for providers of hosting services, including online platforms\",n/a,2026-01-01/2026-06-30,TOTAL,,12345,n/a,n/a,n/a,1.01,n/a,0,n/a,n/a,n/a,");
        assertThat(files.get("8_automated_means.csv"))
                .contains(
                        "Accuracy of the automated means - Precision,Total number,0.9877,Estimated from audits of 7 items; 95% interval 0.9000 to 0.9900\r\n")
                .contains(
                        TEMPLATE.languages().get(0)
                                + ",0.5000,\"Estimated from audits of 1,234 items; 95% interval 0.2500 to 0.7500; without chat that nobody reported, whose language is not known: not comparable with the total\"\r\n")
                .contains("Accuracy of the automated means - Recall,Total number,n/a,\r\n");
        assertThat(files.get("intervals.csv"))
                .contains(
                        "8_automated_means,Accuracy of the automated means - Precision,Total number,0.9877,0.9000,0.9900,hajek_clustered,98.77,100.00,7\r\n");
    }

    @Test
    void aNameIsNoFormula() {
        assertThat(DsaWriter.files(report(List.of())).get("1_report_identification.csv"))
                .contains("All,n/a,Name of the service provider,'=Evil(1)\r\n")
                .contains("All,n/a,Date of the publication of the report,2026-08-01\r\n")
                .contains("All,n/a,Date of the publication of the latest previous report,n/a\r\n");
    }

    /** Every line for the Union and for each of 27 Member States. */
    @Test
    void ordersAreLeftToBeFilledIn() {
        List<String> lines = lines(DsaWriter.files(report(List.of())), "3_member_states_orders.csv");

        assertThat(lines).hasSize(1 + 28 * TEMPLATE.lines(DsaSection.ORDERS).size());
        assertThat(lines.get(1))
                .isEqualTo("All,n/a,2026-01-01/2026-06-30,TOTAL,,TOTAL" + ",n/a".repeat(7) + ",".repeat(7));
    }

    @Test
    void theWordsOfTheHouseStandBesideWhatTheyAre() {
        assertThat(DsaWriter.files(report(List.of())).get("2_categories_names.csv"))
                .contains("TOTAL,All the entries,TOTAL,\r\n")
                .contains("Category 3b,Cyber harassment,KEYWORD_CYBER_HARASSMENT,harassment\r\n")
                .contains("Category 15g,Not captured by any other sub-category,KEYWORD_OTHER,\"other, spam\"\r\n");
    }

    @Test
    void aDifferenceIsExplainedOrStopsThePublication() {
        DsaCheck.Reason outside = new DsaCheck.Reason("outside the Union", -3);
        DsaDocument sound = report(List.of(new DsaCheck("Notices", 7, "gold", 10, List.of(outside))));
        DsaDocument broken = report(List.of(new DsaCheck("Notices", 8, "gold", 10, List.of(outside))));

        assertThat(sound.isReconciled()).isTrue();
        assertThat(DsaWriter.files(sound).get("reconciliation.md"))
                .contains("| Notices | 7 | gold | 10 | -3 outside the Union | 0 |");
        assertThat(broken.isReconciled()).isFalse();
        assertThat(DsaWriter.files(broken).get("reconciliation.md"))
                .contains("Do not publish")
                .contains("**1**");
    }

    @Test
    void theReadmeSaysWhichVersionThisIs() {
        assertThat(DsaWriter.files(report(List.of())).get("README.md"))
                .contains("Transparency report, 2026H1, version 2")
                .contains("supersedes version 1")
                .contains("180 of these 181 days were measured")
                .contains("every region counts");
    }
}
