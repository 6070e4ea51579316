package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetTest {
    private final Sheet sheet = new Sheet()
            .texts("channel")
            .wholes("reports")
            .reals("share")
            .days("date")
            .flags("is_mature")
            .row("<img src=x onerror=alert(1)>", 7, 0.25, LocalDate.of(2026, 1, 5), true)
            .row("=HYPERLINK(\"http://x\")", null, null, null, null);

    @Test
    void inACsvFormulasAreTextAndNothingIsEmpty() {
        assertThat(Csv.of(sheet)).isEqualTo("""
                channel,reports,share,date,is_mature\r
                <img src=x onerror=alert(1)>,7,0.25,2026-01-05,true\r
                "'=HYPERLINK(""http://x"")",,,,\r
                """);
    }

    @Test
    void inJsonARowHasTheColumnsThatItFills() throws IOException {
        JsonNode rows = new ObjectMapper().readTree(JsonRows.of(sheet));

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("date").asText()).isEqualTo("2026-01-05");
        assertThat(rows.get(0).get("reports").asLong()).isEqualTo(7);
        assertThat(rows.get(1).get("channel").asText()).isEqualTo("=HYPERLINK(\"http://x\")");
        assertThat(rows.get(1)).hasSize(1);
        assertThat(new ObjectMapper().readTree(JsonRows.of(new Sheet().texts("a"))))
                .isEmpty();
    }

    @Test
    void inParquetValuesHaveTheirTypes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sheet.parquet");
        ParquetFile.write(sheet, file);
        ParquetFile.write(sheet, file);

        try (ParquetReader<Group> reader = new Reader(new LocalInputFile(file)).build()) {
            Group first = reader.read();
            assertThat(first.getString("channel", 0)).isEqualTo("<img src=x onerror=alert(1)>");
            assertThat(first.getLong("reports", 0)).isEqualTo(7);
            assertThat(first.getDouble("share", 0)).isEqualTo(0.25);
            assertThat(LocalDate.ofEpochDay(first.getInteger("date", 0))).isEqualTo(LocalDate.of(2026, 1, 5));
            assertThat(first.getBoolean("is_mature", 0)).isTrue();
            assertThat(reader.read().getFieldRepetitionCount("reports")).isZero();
            assertThat(reader.read()).isNull();
        }
    }

    @Test
    void aRowMustFitItsColumns() {
        assertThatThrownBy(() -> new Sheet().texts("a").row("x", "y")).hasMessageContaining("2 cells");
        assertThatThrownBy(() -> new Sheet().wholes("n").row("seven")).hasMessageContaining("can't hold seven");
        assertThatThrownBy(() -> new Sheet().texts("a").row("x").texts("b"))
                .hasMessageContaining("after the first row");
    }

    private static final class Reader extends ParquetReader.Builder<Group> {
        private Reader(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected GroupReadSupport getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
