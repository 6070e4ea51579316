package dev.vitals.cli;

import dev.vitals.sentiment.Explanation;
import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.Scorers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code score}: the sentiment of texts. */
@Command(
        name = "score",
        description = "Scores texts, one a line, from a file or standard input; of a CSV file, its column text.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    private static final String TEXT = "text";

    @Spec
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "File with texts; without one, standard input")
    private Path file;

    @Option(names = "--column", description = "Column of a CSV file. Default: " + TEXT)
    private String column;

    @Option(names = "--csv", description = "Read standard input as CSV")
    private boolean csv;

    @Option(names = "--json", description = "One JSON object a line instead of tab-separated columns")
    private boolean json;

    @Override
    public Integer call() {
        Scorer scorer = Scorers.from(System.getenv());
        List<String> texts = texts();
        if (!json) {
            System.out.println("score\tclass\tterms\ttext");
        }
        texts.forEach(text -> print(scorer.explain(text), text));
        return ExitCode.FINE;
    }

    private List<String> texts() {
        try (BufferedReader in = new BufferedReader(new StringReader(decoded()))) {
            boolean isCsv = csv || (file != null && file.toString().endsWith(".csv"));
            if (isCsv) {
                return CsvTexts.column(in, column == null ? TEXT : column, name());
            }
            if (column != null) {
                throw new IllegalArgumentException(
                        "--column names a column of a CSV file, and %s is read line by line. Add --csv, or leave --column out."
                                .formatted(file == null ? "standard input" : file));
            }
            CsvTexts.skipByteOrderMark(in);
            return in.lines().toList();
        } catch (NoSuchFileException e) {
            throw usage("There is no file %s. Name a file with texts, or none to read standard input.".formatted(file));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        } catch (IOException e) {
            throw usage("%s can't be read: %s. Name a file with texts in UTF-8.".formatted(name(), e));
        }
    }

    private String name() {
        return file == null ? "Standard input" : file.toString();
    }

    /** The whole input; where it is no UTF-8 an error names the line. */
    private String decoded() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file == null ? System.in.readAllBytes() : Files.readAllBytes(file));
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            long line = 1;
            for (int i = 0; i < bytes.position(); i++) {
                line += bytes.get(i) == '\n' ? 1 : 0;
            }
            throw usage(
                    "%s, line %d holds bytes that are no UTF-8. Convert it first, such as with: iconv -f latin1 -t utf-8"
                            .formatted(name(), line));
        }
        return text.flip().toString();
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private void print(Explanation explanation, String text) {
        String terms = explanation.terms().stream()
                .map(t -> "%s%s %+.3f".formatted(t.negated() ? "not " : "", t.token(), t.weight()))
                .collect(Collectors.joining(", "));
        var sentiment = explanation.sentiment();
        String word = sentiment.isCovered() ? sentiment.sentimentClass().word() : "unknown";
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("score", sentiment.isCovered() ? sentiment.score() : null);
            line.put("class", word);
            line.put("terms", sentiment.terms());
            line.put("explanation", terms);
            line.put("text", text);
            System.out.println(OutputOptions.toJsonLine(line));
        } else {
            String score = sentiment.isCovered() ? "%+.3f".formatted(sentiment.score()) : "";
            System.out.println(String.join("\t", score, word, escaped(terms), escaped(text)));
        }
    }

    /** Tab-separated text knows no quotes: what would end a cell or a line is written as an escape. */
    private static String escaped(String cell) {
        return cell.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
