package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportPageTest {
    private static final ReportInput INPUT = Sample.week();
    private static final ReportPage REPORT = new ReportPage(INPUT);
    private static final Page PAGE = Page.parse(REPORT.html());

    @Test
    void everyKpiHasItsParagraphAndItsFigures() {
        for (KpiView kpi : INPUT.kpis()) {
            assertThat(PAGE.text(Anchors.definition(kpi.id())))
                    .contains(kpi.title(), kpi.question(), kpi.owner())
                    .contains(kpi.caveats());
            kpi.estimates()
                    .forEach(estimate -> assertThat(PAGE.byId(Anchors.figure(kpi.id(), estimate))
                                    .getTagName())
                            .isEqualTo("tr"));
        }
    }

    @Test
    void everyNameInTheLayoutIsAKpi() {
        Figures figures = new Figures(INPUT);
        assertThat(Layout.HEADLINES.stream().flatMap(List::stream)).allMatch(figures::knows);
        assertThat(Layout.BREAKDOWN).allMatch(figures::knows);
        assertThat(Layout.named()).allMatch(figures::knows);
    }

    @Test
    void aKpiThatNoChapterNamesStillShows() {
        Page page = Page.of(Given.report(List.of(Given.share("brand_new_rate")), List.of(), List.of()));
        assertThat(page.text("other")).contains("Other measures", "brand new rate");
    }

    @Test
    void idsAreUniqueAndLinksLeadToThemOrToAFileBeside() {
        assertThat(PAGE.ids()).doesNotHaveDuplicates();
        Set<String> ids = new HashSet<>(PAGE.ids());
        for (Element link : PAGE.all("a")) {
            String target = link.getAttribute("href");
            if (target.startsWith("#")) {
                assertThat(ids).contains(target.substring(1));
            } else {
                assertThat(target).startsWith("week-2026-01-05/");
                assertThat(REPORT.files()).containsKey(target.substring("week-2026-01-05/".length()));
            }
            assertThat(link.getTextContent()).isNotBlank();
        }
    }

    @Test
    void whatDescribesSomethingElseExists() {
        Set<String> ids = new HashSet<>(PAGE.ids());
        for (Element element : PAGE.all("*")) {
            for (String id : element.getAttribute("aria-labelledby").split(" ")) {
                assertThat(id.isEmpty() || ids.contains(id)).as(id).isTrue();
            }
        }
    }

    @Test
    void everyChartHasATitleADescriptionAndATableNearIt() {
        assertThat(PAGE.all("svg")).hasSizeGreaterThan(40).allSatisfy(svg -> {
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .hasSizeGreaterThan(10);
        });
        assertThat(PAGE.all("details")).hasSize(INPUT.kpis().size());
    }

    @Test
    void everyTableHasACaptionAndHeadersAndFullRows() {
        assertThat(PAGE.all("table")).isNotEmpty().allSatisfy(table -> {
            assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
            assertThat(table.getElementsByTagName("thead").getLength()).isEqualTo(1);
        });
        assertThat(PAGE.all("th"))
                .allSatisfy(head -> assertThat(head.getAttribute("scope")).isIn("col", "row"));
    }

    @Test
    void headingsNeverSkipALevel() {
        List<Integer> levels = PAGE.all("*").stream()
                .map(Element::getTagName)
                .filter(name -> name.matches("h[1-6]"))
                .map(name -> name.charAt(1) - '0')
                .toList();
        assertThat(levels.get(0)).isEqualTo(1);
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).isBetween(2, levels.get(i - 1) + 1);
        }
    }

    @Test
    void theFirstLinkSkipsToTheReport() {
        assertThat(PAGE.all("a").get(0).getAttribute("href")).isEqualTo("#content");
        assertThat(PAGE.byId("content").getTagName()).isEqualTo("main");
    }

    @Test
    void thePageAsksForNothingFromOutside() throws Exception {
        assertThat(REPORT.html())
                .doesNotContain("<link", "<script", "@import", "url(", "src=")
                .doesNotContainPattern("(href|xlink:href)=\"(https?:)?//");
        String css = PAGE.all("style").get(0).getTextContent();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8)));
        assertThat(PAGE.all("meta"))
                .anyMatch(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy")
                        && meta.getAttribute("content")
                                .equals("default-src 'none'; style-src 'sha256-" + hash
                                        + "'; base-uri 'none'; form-action 'none'"));
    }

    @Test
    void theFirstScreenHasFiveFiguresWithIntervalBasisTargetAndStatus() {
        List<Element> cards = PAGE.all("article").stream()
                .filter(card -> card.getAttribute("class").equals("card"))
                .toList();
        assertThat(cards)
                .hasSize(5)
                .allSatisfy(card -> assertThat(card.getTextContent())
                        .contains("95% interval", "Basis", "Before", "Target", "Status"));
    }

    @Test
    void provisionalDaysAreDrawnDifferently() {
        Element chart = PAGE.byId("trend-card-time_to_resolution-t");
        Element svg = (Element) chart.getParentNode();
        // 63 days; final after 28 days as of 12 January: those up to 15 December, 36 of them.
        assertThat(circles(svg, "dot")).isEqualTo(36);
        assertThat(circles(svg, "dot provisional")).isEqualTo(27);
    }

    private static long circles(Element svg, String style) {
        return Stream.iterate(0, i -> i < svg.getElementsByTagName("circle").getLength(), i -> i + 1)
                .map(i -> (Element) svg.getElementsByTagName("circle").item(i))
                .filter(circle -> circle.getAttribute("class").equals(style))
                .count();
    }

    @Test
    void aReportWithoutAnyNumberStillReads() {
        Page page = Page.of(Given.report(INPUT.kpis(), List.of(), List.of()));
        assertThat(page.text("changes")).contains("has no data this week");
        assertThat(page.text("headlines")).contains("no data").doesNotContainPattern("(?<![0-9.])0%");
        assertThat(page.text("quality")).contains("No file landed in the nights of this week", "No check was run");
    }

    @Test
    void aMonthAndADayCanBeReported() {
        ReportInput month = new ReportInput(
                Period.monthOf(Sample.MONDAY),
                Sample.AS_OF,
                INPUT.kpis(),
                INPUT.daily(),
                List.of(),
                INPUT.gate(),
                INPUT.quality(),
                List.of(),
                List.of(),
                Maturing.NONE,
                List.of());
        assertThat(Page.of(month).all("h1").get(0).getTextContent()).isEqualTo("Community health: January 2026");
        ReportInput day = new ReportInput(
                Period.day(Sample.MONDAY),
                Sample.AS_OF,
                INPUT.kpis(),
                INPUT.daily(),
                INPUT.daily(),
                INPUT.gate(),
                INPUT.quality(),
                List.of(),
                List.of(),
                Maturing.NONE,
                List.of());
        assertThat(Page.of(day).text("timeliness")).contains("The same weekday a week before");
    }

    @Test
    void everyChartOfAChapterIsAFileThatNeedsNothingBesideIt(@TempDir Path directory) throws Exception {
        Path folder = ReportWriter.write(INPUT, directory).resolveSibling("week-2026-01-05");
        List<Path> drawings;
        try (Stream<Path> files = Files.list(folder)) {
            drawings = files.filter(file -> file.toString().endsWith(".svg")).toList();
        }

        // The cards of the first screen show charts that stand in their chapters, too.
        assertThat(drawings)
                .hasSize(PAGE.all("svg").size()
                        - PAGE.all("article").stream()
                                .mapToInt(article ->
                                        article.getElementsByTagName("svg").getLength())
                                .sum());
        for (Path file : drawings) {
            String text = Files.readString(file);
            Element svg = Page.parse(text).all("svg").get(0);
            assertThat(svg.getAttribute("xmlns")).isEqualTo("http://www.w3.org/2000/svg");
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(svg.getElementsByTagName("style").item(0).getTextContent())
                    .contains(".line", "#0072b2")
                    .doesNotContain("var(", "url(", "@import");
        }
    }

    @Test
    void everyTableIsCsvAndParquetAndLinkedAsSuch() {
        assertThat(REPORT.tables()).hasSizeGreaterThan(8);
        List<String> links =
                PAGE.all("a").stream().map(link -> link.getAttribute("href")).toList();
        assertThat(REPORT.tables().keySet()).allSatisfy(name -> {
            assertThat(REPORT.files()).containsKeys(name + ".csv", name + ".parquet");
            assertThat(links).contains("week-2026-01-05/" + name + ".csv", "week-2026-01-05/" + name + ".parquet");
        });
    }

    @Test
    void theSameInputGivesTheSameBytesAndOldFilesGo(@TempDir Path directory) throws Exception {
        Path html = ReportWriter.write(INPUT, directory);
        byte[] first = Files.readAllBytes(html);
        Path stale = Files.writeString(directory.resolve("week-2026-01-05/gone.csv"), "x");
        Path again = ReportWriter.write(INPUT, directory);

        assertThat(html.getFileName()).hasToString("week-2026-01-05.html");
        assertThat(Files.readAllBytes(again)).isEqualTo(first);
        assertThat(stale).doesNotExist();
        try (Stream<Path> files = Files.list(directory.resolve("week-2026-01-05"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(REPORT.files().keySet());
        }
    }
}
