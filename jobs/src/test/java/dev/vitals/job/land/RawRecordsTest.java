package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawRecordsTest {
    private static List<String> records(String source, String text) throws IOException {
        List<String> all = new ArrayList<>();
        try (RawRecords records = RawRecords.of(
                source, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), source + "/a.txt")) {
            for (byte[] record = records.next(); record.length > 0; record = records.next()) {
                all.add(new String(record, StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    @Test
    void linesAreRecordsWithTheirBreaks() throws IOException {
        assertThat(records("vitals", "{\"a\"}\r\n\n\"b\nc")).containsExactly("{\"a\"}\r\n", "\n", "\"b\n", "c");
        assertThat(records("vitals", "")).isEmpty();
    }

    /** Break inside quotes, doubled quotes, and a quote in the middle of a field, which is one like any other character. */
    @Test
    void aBreakInsideQuotesEndsNoRecordOfCsv() throws IOException {
        assertThat(records("csv", "a,\"b\nc\",d\n\"x \"\"y\"\"\nz\"\n5\" tall,e\nf\n"))
                .containsExactly("a,\"b\nc\",d\n", "\"x \"\"y\"\"\nz\"\n", "5\" tall,e\n", "f\n");
    }
}
