package dev.vitals.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page of KPI definitions, by chapter, each with the way to its numbers. */
final class SiteCatalogue {
    private SiteCatalogue() {}

    static List<Element> render(List<Layout.Chapter> chapters, Map<String, KpiView> kpis) {
        List<Element> content = new ArrayList<>();
        content.add(Element.of("p")
                .with("class", "lead")
                .text("What every number means. Definitions are files; a changed formula raises the version."));
        content.add(SiteTables.search("definitions", "Find a KPI"));
        Element definitions = Element.of("div").with("id", "definitions");
        for (Layout.Chapter chapter : chapters) {
            Element part = SiteTables.part("chapter-" + chapter.id(), chapter.title());
            for (String id : chapter.kpis()) {
                KpiView kpi = kpis.get(id);
                part.add(Appendix.definition(kpi)
                        .add(Element.of("p")
                                .add(Element.link(SiteLinks.explorer(kpi, kpi.leading()), "Explore its numbers"))));
            }
            definitions.add(part);
        }
        content.add(definitions);
        return content;
    }
}
