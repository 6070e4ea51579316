package dev.vitals.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** A table as one Parquet file; every column may be missing. */
final class ParquetFile {
    private ParquetFile() {}

    /**
     * Writes the table in place of what stands there.
     *
     * @throws IOException when the file can't be written
     */
    static void write(Sheet sheet, Path file) throws IOException {
        MessageType type = type(sheet);
        SimpleGroupFactory groups = new SimpleGroupFactory(type);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build()) {
            for (Object[] row : sheet.rows()) {
                Group group = groups.newGroup();
                for (int i = 0; i < row.length; i++) {
                    if (row[i] != null) {
                        add(group, sheet.columns().get(i), row[i]);
                    }
                }
                writer.write(group);
            }
        }
    }

    private static void add(Group group, Sheet.Column column, Object value) {
        switch (column.type()) {
            case TEXT -> group.add(column.name(), Binary.fromString((String) value));
            case WHOLE -> group.add(column.name(), ((Number) value).longValue());
            case REAL -> group.add(column.name(), ((Number) value).doubleValue());
            case DAY -> group.add(column.name(), Math.toIntExact(((LocalDate) value).toEpochDay()));
            case FLAG -> group.add(column.name(), (boolean) value);
        }
    }

    private static MessageType type(Sheet sheet) {
        Types.MessageTypeBuilder type = Types.buildMessage();
        for (Sheet.Column column : sheet.columns()) {
            switch (column.type()) {
                case TEXT ->
                    type.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
                case WHOLE -> type.optional(PrimitiveTypeName.INT64).named(column.name());
                case REAL -> type.optional(PrimitiveTypeName.DOUBLE).named(column.name());
                case DAY ->
                    type.optional(PrimitiveTypeName.INT32)
                            .as(LogicalTypeAnnotation.dateType())
                            .named(column.name());
                case FLAG -> type.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
            }
        }
        return type.named("row");
    }
}
