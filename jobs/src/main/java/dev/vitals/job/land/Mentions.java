package dev.vitals.job.land;

/** Masks the names that people address in a text: {@code @anyone} becomes {@code @mention}. */
final class Mentions {
    private static final String MASK = "@mention";
    /** The at sign, its full-width form and its small form. */
    private static final char[] SIGNS = {'@', '\uFF20', '\uFE6B'};

    private Mentions() {}

    /**
     * The text with every mention masked. A mention is an at sign and what may belong to a name behind it: letters,
     * digits, underscores, marks, and characters without any width, which would hide a name from the eye alone. Without
     * a letter or digit it is none, as in the face {@code @_@}.
     */
    static String mask(String text) {
        int at = nextSign(text, 0);
        if (at == text.length()) {
            return text;
        }
        StringBuilder masked = null;
        int copied = 0;
        while (at < text.length()) {
            int end = nameEnd(text, at + 1);
            if (end > at + 1) {
                masked = masked == null ? new StringBuilder(text.length() + MASK.length()) : masked;
                masked.append(text, copied, at).append(MASK);
                copied = end;
            }
            at = nextSign(text, Math.max(end, at + 1));
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    /** Where the next at sign stands, or the end of the text. */
    private static int nextSign(String text, int from) {
        int next = text.length();
        for (char sign : SIGNS) {
            int at = text.indexOf(sign, from);
            next = at >= 0 && at < next ? at : next;
        }
        return next;
    }

    /** Where the name that begins at {@code from} ends; {@code from} itself when there is none. */
    private static int nameEnd(String text, int from) {
        int at = from;
        boolean isName = false;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            boolean isLetter = Character.isLetterOrDigit(codePoint);
            if (!isLetter && !isGlue(codePoint)) {
                break;
            }
            isName |= isLetter;
            at += Character.charCount(codePoint);
        }
        return isName ? at : from;
    }

    /** What may stand in a name beside letters and digits. */
    private static boolean isGlue(int codePoint) {
        if (codePoint == '_') {
            return true;
        }
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.FORMAT;
    }
}
