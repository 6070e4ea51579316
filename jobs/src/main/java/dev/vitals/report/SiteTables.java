package dev.vitals.report;

import java.util.Locale;

/** Parts of a site that more than one page has: sections, and filters above long tables. */
final class SiteTables {
    private SiteTables() {}

    /** A section with a heading to link to. */
    static Element part(String id, String title) {
        return Element.of("section")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(Element.of("h2").with("id", id + "-title").text(title));
    }

    /** Choices that a script fills from columns of a table, and by which it hides the rows of others. */
    static Element filter(String table, String... columns) {
        Element form = form(table);
        for (String column : columns) {
            String id = table + "-by-" + column.toLowerCase(Locale.ROOT).replace(' ', '-');
            form.add(Element.of("p")
                    .with("class", "field")
                    .add(
                            Element.of("label").with("for", id).text(column),
                            Element.of("select").with("id", id).with("data-column", column)));
        }
        return form.add(rows());
    }

    /** A field that hides whatever does not hold the words typed into it. */
    static Element search(String list, String label) {
        String id = list + "-search";
        return form(list)
                .add(
                        Element.of("p")
                                .with("class", "field")
                                .add(
                                        Element.of("label").with("for", id).text(label),
                                        Element.of("input")
                                                .with("type", "search")
                                                .with("id", id)),
                        rows());
    }

    private static Element form(String of) {
        return Element.of("form")
                .with("class", "controls")
                .with("aria-label", "Filter")
                .with("data-filters", of)
                .with("hidden", "hidden");
    }

    private static Element rows() {
        return Element.of("p").with("class", "note").with("role", "status");
    }
}
