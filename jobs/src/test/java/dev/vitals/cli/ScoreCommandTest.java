package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line of output a text, whatever is in it. */
class ScoreCommandTest {
    @TempDir
    private Path folder;

    private Launch score(String name, String content, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        String[] args = new String[more.length + 2];
        args[0] = "score";
        args[1] = file.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return Launch.of(args);
    }

    private static List<String> cells(Launch launch, int line) {
        return List.of(launch.out().split("\n")[line].split("\t", -1));
    }

    @Test
    void aTextIsPrintedWithItsScore() throws IOException {
        Launch scored = score("texts.txt", "this is good\n");

        assertThat(scored.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(cells(scored, 0)).containsExactly("score", "class", "terms", "text");
        assertThat(cells(scored, 1)).hasSize(4).endsWith("this is good");
        assertThat(cells(scored, 1).get(0)).startsWith("+");
    }

    @Test
    void theMarkThatSpreadsheetsPutInFrontIsNoPartOfAColumnName() throws IOException {
        Launch scored = score("texts.csv", "\uFEFFtext,id\ngood,1\n");

        assertThat(scored.exitCode()).as(scored.err()).isEqualTo(ExitCode.FINE);
        assertThat(cells(scored, 1)).endsWith("good");
    }

    @Test
    void theMarkIsNoPartOfATextEither() throws IOException {
        assertThat(cells(score("texts.txt", "\uFEFFgood\n"), 1)).endsWith("good");
    }

    @Test
    void jsonKeepsTheTextAsItIsInOneLine() throws IOException {
        String text = "good\u2028or  not";

        String[] lines = score("texts.txt", text + "\n", "--json").out().split("\n");

        assertThat(lines).hasSize(1);
        assertThat(new ObjectMapper().readTree(lines[0]).get("text").asText()).isEqualTo(text);
    }

    @Test
    void aFileThatIsMissingIsNamedBeforeAnythingIsPrinted() {
        Launch missing = Launch.of("score", folder.resolve("none.txt").toString());

        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("There is no file").contains("none.txt");
        assertThat(missing.out()).isEmpty();
    }

    @Test
    void aFileThatIsNotUtf8IsNamedBeforeAnythingIsPrinted() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), "na\u00efve\n".getBytes(StandardCharsets.ISO_8859_1));

        Launch refused = Launch.of("score", latin.toString());

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("latin.txt").contains("UTF-8");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void aColumnThatIsMissingIsNamedBeforeAnythingIsPrinted() throws IOException {
        Launch missing = score("texts.csv", "id,words\n1,good\n");

        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("has no column 'text'; its columns are [id, words]");
        assertThat(missing.out()).isEmpty();
    }

    /** 5" is no beginning of a quoted field; what follows it are texts of their own. */
    @Test
    void aQuoteInTheMiddleOfAFieldSwallowsNothing() throws IOException {
        Launch scored =
                score("texts.csv", "id,text\n1,he is 5\" tall great\n2,\"good, \"\"very\"\" good\"\n3,bad game\n");

        assertThat(scored.exitCode()).as(scored.err()).isEqualTo(ExitCode.FINE);
        assertThat(scored.out().lines()).hasSize(4);
        assertThat(cells(scored, 1)).endsWith("he is 5\" tall great");
        assertThat(cells(scored, 2)).endsWith("good, \"very\" good");
        assertThat(cells(scored, 3)).endsWith("bad game");
    }

    @Test
    void aCsvThatDoesNotHoldTogetherIsNamedWithItsLine() throws IOException {
        assertThat(score("texts.csv", "id,text\n1,good\n2,\"bad\n3,worse\n").err())
                .contains("texts.csv, line 3: a double quote opens a field that is never closed");
        assertThat(score("texts.csv", "id,text\n1,\"good\" game\n").err())
                .contains("line 2: text follows the double quote that closes a field");
        assertThat(score("texts.csv", "id,text\n1,good\n2,good, bad\n").err())
                .contains("line 3 has 3 fields, but the header has 2");
        assertThat(score("texts.csv", "id,text\n1,good\n\n2,bad\n\n").out().lines())
                .hasSize(3);
    }

    @Test
    void aColumnOfSomethingThatIsNoCsvIsAMistake() throws IOException {
        Launch wrong = score("texts.txt", "good\n", "--column=words");

        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err())
                .contains("--column names a column of a CSV file")
                .contains("--csv");
    }

    @Test
    void whatWouldEndACellOrALineIsEscaped() throws IOException {
        // One text of a CSV file: a tab, a line break and a backslash followed by an n.
        Launch scored = score("texts.csv", "text\n\"one\ttwo\nthree\\n\"\n");

        assertThat(scored.out().lines()).hasSize(2);
        assertThat(cells(scored, 1)).hasSize(4).endsWith("one\\ttwo\\nthree\\\\n");
    }

    @Test
    void aTextOfStandardInputIsOneJsonObject() {
        Launch scored = Launch.reading("good\n", Map.of(), "score", "--json");

        assertThat(scored.json().get("text").asText()).isEqualTo("good");
        assertThat(scored.out().lines()).hasSize(1);
    }
}
