package dev.vitals.report;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A report: the page as text, and the files of its tables and charts. */
final class ReportPage {
    private final Figures figures;
    private final Sheets sheets;
    private final Drawings drawings;
    private final String html;

    ReportPage(ReportInput input) {
        figures = new Figures(input);
        sheets = new Sheets(input.period().fileName());
        drawings = new Drawings(input.period().fileName());
        html = page();
    }

    String html() {
        return html;
    }

    /** The tables by name. */
    Map<String, Sheet> tables() {
        return sheets.tables();
    }

    /** What lies beside the page, by file name. */
    Map<String, WholeFiles.Content> files() {
        Map<String, WholeFiles.Content> files = new TreeMap<>();
        sheets.tables().forEach((name, sheet) -> {
            files.put(name + ".csv", file -> Files.writeString(file, Csv.of(sheet)));
            files.put(name + ".parquet", file -> ParquetFile.write(sheet, file));
        });
        drawings.files().forEach((name, svg) -> files.put(name, file -> Files.writeString(file, svg)));
        return files;
    }

    private String page() {
        StringBuilder body = new StringBuilder();
        body().forEach(node -> node.appendTo(body));
        return Template.alone(title(), Template.style(), body);
    }

    private String title() {
        return "Community health: " + figures.period().title();
    }

    private List<Node> body() {
        Trends trends = new Trends(figures);
        FirstScreen first = new FirstScreen(figures, trends, anchor -> "#" + anchor);
        ChapterPage chapters = new ChapterPage(figures, trends, sheets, drawings);
        Breakdown breakdown = new Breakdown(figures, sheets, drawings);
        Appendix appendix = new Appendix(figures);
        Optional<Element> stillToCome = new StillToCome(figures, anchor -> "#" + anchor).render(sheets);
        Optional<Element> tests = new TestsOfChanges(figures).render(sheets);
        List<Layout.Chapter> layout = Layout.chapters(figures);
        List<KpiView> broken = Layout.BREAKDOWN.stream()
                .filter(figures::knows)
                .map(figures::kpi)
                .toList();
        Element main = Element.of("main").with("id", "content").with("tabindex", "-1");
        first.render().forEach(main::add);
        main.add(first.others());
        layout.forEach(chapter -> main.add(chapters.render(chapter)));
        tests.ifPresent(main::add);
        stillToCome.ifPresent(main::add);
        main.add(
                breakdown.render("category", broken),
                breakdown.render("language", broken),
                new Surroundings(figures).render(sheets),
                new QualityPage(figures, sheets).render(),
                appendix.howToRead(),
                appendix.definitions());
        Element footer = Element.of("footer")
                .add(
                        Element.of("p")
                                .text("All tables and charts are in the folder "
                                        + figures.period().fileName() + " beside this file."),
                        sheets.add("daily", trends.sheet()));
        return List.of(
                Element.of("a").with("class", "skip").with("href", "#content").text("Skip to the report"),
                header(),
                navigation(layout, tests.isPresent(), stillToCome.isPresent()),
                main,
                footer);
    }

    private Element header() {
        return Element.of("header")
                .add(
                        Element.of("h1").text(title()),
                        Element.of("p")
                                .with("class", "as-of")
                                .text("Data as of the end of "
                                        + Format.fullDay(figures.input().asOf()) + " (UTC)"));
    }

    private static Element navigation(List<Layout.Chapter> layout, boolean hasTests, boolean isAnythingToCome) {
        Element list = Element.of("ul");
        item(list, "changes", "What changed");
        item(list, "alerts", "Open alerts");
        item(list, "headlines", "Headline figures");
        item(list, "others", "What else changed");
        layout.forEach(chapter -> item(list, chapter.id(), chapter.title()));
        if (hasTests) {
            item(list, TestsOfChanges.ID, "Tests of changes");
        }
        if (isAnythingToCome) {
            item(list, StillToCome.ID, "Still to come");
        }
        item(list, "by-category", "By category");
        item(list, "by-language", "By language");
        item(list, Surroundings.ID, "Raids and shield mode");
        item(list, "quality", "Data quality");
        item(list, "definitions", "Definitions");
        return Element.of("nav").with("aria-label", "Chapters").add(list);
    }

    private static void item(Element list, String id, String title) {
        list.add(Element.of("li").add(Element.link("#" + id, title)));
    }
}
