package dev.vitals.sentiment;

/** What the reader of a message needs to know of one code point outside ASCII. */
final class Characters {
    /** Glues emoji to one picture: the family, the facepalming man, the heart on fire. */
    static final int JOINER = 0x200D;

    private Characters() {}

    /** White space, line breaks and control characters; also the empty Braille cell that text pictures are padded with. */
    static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.CONTROL
                || codePoint == 0x2800;
    }

    /**
     * Characters that show nothing of their own: zero-width and direction marks, variation selectors, skin tones and the
     * tag characters that chat clients append to let a repeated message pass.
     */
    static boolean isInvisible(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0x1F3FB && codePoint <= 0x1F3FF)
                || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF)
                || codePoint == 0x034F
                || codePoint == 0x20E3;
    }

    /** A picture rather than a piece of writing: anything from the symbol blocks up that is no letter or digit. */
    static boolean isSymbol(int codePoint) {
        return codePoint >= 0x2030 && !Character.isLetterOrDigit(codePoint);
    }

    /** Lower case that no locale changes, with every apostrophe made the plain one. */
    static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return c == '\u2019' || c == '\u2018' || c == '\u02BC' ? '\'' : Character.toLowerCase(c);
    }

    static boolean isWordCharacter(char c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
        return Character.isLetterOrDigit(c);
    }

    static boolean endsClause(char c) {
        return c == '.' || c == ',' || c == '!' || c == '?' || c == ';' || c == '\u2026';
    }
}
