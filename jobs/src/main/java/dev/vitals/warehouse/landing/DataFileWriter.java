package dev.vitals.warehouse.landing;

import dev.vitals.warehouse.ColumnEncodings;
import dev.vitals.warehouse.LandingTables;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Writes the rows of scratch files as the data files of a table, one for each of its days, from bytes to columns.
 *
 * <p>Through Spark's rows the same takes twice the processor: each row is made, projected, told to the statistics and taken
 * apart again.
 */
final class DataFileWriter implements Closeable {
    private final StagedTable table;
    private final LandingTables.Layout layout;
    private final int part;
    private final Configuration conf;
    private final MessageType schema;
    private final int partition;
    private final Map<String, Open> open = new TreeMap<>();

    /** Most rows have the partition of the one before. */
    private int lastDay = Integer.MIN_VALUE;

    private Open last;

    private record Open(String path, ParquetWriter<StagedRows> writer, FileStatistics statistics) {}

    private DataFileWriter(StagedTable table, int part) {
        this.table = table;
        this.layout = table.layout();
        this.part = part;
        this.conf = table.configuration();
        this.schema = MessageTypeParser.parseMessageType(layout.parquet());
        this.partition = table.shape().columns().indexOf(layout.partition());
    }

    /** Writes the rows of these scratch files; what it wrote is part of the table when somebody commits it. */
    static List<DataFile> write(StagedTable table, List<String> spills, int part) throws IOException {
        try (DataFileWriter writer = new DataFileWriter(table, part);
                StagedRows rows = new StagedRows(table, writer.conf, spills)) {
            while (rows.next()) {
                writer.of(rows).writer().write(rows);
            }
            return writer.finish();
        }
    }

    private Open of(StagedRows row) throws IOException {
        int day = partition < 0 ? 0 : row.stored().getInt(partition);
        if (day != lastDay) {
            String value = partition < 0
                    ? (String) table.constants().get(layout.partition())
                    : LocalDate.ofEpochDay(day).toString();
            last = open.get(value);
            if (last == null) {
                last = open(value);
                open.put(value, last);
            }
            lastDay = day;
        }
        return last;
    }

    private Open open(String value) throws IOException {
        String path = "%s=%s/part-%05d-%s.c000%s.parquet"
                .formatted(
                        layout.partition(),
                        value,
                        part,
                        UUID.randomUUID(),
                        layout.codec().getExtension());
        Type[] told = layout.statistics().stream().map(schema::getType).toArray(Type[]::new);
        FileStatistics statistics = new FileStatistics(told);
        OutputFile file = HadoopOutputFile.fromPath(new Path(layout.folder(), path), conf);
        Builder builder = new Builder(file, new RowWriteSupport(table, schema, statistics))
                .withConf(conf)
                .withCompressionCodec(layout.codec())
                .withDictionaryEncoding(true);
        ColumnEncodings.NEVER_REPEATED.forEach(column -> builder.withDictionaryEncoding(column, false));
        // Nobody looks for a text between two others; comparing each with the least and greatest costs more than
        // encoding it.
        schema.getColumns().stream()
                .filter(c -> c.getPrimitiveType().getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY)
                .forEach(c -> builder.withStatisticsEnabled(String.join(".", c.getPath()), false));
        return new Open(path, builder.build(), statistics);
    }

    private List<DataFile> finish() throws IOException {
        List<DataFile> files = new ArrayList<>();
        for (Map.Entry<String, Open> each : open.entrySet()) {
            Open file = each.getValue();
            file.writer().close();
            Path path = new Path(layout.folder(), file.path());
            FileStatus status = path.getFileSystem(conf).getFileStatus(path);
            files.add(new DataFile(
                    file.path(),
                    each.getKey(),
                    status.getLen(),
                    status.getModificationTime(),
                    file.statistics().rows(),
                    file.statistics().toJson()));
        }
        open.clear();
        return files;
    }

    /** After a failure: what was written belongs to nothing, and the next cleaning takes it away. */
    @Override
    public void close() throws IOException {
        for (Open file : open.values()) {
            file.writer().close();
        }
    }

    private static final class Builder extends ParquetWriter.Builder<StagedRows, Builder> {
        private final RowWriteSupport support;

        private Builder(OutputFile file, RowWriteSupport support) {
            super(file);
            this.support = support;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<StagedRows> getWriteSupport(Configuration ignored) {
            return support;
        }
    }
}
