package dev.vitals.cli.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A line or file that broke a promise.
 *
 * @param path of the file below its source folder
 * @param seed of the run that found it
 * @param bytes the line without its break, or the file as it was delivered
 */
public record Failure(String source, String path, String what, long seed, byte[] bytes) {
    private static final int LONGEST_LITERAL = 60_000;

    /** What happened, and the bytes as an expression of Java for a test. */
    public String text() {
        return "%s, %s (--seed %d): %s%n  byte[] bytes = %s;".formatted(source, path, seed, what, java());
    }

    private String java() {
        String text = decoded();
        if (text == null || text.length() > LONGEST_LITERAL) {
            return "Base64.getDecoder().decode(\"" + Base64.getEncoder().encodeToString(bytes) + "\")";
        }
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c == '\n') {
                literal.append("\\n");
            } else if (c == '\r') {
                literal.append("\\r");
            } else if (c < ' ' || c > '~') {
                literal.append(c < ' ' ? String.format("\\%03o", (int) c) : String.format("\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append("\".getBytes(StandardCharsets.UTF_8)").toString();
    }

    private String decoded() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
