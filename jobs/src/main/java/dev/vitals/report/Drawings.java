package dev.vitals.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The charts of a report as SVG files for slides and documents: each brings its style, and is light wherever it lies. */
final class Drawings {
    private static final Pattern COLOUR = Pattern.compile("--([a-z]+): (#[0-9a-f]+);");
    private static final String STYLE = style();

    private final String folder;
    private final Map<String, String> files = new TreeMap<>();

    Drawings(String folder) {
        this.folder = folder;
    }

    /**
     * Keeps a chart and gives the link to its file.
     *
     * @param name name of the file without its ending
     * @param title what it shows
     * @param chart the drawing, which is in no page
     */
    Element add(String name, String title, Element chart) {
        String file = name + ".svg";
        chart.with("xmlns", "http://www.w3.org/2000/svg")
                .add(Element.of("style").text(STYLE));
        if (files.put(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + chart) != null) {
            throw new IllegalStateException("Two charts of the report want the file " + file + ".");
        }
        return Element.of("p").with("class", "files").add(Element.link(folder + "/" + file, "SVG of " + title));
    }

    /** Office programs know no variables of CSS: colours are written out. */
    private static String style() {
        String style = Template.read("chart.css") + "svg { background: var(--page); font-family: sans-serif; }\n";
        for (MatchResult colour :
                COLOUR.matcher(Template.read("palette.css")).results().toList()) {
            style = style.replace("var(--" + colour.group(1) + ")", colour.group(2));
        }
        return style;
    }

    /** The files by name. */
    Map<String, String> files() {
        return Collections.unmodifiableMap(files);
    }
}
