package dev.vitals.report;

import java.util.List;

/** A real table with caption and headers, which scrolls by itself where the page is too narrow for it. */
final class Table {
    private final Element scroll;
    private final Element body = Element.of("tbody");
    private final int columns;

    Table(String id, String caption, List<? extends Node> header) {
        columns = header.size();
        Element heads = Element.of("tr");
        header.forEach(head -> heads.add(Element.of("th").with("scope", "col").add(head)));
        Element table = Element.of("table")
                .add(
                        Element.of("caption").with("id", id + "-caption").text(caption),
                        Element.of("thead").add(heads),
                        body);
        scroll = Element.of("div")
                .with("class", "scroll")
                .with("role", "region")
                .with("aria-labelledby", id + "-caption")
                .with("tabindex", "0")
                .add(table);
    }

    static Table of(String id, String caption, String... header) {
        return new Table(id, caption, List.of(header).stream().map(Node::text).toList());
    }

    /** A row whose first cell names it. */
    Table row(Node name, Node... cells) {
        return row(Element.of("tr"), name, List.of(cells));
    }

    /** A row with an id to link to. */
    Table row(String id, Node name, Node... cells) {
        return row(Element.of("tr").with("id", id), name, List.of(cells));
    }

    Table row(Node name, List<? extends Node> cells) {
        return row(Element.of("tr"), name, cells);
    }

    private Table row(Element row, Node name, List<? extends Node> cells) {
        if (cells.size() + 1 != columns) {
            throw new IllegalArgumentException(
                    "A row of " + (cells.size() + 1) + " cells does not fit a table of " + columns + " columns.");
        }
        row.add(Element.of("th").with("scope", "row").add(name));
        cells.forEach(cell -> row.add(Element.of("td").add(cell)));
        body.add(row);
        return this;
    }

    /** A row of plain numbers. */
    Table counts(Node name, long... counts) {
        Node[] cells = new Node[counts.length];
        for (int i = 0; i < counts.length; i++) {
            cells[i] = Node.text(Format.count(counts[i]));
        }
        return row(name, cells);
    }

    Element render() {
        return scroll;
    }
}
