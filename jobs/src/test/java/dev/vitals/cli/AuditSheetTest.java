package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.warehouse.DrawnItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels come back as they were given, for items that were drawn, or not at all. */
class AuditSheetTest {
    private static final Instant NOW = Instant.parse("2026-03-09T08:00:00Z");
    private static final Instant SENT = Instant.parse("2026-03-02T10:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final String CHANNEL = "0123456789abcdef0123456789abcdef";

    private static final AuditPlan PLAN = new AuditPlan(
            "audit1",
            DAY,
            DAY,
            List.of("actioned", "unreported_chat"),
            List.of("severity"),
            2,
            7,
            List.of(
                    new DrawnItem("actioned", "a1", "a1", CHANNEL, SENT, "severity=high", 8, 2),
                    new DrawnItem("actioned", "=a2", "=a2", null, SENT, "severity=high", 8, 2),
                    new DrawnItem("unreported_chat", "m1", null, CHANNEL, SENT, "all", 1000, 1)));

    /** The sheet with the last four cells of its lines filled in. */
    private static String filledIn(String... cells) {
        String[] lines = AuditSheet.of(PLAN).split("\r\n");
        for (int i = 0; i < cells.length; i++) {
            lines[i + 1] = cells[i].isEmpty() ? lines[i + 1] : lines[i + 1].replaceFirst(",,,,$", "") + cells[i];
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static AuditSheet.Labels read(String sheet) throws IOException {
        return AuditSheet.read(sheet, "sheet.csv", PLAN, NOW);
    }

    @Test
    void everyDrawnItemIsALineWithItsProbability() {
        assertThat(AuditSheet.of(PLAN).split("\r\n"))
                .containsExactly(
                        "audit_id,frame,item_id,decision_id,item_at,channel_pseudonym,stratum,stratum_size,"
                                + "inclusion_probability,rater_id,label,rubric_version,at",
                        "audit1,actioned,a1,a1,2026-03-02T10:00:00Z," + CHANNEL + ",severity=high,8,0.25,,,,",
                        "audit1,actioned,'=a2,'=a2,2026-03-02T10:00:00Z,,severity=high,8,0.25,,,,",
                        "audit1,unreported_chat,m1,,2026-03-02T10:00:00Z," + CHANNEL + ",all,1000,0.001,,,,");
    }

    @Test
    void aLabelIsToldAsAnEventOfTheDrawnItem() throws IOException {
        AuditSheet.Labels labels = read(filledIn(",anna,correct,3,2026-03-08T09:00:00Z"));

        assertThat(labels.labels()).isEqualTo(1);
        assertThat(labels.open()).as("items without a label").isEqualTo(2);
        assertThat(labels.behind()).as("one of three has a label").containsExactly("unreported_chat/all: 0 of 1");
        assertThat(labels.events())
                .containsExactly("{\"type\":\"audit.label\",\"audit_id\":\"audit1\",\"frame\":\"actioned\","
                        + "\"item_id\":\"a1\",\"decision_id\":\"a1\",\"item_at\":\"2026-03-02T10:00:00Z\","
                        + "\"channel_pseudonym\":\"" + CHANNEL + "\",\"stratum\":\"severity=high\",\"stratum_size\":8,"
                        + "\"inclusion_probability\":0.25,\"rater_id\":\"anna\",\"label\":\"correct\","
                        + "\"rubric_version\":\"3\",\"at\":\"2026-03-08T09:00:00Z\"}");
    }

    @Test
    void anIdThatASpreadsheetCouldRunIsRecognised() throws IOException {
        JsonNode event = new ObjectMapper()
                .readTree(read(filledIn("", ",ben,false_positive,,")).events().get(0));

        assertThat(event.get("item_id").asText()).isEqualTo("=a2");
        assertThat(event.get("at").asText()).as("when it was imported").isEqualTo(NOW.toString());
    }

    @Test
    void anItemMayHaveALineForEachOfItsRaters() throws IOException {
        String sheet = filledIn(",anna,correct,,");
        String more = sheet + sheet.split("\r\n")[1].replace("anna,correct", "ben,uncertain") + "\r\n";

        assertThat(read(more).labels()).isEqualTo(2);
        assertThatThrownBy(() -> read(sheet + sheet.split("\r\n")[1]))
                .hasMessageContaining("line 5: its rater labels this item twice");
    }

    @Test
    void everyWrongLineIsToldWithItsReason() {
        assertThatThrownBy(() -> read(filledIn(",anna,wrong,,", ",,correct,,", ",ben,,,")))
                .hasMessageContaining("nothing of it was")
                .hasMessageContaining("line 2: label wrong is none of those of frame actioned: correct, false_positive")
                .hasMessageContaining("line 3: the label has no rater_id")
                .hasMessageContaining("line 4: there is a rater but no label");
        assertThatThrownBy(() -> read(filledIn(",anna,correct,,yesterday")))
                .hasMessageContaining("line 2: at is yesterday, not a time like");
    }

    @Test
    void noLabelSaysWhatCannotBe() {
        assertThatThrownBy(() -> read(filledIn(",anna,false_negative,,", "", ",anna,false_positive,,")))
                .hasMessageContaining("line 2: label false_negative is none of those of frame actioned")
                .hasMessageContaining("line 4: label false_positive is none of those of frame unreported_chat");
        assertThatThrownBy(() ->
                        read(filledIn(",anna,correct,,2026-03-02T09:59:59Z", ",anna,correct,,2026-03-09T08:00:01Z")))
                .hasMessageContaining("line 2: at is 2026-03-02T09:59:59Z, before the item came up")
                .hasMessageContaining("line 3: at is 2026-03-09T08:00:01Z, which is yet to come");
    }

    @Test
    void whatWasNotDrawnCannotBeAdded() {
        String sheet = filledIn(",anna,correct,,");

        assertThatThrownBy(() -> read(sheet.replace(",a1,a1,", ",a9,a9,")))
                .hasMessageContaining("line 2: item a9 of frame actioned was not drawn in audit audit1");
        assertThatThrownBy(() -> read(sheet.replace("audit1,unreported", "audit2,unreported")))
                .hasMessageContaining("line 4: item m1 of frame unreported_chat was not drawn in audit audit1");
    }

    @Test
    void aProbabilityIsTheOneOfTheDraw() {
        String sheet = filledIn(",anna,correct,,");

        assertThatThrownBy(() -> read(sheet.replace(",8,0.25,anna", ",8,1.5,anna")))
                .hasMessageContaining("line 2: inclusion_probability is 1.5, not a number above 0 and up to 1");
        assertThatThrownBy(() -> read(sheet.replace(",8,0.25,anna", ",8,0.5,anna")))
                .hasMessageContaining("line 2: inclusion_probability is 0.5, but the item was drawn with 0.25");
    }

    @Test
    void aFileWithoutTheColumnsOfASheetIsRefused() {
        assertThatThrownBy(() -> read("item_id,label\r\na1,correct\r\n"))
                .hasMessageContaining("lacks the columns audit_id, frame, inclusion_probability, rater_id");
    }

    @Test
    void aPlanIsReadBackAsItWasWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(AuditPlan.beside(folder.resolve("sheet.csv")), PLAN.toJson());

        assertThat(file).hasFileName("sheet.csv.plan.json");
        assertThat(AuditPlan.read(file)).isEqualTo(PLAN);
        assertThatThrownBy(() -> AuditPlan.read(Files.writeString(folder.resolve("other.json"), "{}")))
                .hasMessageContaining("is no plan of an audit");
    }
}
