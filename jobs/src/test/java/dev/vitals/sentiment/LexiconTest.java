package dev.vitals.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconTest {
    private final Scorer scorer = Scorers.standard();

    @ParameterizedTest
    @ValueSource(strings = {"emotes.csv", "emoji.csv", "words.csv"})
    void everyRowHasAReason(String file) throws IOException {
        for (CsvFile.Row row : rows(file)) {
            String why = row.fields().get(row.fields().size() - 1);
            assertThat(why).as(file + ":" + row.line()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void everyEmoteIsFoundAsWrittenWithItsWeight() throws IOException {
        assertThat(rows("emotes.csv")).hasSizeBetween(200, 300);
        for (CsvFile.Row row : rows("emotes.csv")) {
            assertThat(row.fields().get(1)).as("line " + row.line()).isIn("twitch", "bttv", "ffz", "7tv");
            assertFound(row.fields().get(0), row.fields().get(2), Term.Source.EMOTE);
        }
    }

    @Test
    void everyEmojiIsFoundWithItsWeight() throws IOException {
        assertThat(rows("emoji.csv")).hasSizeGreaterThanOrEqualTo(150);
        for (CsvFile.Row row : rows("emoji.csv")) {
            assertFound(row.fields().get(0), row.fields().get(1), Term.Source.EMOJI);
        }
    }

    @Test
    void everyCorrectedWordIsFoundWithItsWeightOrSwitchedOff() throws IOException {
        for (CsvFile.Row row : rows("words.csv")) {
            String word = row.fields().get(0);
            if (Double.parseDouble(row.fields().get(1)) == 0) {
                assertThat(scorer.score(word)).as(word).isEqualTo(Sentiment.UNKNOWN);
            } else {
                assertFound(word, row.fields().get(1), Term.Source.WORD);
            }
        }
    }

    @Test
    void theWordListIsThereAndScaledFromFourToOne() {
        Map<String, Entry> words = LexiconFiles.wordList();

        // 7,517 lines, less three of two words, one face with a space in it and the first of every double.
        assertThat(words).hasSize(7498);
        // The list rates great 3.1, horrible -2.5 and :) 2.0.
        assertThat(words.get("great")).isEqualTo(new Entry(775, Entry.Kind.WORD));
        assertThat(words.get("horrible")).isEqualTo(new Entry(-625, Entry.Kind.WORD));
        assertThat(words.get(":)")).isEqualTo(new Entry(500, Entry.Kind.PICTURE));
        assertThat(words.values())
                .allSatisfy(entry -> assertThat(entry.millis()).isBetween(-1000, 1000));
    }

    @Test
    void aTableAnswersLikeAHashMap() {
        Random random = new Random(5);
        Map<String, Entry> entries = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            entries.put(Integer.toString(random.nextInt(100_000), 36), new Entry(i % 1000, Entry.Kind.WORD));
        }
        TermTable table = new TermTable(entries);

        for (int i = 0; i < 100_000; i++) {
            String key = Integer.toString(i, 36);
            char[] text = ("<" + key + ">").toCharArray();
            int slot = table.find(text, 1, text.length - 1);
            assertThat(slot == TermTable.NONE ? null : table.entry(slot))
                    .as(key)
                    .isEqualTo(entries.get(key));
        }
    }

    @Test
    void anEmptyTableFindsNothing() {
        assertThat(new TermTable(Map.of()).find("good".toCharArray(), 0, 4)).isEqualTo(TermTable.NONE);
    }

    private void assertFound(String token, String weight, Term.Source source) {
        List<Term> terms = scorer.explain(token).terms();
        assertThat(terms).as(token).hasSize(1);
        assertThat(terms.get(0).source()).as(token).isEqualTo(source);
        assertThat(terms.get(0).weight()).as(token).isEqualTo(Double.parseDouble(weight));
    }

    private static List<CsvFile.Row> rows(String file) throws IOException {
        try (InputStream stream = LexiconTest.class.getResourceAsStream("/sentiment/" + file);
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            List<CsvFile.Row> rows = CsvFile.read(reader, file);
            return rows.subList(1, rows.size());
        }
    }
}
