package dev.vitals.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One element of a page, written so that it is HTML and well-formed XML at once.
 *
 * <p>All text and all attribute values are escaped here and nowhere else; there is no way to add ready-made markup. An
 * event handler, an inline style or a link that leaves the report is refused.
 */
final class Element implements Node {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9:-]*");
    private static final Pattern LOCAL_LINK =
            Pattern.compile("([A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*)?(#[A-Za-z0-9_.=&-]+)?");
    private static final Set<String> VOID =
            Set.of("br", "hr", "meta", "circle", "line", "path", "rect", "polyline", "polygon");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();

    private Element(String name) {
        this.name = name;
    }

    static Element of(String name) {
        if (!NAME.matcher(name).matches() || name.equalsIgnoreCase("script")) {
            throw new IllegalArgumentException("A report has no element <" + name + ">.");
        }
        return new Element(name);
    }

    /** A link to a place in this report or to a file beside it. */
    static Element link(String target, String text) {
        return of("a").with("href", target).text(text);
    }

    Element with(String attribute, Object value) {
        String text = String.valueOf(value);
        if (!NAME.matcher(attribute).matches() || attribute.startsWith("on") || attribute.equals("style")) {
            throw new IllegalArgumentException("A report has no attribute " + attribute + " (on <" + name + ">).");
        }
        if (attribute.endsWith("href")
                && (text.isEmpty() || !LOCAL_LINK.matcher(text).matches())) {
            throw new IllegalArgumentException("A link has to stay in the report, and " + text + " does not.");
        }
        attributes.put(attribute, text);
        return this;
    }

    Element text(String text) {
        return add(Node.text(text));
    }

    Element add(Node... nodes) {
        return add(List.of(nodes));
    }

    Element add(List<? extends Node> nodes) {
        if (VOID.contains(name) && !nodes.isEmpty()) {
            throw new IllegalArgumentException("<" + name + "> holds nothing.");
        }
        children.addAll(nodes);
        return this;
    }

    @Override
    public void appendTo(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            escape(value, out);
            out.append('"');
        });
        if (VOID.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        children.forEach(child -> child.appendTo(out));
        out.append("</").append(name).append('>');
        if (LINES.contains(name)) {
            out.append('\n');
        }
    }

    /** Elements that end a line, so that a page can be read and compared as text. */
    private static final Set<String> LINES = Set.of(
            "p",
            "h1",
            "h2",
            "h3",
            "li",
            "ul",
            "tr",
            "table",
            "thead",
            "tbody",
            "section",
            "article",
            "svg",
            "g",
            "div",
            "dl",
            "dt",
            "dd",
            "figure",
            "figcaption",
            "details",
            "nav",
            "header",
            "main",
            "footer",
            "title",
            "desc");

    static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isXml(c) ? c : '\uFFFD');
            }
        }
    }

    private static boolean isXml(char c) {
        return c >= ' ' ? c < '\uFFFE' : c == '\n' || c == '\t';
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        appendTo(out);
        return out.toString();
    }
}
