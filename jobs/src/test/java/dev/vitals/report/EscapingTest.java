package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EscapingTest {
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "</style><svg/onload=alert(1)>",
            "]]></title>&lt;b&gt;{{body}}",
            "=HYPERLINK(\"http://evil.example\",\"click\")",
            "+1+cmd|' /C calc'!A0",
            "@SUM(1)",
            "\t=1+1",
            "\u202Egnp.exe\u202C",
            "zero\u200Bwidth\u2060and\uFEFFmark",
            "null\u0000bell\u0007",
            "\u05E9\u05DC\u05D5\u05DD 12",
            "line\r\nbreak\u2028here",
            "\uD83D",
            "x".repeat(500));

    @Test
    void hostileNamesOfSlicesSourcesReasonsAndChecksStayText() {
        ReportPage report = new ReportPage(hostile());
        Page page = Page.parse(report.html());

        assertThat(page.all("script")).isEmpty();
        assertThat(page.all("img")).isEmpty();
        assertThat(page.all("style")).hasSize(1);
        assertThat(page.all("title").get(0).getTextContent()).startsWith("Community health");
        assertThat(page.all("*")).noneMatch(element -> {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                if (element.getAttributes().item(i).getNodeName().startsWith("on")) {
                    return true;
                }
            }
            return false;
        });
        assertThat(page.text("by-category")).contains("<script>alert(1)</script>", "{{body}}");
        assertThat(page.text()).contains("[U+202E]gnp.exe[U+202C]", "zero[U+200B]width[U+2060]and[U+FEFF]mark");
        assertThat(report.html()).doesNotContain("\u202E", "\u200B", "\uFEFF", "\u0000", "\u2028", "x".repeat(200));
    }

    @Test
    void aCsvCellNeverStartsAFormula() {
        ReportPage report = new ReportPage(hostile());
        report.tables()
                .forEach((name, csv) -> Csv.of(csv)
                        .lines()
                        .flatMap(line -> List.of(line.split(",")).stream())
                        .filter(cell -> !cell.matches("-?[0-9.eE-]+"))
                        .map(cell -> cell.startsWith("\"") ? cell.substring(1) : cell)
                        .forEach(cell -> assertThat(cell).as(name).doesNotContainPattern("^[=+\\-@\t]")));
        assertThat(Csv.of(report.tables().get("files")))
                .contains("'@SUM(1),", "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"click\"\")\",");
    }

    @Test
    void numbersInACsvAreNotTouched() {
        assertThat(Csv.of(new Sheet().reals("a").texts("b", "c").row(-0.25, "-0.25", null)))
                .isEqualTo("a,b,c\r\n-0.25,'-0.25,\r\n");
    }

    @Test
    void aPageRefusesHandlersStylesScriptsAndLinksThatLeaveIt() {
        assertThatThrownBy(() -> Element.of("p").with("onclick", "x")).hasMessageContaining("onclick");
        assertThatThrownBy(() -> Element.of("p").with("style", "x")).hasMessageContaining("style");
        assertThatThrownBy(() -> Element.of("script")).hasMessageContaining("script");
        assertThatThrownBy(() -> Element.link("javascript:alert(1)", "x")).hasMessageContaining("javascript");
        assertThatThrownBy(() -> Element.link("https://example.org", "x")).hasMessageContaining("example.org");
        assertThatThrownBy(() -> Element.link("//example.org", "x")).hasMessageContaining("example.org");
    }

    private static ReportInput hostile() {
        KpiView share = Given.share("overturn_rate");
        List<Cell> cells = new ArrayList<>();
        List<DataQuality.Intake> intakes = new ArrayList<>();
        List<DataQuality.Quarantined> quarantined = new ArrayList<>();
        List<DataQuality.BrokenCheck> checks = new ArrayList<>();
        cells.add(Given.cell(share, Given.WEEK, 0.5).build());
        for (String text : HOSTILE) {
            cells.add(Given.cell(share, Given.WEEK, 0.5).slice("category", text).build());
            cells.add(Given.cell(share, Given.WEEK, 0.5).slice("language", text).build());
            intakes.add(new DataQuality.Intake(text, 1, 0, 0, 5, 3, 1, 1, 0));
            quarantined.add(new DataQuality.Quarantined(text, text, 1));
            checks.add(new DataQuality.BrokenCheck(text, text, "warn", 1, 2, Given.AS_OF));
        }
        DataQuality quality = new DataQuality(
                intakes,
                quarantined,
                List.of(new DataQuality.Ignored(HOSTILE.get(0), HOSTILE.get(1), 1)),
                List.of(new DataQuality.Unread(HOSTILE.get(0), HOSTILE.get(1), 1)),
                List.of(new DataQuality.Restated(HOSTILE.get(0), HOSTILE.get(1), 1, 0)),
                List.of(),
                20,
                checks);
        return Given.report(List.of(share), List.of(), cells, quality);
    }
}
