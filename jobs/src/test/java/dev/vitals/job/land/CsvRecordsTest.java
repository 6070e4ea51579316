package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {
    @Test
    void aQuotedFieldGoesOnOverLinesAndTheNumberIsThatOfTheFirst() throws IOException {
        assertThat(records("a,b\n1,\"x\r\ny\n\nz\"\n2,c\n")).containsExactly("1:a,b", "2:1,\"x\ny\n\nz\"", "6:2,c");
    }

    @Test
    void aQuoteInsideAFieldOpensNothing() throws IOException {
        assertThat(records("1,5\" screen\n2,it\"s\n")).containsExactly("1:1,5\" screen", "2:2,it\"s");
    }

    @Test
    void doubledQuotesDoNotCloseAField() throws IOException {
        assertThat(records("\"a \"\"b\"\"\n c\",d\n\"\"\"\"\n"))
                .containsExactly("1:\"a \"\"b\"\"\n c\",d", "3:\"\"\"\"");
    }

    @Test
    void aQuoteThatIsNeverClosedSwallowsNoLineButItsOwn() throws IOException {
        assertThat(records("1,\"open\n2,b\n3,c")).containsExactly("1:1,\"open", "2:2,b", "3:3,c");
        String many = "9,x\n".repeat(3000);
        List<String> records = records("1,\"open\n" + many);
        assertThat(records).hasSize(3001).startsWith("1:1,\"open", "2:9,x").endsWith("3001:9,x");
    }

    @Test
    void aLineThatIsTooLongEndsTheSearchForAClosingQuote() throws IOException {
        String file = "1,\"open\n" + "x".repeat(LineReader.LONGEST_LINE + 1) + "\n3,c\"\n";
        assertThat(records(file)).containsExactly("1:1,\"open", "2!line_too_long:", "3:3,c\"");
    }

    private static List<String> records(String file) throws IOException {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        return LineReaderTest.read(Lines.of("csv", new ByteArrayInputStream(bytes), "a.csv"));
    }
}
