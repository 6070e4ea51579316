package dev.vitals.sentiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads lexicons into maps from a token to its entry: the packaged ones and an operator's own. */
final class LexiconFiles {
    private static final String FOLDER = "/sentiment/";
    private static final String WORD_LIST = "vader_sentiment_lexicon.txt";
    /** The word list rates from -4 to 4. */
    private static final BigDecimal MILLIS_PER_RATING = new BigDecimal(250);

    private LexiconFiles() {}

    /**
     * The VADER word list, scaled from -4..4 to -1..1.
     *
     * <p>The few entries of two words are left out, for no token holds a space. Where an entry stands twice the later
     * line counts, as it does for the list's own reader.
     */
    static Map<String, Entry> wordList() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        // One entry of the list is a byte of an older code page, so the file is no valid UTF-8.
        try (BufferedReader lines = new BufferedReader(packaged(WORD_LIST, StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t", 3);
                if (fields.length == 3 && fields[0].indexOf(' ') < 0) {
                    BigDecimal rating = new BigDecimal(fields[1].strip());
                    int millis = rating.multiply(MILLIS_PER_RATING).intValue();
                    entries.put(fields[0], new Entry(millis, kindByLook(fields[0])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The packaged lexicon " + WORD_LIST + " can't be read", e);
        }
        return entries;
    }

    /** A packaged CSV file: the token comes first, the weight stands in column weight, and a column kind may follow. */
    static Map<String, Entry> packagedCsv(String name) {
        try (Reader reader = packaged(name, StandardCharsets.UTF_8)) {
            return entries(CsvFile.read(reader, name), name);
        } catch (IOException e) {
            throw new UncheckedIOException("The packaged lexicon " + name + " can't be read", e);
        }
    }

    /** An operator's file, in the same form. */
    static Map<String, Entry> csv(Path file) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return entries(CsvFile.read(reader, file.toString()), file.toString());
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    "There is no lexicon " + file + "; correct the path or leave the setting out", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The lexicon " + file + " can't be read; it must be a UTF-8 CSV file with the columns token,weight",
                    e);
        }
    }

    private static Map<String, Entry> entries(List<CsvFile.Row> rows, String name) {
        List<String> header = rows.isEmpty() ? List.of() : rows.get(0).fields();
        int weight = header.indexOf("weight");
        int kind = header.indexOf("kind");
        if (weight < 1) {
            throw new IllegalArgumentException(name + ": the first line must name the columns, the token first and one"
                    + " called weight, as in token,weight; found " + header);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (CsvFile.Row row : rows.subList(1, rows.size())) {
            String where = name + ":" + row.line();
            if (row.fields().size() != header.size()) {
                throw new IllegalArgumentException(where + ": " + row.fields().size() + " fields where the header has "
                        + header.size() + "; put quotes around a field that holds a comma");
            }
            String token = row.fields().get(0);
            if (token.isEmpty() || token.codePoints().anyMatch(Characters::isSpace)) {
                throw new IllegalArgumentException(
                        where + ": a token is one word without spaces, but this is '" + token + "'");
            }
            Entry entry = new Entry(
                    millis(row.fields().get(weight), where),
                    kind < 0 ? kindByLook(token) : kind(row.fields().get(kind), where));
            if (entries.put(token, entry) != null) {
                throw new IllegalArgumentException(where + ": '" + token + "' stands here twice; keep one line");
            }
        }
        return entries;
    }

    /** A token with punctuation or a picture at an edge is no part of a sentence. */
    private static Entry.Kind kindByLook(String token) {
        boolean isWord = Characters.isWordCharacter(token.charAt(0))
                && Characters.isWordCharacter(token.charAt(token.length() - 1));
        return isWord ? Entry.Kind.WORD : Entry.Kind.PICTURE;
    }

    private static Entry.Kind kind(String kind, String where) {
        return switch (kind) {
            case "word" -> Entry.Kind.WORD;
            case "cry" -> Entry.Kind.CRY;
            case "picture" -> Entry.Kind.PICTURE;
            case "negator" -> Entry.Kind.NEGATOR;
            default ->
                throw new IllegalArgumentException(
                        where + ": a kind is one of word, cry, picture, negator, but this is '" + kind + "'");
        };
    }

    private static int millis(String weight, String where) {
        try {
            int millis = new BigDecimal(weight).movePointRight(3).intValueExact();
            if (millis >= -1000 && millis <= 1000) {
                return millis;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(where + ": " + wrongWeight(weight), e);
        }
        throw new IllegalArgumentException(where + ": " + wrongWeight(weight));
    }

    private static String wrongWeight(String weight) {
        return "a weight is a number from -1 to 1 with at most three decimals (0 switches the token off), but this is '"
                + weight + "'";
    }

    private static Reader packaged(String name, Charset charset) {
        InputStream stream = LexiconFiles.class.getResourceAsStream(FOLDER + name);
        if (stream == null) {
            throw new IllegalStateException("The lexicon " + FOLDER + name
                    + " is missing from the class path; build with Maven, which unpacks it");
        }
        return new InputStreamReader(stream, charset);
    }
}
