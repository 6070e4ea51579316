package dev.vitals.report;

import dev.vitals.contract.CheckContract;
import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.Personal;
import dev.vitals.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page of tables: what a row is, what each column holds, and what is checked. */
final class SiteDictionary {
    /** From what people read first to what they hardly ever need. */
    private static final List<String> LAYERS = List.of("gold", "silver", "dim", "bronze", "ops");

    private SiteDictionary() {}

    static List<Element> render(Contracts contracts) {
        List<Element> content = new ArrayList<>();
        content.add(Element.of("p")
                .with("class", "lead")
                .text("Every table of the warehouse, from its contract. Times end in _at (UTC), days in _date (UTC)."
                        + " People and channels appear as pseudonyms."));
        content.add(SiteTables.search("tables", "Find a table or column"));
        Element tables = Element.of("div").with("id", "tables");
        for (String layer : LAYERS) {
            contracts.all().stream()
                    .filter(table -> table.layer().equals(layer))
                    .forEach(table -> tables.add(table(table)));
        }
        content.add(tables);
        return content;
    }

    private static Element table(TableContract contract) {
        String id = Anchors.clean(contract.table());
        Table columns = Table.of(
                id + "-columns", "Columns of " + contract.table(), "Column", "Type", "May be null", "What it holds");
        contract.columns()
                .forEach(column -> columns.row(
                        code(column.name()),
                        code(column.type()),
                        Node.text(column.nullable() ? "yes" : ""),
                        Node.text(column.description() + personal(column))));
        Element article = Element.of("article")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(
                        Element.of("h2").with("id", id + "-title").add(code(contract.table())),
                        Element.of("p").text(contract.description()),
                        Element.of("p")
                                .with("class", "note")
                                .text("One row is " + contract.grain() + ". Version " + contract.version()
                                        + ", owned by "
                                        + contract.owner() + ", kept for "
                                        + Format.counted(contract.retentionDays(), "day")
                                        + "."),
                        Element.of("details")
                                .add(
                                        Element.of("summary")
                                                .text(Format.counted(
                                                        contract.columns().size(), "column")),
                                        columns.render(),
                                        checks(contract)));
        return article;
    }

    private static String personal(ColumnContract column) {
        return column.personal() == Personal.NONE
                ? ""
                : " Personal: " + column.personal().name().toLowerCase(Locale.ROOT) + ".";
    }

    private static Element checks(TableContract contract) {
        Element list = Element.of("ul");
        for (CheckContract check : contract.checks()) {
            list.add(Element.of("li")
                    .add(
                            code(check.name()),
                            Node.text(" (" + check.severity().name().toLowerCase(Locale.ROOT) + "): "
                                    + check.rule().inWords().replace("`", ""))));
        }
        return list;
    }

    private static Element code(String text) {
        return Element.of("code").text(text);
    }
}
