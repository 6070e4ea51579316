package dev.vitals.job.land;

import java.util.Random;

/** Makes random JSON objects with all that the grammar allows, and damages them. */
final class RandomJson {
    private static final String[] PIECES = {
        "a",
        "bc",
        "type",
        " ",
        "\\\"",
        "\\\\",
        "\\/",
        "\\n",
        "\\u0041",
        "\\u00e9",
        "\\ud83d\\ude02",
        "\\ud800",
        "\\udc00",
        "é",
        "한",
        "😂",
        "\u202e",
        "\u200b",
        "@you",
        "=1+1",
        "<b>",
        "0123456789abcdef"
    };
    private static final String[] NUMBERS = {
        "0", "-0", "7", "-12", "3.25", "1e3", "2E-2", "0.5e+1", "12345678901234567890"
    };

    private RandomJson() {}

    static String object(Random random) {
        StringBuilder json = new StringBuilder();
        object(json, random, 0);
        return json.toString();
    }

    private static void object(StringBuilder json, Random random, int depth) {
        json.append('{');
        int members = random.nextInt(6);
        for (int i = 0; i < members; i++) {
            json.append(i == 0 ? "" : ",").append(space(random));
            string(json, random, 2);
            json.append(space(random)).append(':').append(space(random));
            value(json, random, depth + 1);
            json.append(space(random));
        }
        json.append('}');
    }

    private static void value(StringBuilder json, Random random, int depth) {
        switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0, 1 -> string(json, random, 6);
            case 2 -> json.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 3 -> json.append(random.nextBoolean());
            case 4 -> json.append("null");
            case 5 -> object(json, random, depth);
            default -> {
                json.append('[');
                int elements = random.nextInt(4);
                for (int i = 0; i < elements; i++) {
                    json.append(i == 0 ? "" : ",");
                    value(json, random, depth + 1);
                }
                json.append(']');
            }
        }
    }

    private static void string(StringBuilder json, Random random, int most) {
        json.append('"');
        int pieces = random.nextInt(most + 1);
        for (int i = 0; i < pieces; i++) {
            json.append(PIECES[random.nextInt(PIECES.length)]);
        }
        json.append('"');
    }

    private static String space(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> " ";
            case 1 -> "\t ";
            default -> "";
        };
    }

    /** Changes, drops or adds a byte, or cuts the end off. */
    static byte[] damage(byte[] text, Random random) {
        int at = random.nextInt(text.length);
        return switch (random.nextInt(4)) {
            case 0 -> java.util.Arrays.copyOf(text, at);
            case 1 -> {
                byte[] changed = text.clone();
                changed[at] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) "{}[]\",:\\0".charAt(random.nextInt(9));
                yield changed;
            }
            case 2 -> {
                byte[] shorter = new byte[text.length - 1];
                System.arraycopy(text, 0, shorter, 0, at);
                System.arraycopy(text, at + 1, shorter, at, text.length - at - 1);
                yield shorter;
            }
            default -> {
                byte[] longer = new byte[text.length + 1];
                System.arraycopy(text, 0, longer, 0, at);
                longer[at] = (byte) "{}[]\",:1 \\".charAt(random.nextInt(10));
                System.arraycopy(text, at, longer, at + 1, text.length - at);
                yield longer;
            }
        };
    }
}
