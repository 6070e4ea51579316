package dev.vitals.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexiconScorerTest {
    private static final int TEXTS = 20_000;
    private static final String[] PIECES = {
        "good",
        "not",
        "boring",
        "LUL",
        "Kappa",
        "😂",
        "❤️",
        "\u200D",
        "\uFE0F",
        "🏽",
        "\uD83D",
        "\uDE02",
        "\u202E",
        "!",
        ",",
        ":)",
        "'",
        "<",
        "@",
        "oooo",
        "ha",
        " ",
        " ",
        " ",
        "\t",
        "\u0000",
        "ß",
        "İ",
        "\u05D0",
        "漢",
        "\uDB40\uDC00"
    };

    private final Scorer scorer = Scorers.standard();

    @TempDir
    Path folder;

    @Test
    void anyTextGetsAScoreBetweenMinusOneAndOneOnTheGrid() {
        Random random = new Random(1);
        for (int i = 0; i < TEXTS; i++) {
            String text = i % 2 == 0 ? pieces(random) : anyCharacters(random);
            Sentiment sentiment = scorer.score(text);
            assertThat(sentiment.score()).as(text).isBetween(-1.0, 1.0).isEqualTo(sentiment.millis() / 1000.0);
            assertThat(sentiment.terms()).as(text).isNotNegative();
        }
    }

    @Test
    void theExplanationAgreesWithTheScore() {
        Random random = new Random(2);
        for (int i = 0; i < TEXTS; i++) {
            String text = pieces(random);
            Explanation explanation = scorer.explain(text);
            assertThat(explanation.sentiment()).as(text).isEqualTo(scorer.score(text));
            assertThat(explanation.terms())
                    .as(text)
                    .hasSize(explanation.sentiment().terms());
        }
    }

    @Test
    void unknownWordsBeforeOrBehindChangeNothing() {
        Random random = new Random(3);
        for (int i = 0; i < TEXTS; i++) {
            String text = pieces(random);
            assertThat(scorer.score("thestream qwxz " + text + " qwxz of 4711 #x"))
                    .as(text)
                    .isEqualTo(scorer.score(text));
        }
    }

    @Test
    void aTextSaidTwiceKeepsItsScoreWhenNothingIsNegated() {
        String text = "nice LUL boring 🔥";

        assertThat(scorer.score(text + " . " + text).millis())
                .isEqualTo(scorer.score(text).millis());
    }

    @Test
    void aHugeTextIsReadToItsEnd() {
        assertThat(scorer.score("x ".repeat(2_000_000) + "good")).isEqualTo(new Sentiment(475, 1));
        assertThat(scorer.score("LUL nice ".repeat(1_000_000))).isEqualTo(new Sentiment(475, 2_000_000));
    }

    @Test
    void aHugeTokenIsReadToItsEnd() {
        assertThat(scorer.score("g" + "o".repeat(3_000_000) + "d nice")).isEqualTo(new Sentiment(463, 2));
        assertThat(scorer.score("aaabbb".repeat(500_000))).isEqualTo(Sentiment.UNKNOWN);
        assertThat(scorer.score("😂".repeat(1_000_000))).isEqualTo(new Sentiment(550, 1));
    }

    @Test
    void anExplanationNamesTheTokenItsEntryAndItsNegation() {
        assertThat(scorer.explain("not GOOOOD! LUL").terms())
                .containsExactly(
                        new Term("GOOOOD!", "good", Term.Source.WORD, -356, true),
                        new Term("LUL", "LUL", Term.Source.EMOTE, 500, false));
    }

    @Test
    void aVersionNamesTheRulesAndTheLexicon() {
        // Another list or weight must move this line, because it moves every scorer_version in the warehouse.
        assertThat(scorer.version()).isEqualTo("lexicon-1+b03d5879");
    }

    @Test
    void anExtraFileAddsCorrectsAndSwitchesOff() throws IOException {
        Scorer extended = LexiconScorer.withExtra(file("""
                token,weight
                myHype,0.8
                jonas,-0.2
                good,0.1
                LUL,0
                🎂,0.5
                "a,b",0.4
                """));

        assertThat(extended.score("myHype").millis()).isEqualTo(800);
        assertThat(extended.score("MYHYPE")).isEqualTo(Sentiment.UNKNOWN);
        assertThat(extended.score("Jonas!").millis()).isEqualTo(-200);
        assertThat(extended.score("good").millis()).isEqualTo(100);
        assertThat(extended.score("🎂").millis()).isEqualTo(500);
        assertThat(extended.score("a,b").millis()).isEqualTo(400);
        assertThat(extended.explain("LUL").terms()).extracting(Term::source).containsExactly(Term.Source.WORD);
    }

    @Test
    void anExtraFileChangesTheVersionAndAnEmptyOneDoesNot() throws IOException {
        assertThat(LexiconScorer.withExtra(file("token,weight\nmyHype,0.8\n")).version())
                .startsWith("lexicon-1+")
                .isNotEqualTo(scorer.version());
        assertThat(LexiconScorer.withExtra(file("token,weight\n")).version()).isEqualTo(scorer.version());
    }

    @Test
    void aBrokenExtraFileIsRefusedWithItsLine() {
        assertThatThrownBy(() -> LexiconScorer.withExtra(file("token,weight\ngg,0.4\nez,great\n")))
                .hasMessageContaining("extra.csv:3: a weight is a number from -1 to 1")
                .hasMessageContaining("'great'");
        assertThatThrownBy(() -> LexiconScorer.withExtra(file("token,weight\ngg,1.5\n")))
                .hasMessageContaining("extra.csv:2")
                .hasMessageContaining("'1.5'");
        assertThatThrownBy(() -> LexiconScorer.withExtra(file("token,weight\ngg,0.12345\n")))
                .hasMessageContaining("at most three decimals");
        assertThatThrownBy(() -> LexiconScorer.withExtra(file("token,weight\ngg,0.4\ngg,0.5\n")))
                .hasMessageContaining("extra.csv:3: 'gg' stands here twice");
        assertThatThrownBy(() -> LexiconScorer.withExtra(file("token,weight\ngg wp,0.4\n")))
                .hasMessageContaining("one word without spaces");
        assertThatThrownBy(() -> LexiconScorer.withExtra(file("token,weight\ngg,0.4,why\n")))
                .hasMessageContaining("3 fields where the header has 2");
        assertThatThrownBy(() -> LexiconScorer.withExtra(file("gg,0.4\n"))).hasMessageContaining("token,weight");
        assertThatThrownBy(() -> LexiconScorer.withExtra(file("token,weight,kind\ngg,0.4,noise\n")))
                .hasMessageContaining("'noise'");
        assertThatThrownBy(() -> LexiconScorer.withExtra(file("token,weight\n\"gg,0.4\n")))
                .hasMessageContaining("extra.csv:2: a field opens with a quote");
        assertThatThrownBy(() -> LexiconScorer.withExtra(folder.resolve("none.csv")))
                .hasMessageContaining("There is no lexicon")
                .hasMessageContaining("none.csv");
    }

    @Test
    void aScorerSurvivesTheWayToAnExecutor() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(LexiconScorer.withExtra(file("token,weight\nmyHype,0.8\n")));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Scorer arrived = (Scorer) in.readObject();
            assertThat(arrived.score("myHype LUL not good")).isEqualTo(Sentiment.mean(800 + 500 - 356, 3));
        }
    }

    @Test
    void manyThreadsGetOneAnswer() {
        List<String> texts = ChatSample.texts(2_000, 4);
        List<Sentiment> alone = texts.stream().map(scorer::score).toList();

        List<Sentiment> together = IntStream.range(0, 8 * texts.size())
                .parallel()
                .mapToObj(i -> scorer.score(texts.get(i % texts.size())))
                .toList();

        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i % texts.size()));
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("extra.csv"), content);
    }

    private static String pieces(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** Any UTF-16 code units, lone surrogates among them. */
    private static String anyCharacters(Random random) {
        char[] text = new char[random.nextInt(60)];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) (random.nextInt(3) == 0 ? 0xD800 + random.nextInt(0x800) : random.nextInt(0x10000));
        }
        return new String(text);
    }
}
