package dev.vitals.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What all pages of a site have around their content: head with its policy, navigation, footer. */
final class SiteFrame {
    /** A page: its file, what the navigation calls it, and its heading. */
    enum Page {
        OVERVIEW("index.html", "Overview", "Community health"),
        EXPLORER("explore.html", "Explore", "Explore a KPI"),
        EXPERIMENTS("experiments.html", "Experiments", "Experiments"),
        RESTATEMENTS("restatements.html", "Restatements", "Restatement log"),
        CORRECTIONS("corrections.html", "Corrections", "Corrections"),
        QUALITY("quality.html", "Data quality", "Data quality"),
        CATALOGUE("kpis.html", "KPIs", "KPI catalogue"),
        DICTIONARY("tables.html", "Tables", "Data dictionary");

        private final String file;
        private final String label;
        private final String heading;

        Page(String file, String label, String heading) {
            this.file = file;
            this.label = label;
            this.heading = heading;
        }

        String file() {
            return file;
        }
    }

    /** Writes an object. */
    interface Data {
        void write(JsonGenerator json) throws IOException;
    }

    private final LocalDate asOf;
    private final String style;
    private final String icon;

    /**
     * A frame.
     *
     * @param style file of the style sheet
     * @param icon file of the icon
     */
    SiteFrame(LocalDate asOf, String style, String icon) {
        this.asOf = asOf;
        this.style = style;
        this.icon = icon;
    }

    /**
     * A page as text.
     *
     * @param scripts files of its scripts
     * @param data what they draw from
     */
    String page(Page page, List<? extends Node> content, List<String> scripts, Data data) {
        StringBuilder body = new StringBuilder();
        Element.of("a")
                .with("class", "skip")
                .with("href", "#content")
                .text("Skip to the content")
                .appendTo(body);
        header(page).appendTo(body);
        Element.of("main")
                .with("id", "content")
                .with("tabindex", "-1")
                .with("class", page.name().toLowerCase(Locale.ROOT))
                .add(Element.of("h1").text(page.heading))
                .add(content)
                .appendTo(body);
        footer().appendTo(body);
        StringBuilder links = new StringBuilder();
        // Names of our own files, which need no escaping.
        scripts.forEach(script -> links.append("<script src=\"" + script + "\" defer=\"defer\"></script>\n"));
        return Template.fill(
                Template.read("site/page.html"),
                Map.of(
                        "title",
                        page.heading + " · Vitals",
                        "style",
                        style,
                        "icon",
                        icon,
                        "scripts",
                        links.toString(),
                        "body",
                        body.toString(),
                        "data",
                        json(data)));
    }

    private Element header(Page current) {
        Element list = Element.of("ul");
        for (Page page : Page.values()) {
            Element link = Element.link(page.file, page.label);
            list.add(Element.of("li").add(page == current ? link.with("aria-current", "page") : link));
        }
        return Element.of("header")
                .add(
                        Element.of("p")
                                .with("class", "brand")
                                .add(
                                        Element.of("strong").text("Vitals"),
                                        Node.text(" "),
                                        Element.of("span")
                                                .with("class", "as-of")
                                                .text("data to the end of " + Format.fullDay(asOf) + " (UTC)")),
                        Element.of("nav").with("aria-label", "Pages").add(list));
    }

    private static Element footer() {
        return Element.of("footer")
                .add(Element.of("p")
                        .add(
                                Node.text("Groups of few people are hidden, and so are numbers from which they could be"
                                        + " told. Charts of explorer and experiments: Apache ECharts ("),
                                Element.link("licenses/echarts-NOTICE.txt", "notice"),
                                Node.text(", "),
                                Element.link("licenses/echarts-LICENSE.txt", "licence"),
                                Node.text(").")));
    }

    /** JSON in which nothing reads as markup, so that it can stand in a page. */
    static String json(Data data) {
        StringWriter text = new StringWriter();
        JsonFactory factory = new JsonFactory();
        try (JsonGenerator json = factory.createGenerator(text)) {
            json.setCharacterEscapes(new NoMarkup());
            json.writeStartObject();
            data.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the data of a page as JSON", e);
        }
        return text.toString();
    }

    /** Writes the characters of markup, and the line ends that JavaScript does not take, by their numbers. */
    private static final class NoMarkup extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            for (char c : new char[] {'<', '>', '&', '\''}) {
                codes[c] = ESCAPE_STANDARD;
            }
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return c == '\u2028' || c == '\u2029'
                    ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c))
                    : null;
        }
    }
}
