package dev.vitals.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes chat texts from the phrase lists of a language: stock phrases that everyone repeats, and templates. */
final class TextMaker {
    private static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "pt", "ko", "ja");
    private static final double STOCK = 0.455;

    /** A piece of a template: fixed bytes, or a list to choose from (kind e: emotes), or neither for a number or a mention. */
    private record Piece(byte[] fixed, byte[][] choices, char kind) {}

    /** What can be said in one language and mood. */
    private record Repertoire(Piece[][] templates, Piece[][] stock) {}

    private final Map<String, EnumMap<Mood, Repertoire>> byLanguage = new HashMap<>();
    private final byte[] text = new byte[1024];
    private int length;
    private final byte[][] emotes = new byte[8][];
    private int emoteCount;

    TextMaker() {
        for (String language : LANGUAGES) {
            Map<String, List<String>> sections = new HashMap<>();
            read("shared.txt", sections);
            read(language + ".txt", sections);
            EnumMap<Mood, Repertoire> moods = new EnumMap<>(Mood.class);
            for (Mood mood : Mood.values()) {
                moods.put(mood, new Repertoire(compile(sections, mood.templates), compile(sections, mood.stock)));
            }
            byLanguage.put(language, moods);
        }
    }

    /** Replaces the current text by a new one. */
    TextMaker write(String language, Mood mood, Dice dice) {
        Repertoire repertoire = byLanguage.get(language).get(mood);
        length = 0;
        emoteCount = 0;
        if (dice.chance(STOCK)) {
            Piece[][] stock = repertoire.stock();
            double u = dice.next();
            append(stock[(int) (u * u * stock.length)], dice);
        } else {
            append(dice.pick(repertoire.templates()), dice);
        }
        return this;
    }

    /** The current text as UTF-8, escaped for JSON. */
    byte[] bytes() {
        return text;
    }

    int length() {
        return length;
    }

    /** Emotes of the current text that the platform itself would mark. */
    byte[][] emotes() {
        return emotes;
    }

    int emoteCount() {
        return emoteCount;
    }

    private void append(Piece[] pieces, Dice dice) {
        for (Piece piece : pieces) {
            if (piece.fixed() != null) {
                append(piece.fixed());
            } else if (piece.choices() != null) {
                byte[] choice = dice.pick(piece.choices());
                append(choice);
                if (piece.kind() == 'e' && choice[0] > 0) {
                    emotes[emoteCount++] = choice;
                }
            } else if (piece.kind() == 'n') {
                number(2 + dice.below(998));
            } else {
                append(MENTION);
                number(1000 + dice.below(9000));
            }
        }
    }

    private static final byte[] MENTION = "@viewer".getBytes(StandardCharsets.US_ASCII);

    private void append(byte[] bytes) {
        System.arraycopy(bytes, 0, text, length, bytes.length);
        length += bytes.length;
    }

    private void number(int value) {
        int digits = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : 4;
        int rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            text[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Sections of the same name add up. */
    private static void read(String file, Map<String, List<String>> sections) {
        InputStream in = TextMaker.class.getResourceAsStream("phrases/" + file);
        if (in == null) {
            throw new IllegalStateException("phrases/" + file + " is not on the class path beside "
                    + TextMaker.class.getName() + "; build the jar with its resources");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> section = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("[") && line.endsWith("]")) {
                    section = sections.computeIfAbsent(line.substring(1, line.length() - 1), n -> new ArrayList<>());
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    section.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("phrases/" + file + " could not be read", e);
        }
    }

    private static Piece[][] compile(Map<String, List<String>> sections, String name) {
        List<String> lines = sections.get(name);
        Piece[][] compiled = new Piece[lines.size()][];
        for (int i = 0; i < compiled.length; i++) {
            compiled[i] = pieces(sections, lines.get(i));
        }
        return compiled;
    }

    private static Piece[] pieces(Map<String, List<String>> sections, String line) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            int open = line.indexOf('{', at);
            if (open != at) {
                String fixed = open < 0 ? line.substring(at) : line.substring(at, open);
                pieces.add(new Piece(escaped(fixed), null, ' '));
                at += fixed.length();
                continue;
            }
            int close = line.indexOf('}', open);
            String slot = line.substring(open + 1, close);
            if (slot.equals("n") || slot.equals("user")) {
                pieces.add(new Piece(null, null, slot.charAt(0)));
            } else {
                byte[][] choices =
                        sections.get(slot).stream().map(TextMaker::escaped).toArray(byte[][]::new);
                pieces.add(new Piece(null, choices, slot.matches("e[-+0]") ? 'e' : ' '));
            }
            at = close + 1;
        }
        return pieces.toArray(Piece[]::new);
    }

    private static byte[] escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\t') {
                out.append("\\t");
            } else {
                out.append(c);
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
