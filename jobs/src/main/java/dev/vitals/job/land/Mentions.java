package dev.vitals.job.land;

/** Masks the names that people address in a text: {@code @anyone} becomes {@code @mention}. */
final class Mentions {
    private static final String MASK = "mention";

    private Mentions() {}

    /**
     * The text with every mention masked. A mention is an at sign and a letter or digit, and reaches over all letters,
     * marks, digits and underscores behind it; the face {@code @_@} is none.
     */
    static String mask(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return text;
        }
        StringBuilder masked = null;
        int copied = 0;
        while (at >= 0) {
            int end = nameEnd(text, at + 1);
            if (end > at + 1) {
                masked = masked == null ? new StringBuilder(text.length() + MASK.length()) : masked;
                masked.append(text, copied, at + 1).append(MASK);
                copied = end;
            }
            at = text.indexOf('@', Math.max(end, at + 1));
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            boolean belongs = Character.isLetterOrDigit(codePoint) || (at > from && isGlue(codePoint));
            if (!belongs) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    /** What a name may hold after its first letter: underscores, and the marks that some scripts need. */
    private static boolean isGlue(int codePoint) {
        if (codePoint == '_') {
            return true;
        }
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
