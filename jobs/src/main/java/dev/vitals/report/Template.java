package dev.vitals.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fixed parts of a page, from {@code reports/templates} by way of the jar. */
final class Template {
    private static final Pattern GAP = Pattern.compile("\\{\\{([a-z-]+)}}");

    private Template() {}

    /** Text of a template. */
    static String read(String name) {
        try (InputStream in = Template.class.getResourceAsStream("/templates/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The jar has no /templates/" + name + "; it comes from reports/templates, build again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read /templates/" + name + " from the jar.", e);
        }
    }

    /** The style of a report, which the pages of the site share. */
    static String style() {
        return read("palette.css") + read("report.css") + read("chart.css");
    }

    /**
     * A page that needs no other file.
     *
     * @param style all its rules, which its policy allows and no others
     * @param body markup
     */
    static String alone(String title, String style, CharSequence body) {
        StringBuilder escaped = new StringBuilder();
        Element.escape(title, escaped);
        return fill(
                read("report.html"),
                Map.of(
                        "title", escaped.toString(),
                        "style-hash", sha256(style),
                        "style", style,
                        "body", body.toString()));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** The template with its gaps, {@code {{name}}}, filled in one pass: what is filled in is not looked at again. */
    static String fill(String template, Map<String, String> texts) {
        return GAP.matcher(template).replaceAll(gap -> {
            String text = texts.get(gap.group(1));
            if (text == null) {
                throw new IllegalArgumentException(
                        "The template asks for " + gap.group() + ", and nobody fills it in.");
            }
            return Matcher.quoteReplacement(text);
        });
    }
}
