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
        assertThat(records("1,\"open\n2,b\n3,c\n")).containsExactly("1:1,\"open", "2:2,b", "3:3,c");
        String many = "9,x\n".repeat(3000);
        List<String> records = records("1,\"open\n" + many);
        assertThat(records).hasSize(3001).startsWith("1:1,\"open", "2:9,x").endsWith("3001:9,x");
    }

    /** Whatever quote comes later: in the middle of a field, at the end of one, or in a record of its own. */
    @Test
    void aLostQuoteFindsNoPartnerInTheRecordsBehindIt() throws IOException {
        for (String later : List.of("3,\"well, quoted\"", "3,screen of 5\"", "3,he \"said\" so")) {
            List<String> records = records("id,text\n1,\"he said\n2,b\n" + later + "\n4,d\n");
            assertThat(records).containsExactly("1:id,text", "2:1,\"he said", "3:2,b", "4:" + later, "5:4,d");
        }
        assertThat(records("id,text\n1,\"a quote \"inside\" it\n2,b\n"))
                .containsExactly("1:id,text", "2:1,\"a quote \"inside\" it", "3:2,b");
    }

    @Test
    void aTextOfSeveralLinesWithCommasIsOneRecord() throws IOException {
        assertThat(records("id,text,at\n1,\"first, line\n, second\nthird\",x\n2,b,y\n"))
                .containsExactly("1:id,text,at", "2:1,\"first, line\n, second\nthird\",x", "5:2,b,y");
    }

    @Test
    void aLastLineWithoutItsEndMayBeCut() throws IOException {
        assertThat(records("id,text\n1,a\n2,b")).containsExactly("1:id,text", "2:1,a", "3!truncated_line:");
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
