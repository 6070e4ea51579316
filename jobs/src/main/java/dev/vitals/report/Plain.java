package dev.vitals.report;

import java.util.Locale;

/** Makes text from logs safe to look at: what would be invisible, or would turn its neighbours around, is spelt out. */
final class Plain {
    private static final int LONGEST = 120;

    private Plain() {}

    /** The text on one line, at most 120 characters, with control and format characters as {@code [U+202E]}. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (i == LONGEST) {
                return out.append('…').toString();
            }
            if (isVisible(points[i])) {
                out.appendCodePoint(points[i]);
            } else {
                out.append(String.format(Locale.ROOT, "[U+%04X]", points[i]));
            }
        }
        return out.toString();
    }

    /** The text made visible, for use inside a sentence: its direction can't spill over. */
    static String isolated(String text) {
        return '\u2068' + visible(text) + '\u2069';
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> !isBlank(point);
        };
    }

    /** Letters that print nothing: Hangul fillers, Braille blank, and the variation selectors. */
    private static boolean isBlank(int point) {
        return point == 0x115F
                || point == 0x1160
                || point == 0x3164
                || point == 0xFFA0
                || point == 0x2800
                || point == 0x034F
                || (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0xE0100 && point <= 0xE01EF);
    }
}
