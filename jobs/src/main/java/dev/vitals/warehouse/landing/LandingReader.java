package dev.vitals.warehouse.landing;

import dev.vitals.job.land.Adapter;
import dev.vitals.job.land.BronzeTable;
import dev.vitals.job.land.LineReader;
import dev.vitals.job.land.Lines;
import dev.vitals.job.land.Outcome;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.Scorers;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads stretches of landing files line by line, each byte once, and hands every line on as one staged row. */
final class LandingReader implements PartitionReader<InternalRow> {
    private static final int WIDTH = StagedRows.schema().size();
    private static final int RAW_BYTES = 64 << 10;
    private static final UTF8String[] KINDS = Arrays.stream(BronzeTable.values())
            .map(StagedRows::kind)
            .map(UTF8String::fromString)
            .toArray(UTF8String[]::new);
    private static final int[][] SLOTS =
            Arrays.stream(BronzeTable.values()).map(StagedRows::positions).toArray(int[][]::new);
    private static final int[] TEXTS =
            StagedRows.TEXTS.stream().mapToInt(StagedRows::position).toArray();
    private static final int[] COUNTS =
            StagedRows.COUNTS.stream().mapToInt(StagedRows::position).toArray();
    private static final UTF8String REJECTED = UTF8String.fromString(StagedRows.REJECTED);
    private static final UTF8String IGNORED = UTF8String.fromString(StagedRows.IGNORED);
    private static final UTF8String STRETCH = UTF8String.fromString(StagedRows.STRETCH);

    private final LandingPlan plan;
    private final Configuration conf;
    private final Iterator<LandingSplit> splits;
    private final Pseudonyms pseudonyms;
    private final Scorer scorer;

    private LandingSplit split;
    private Lines lines;
    private Adapter adapter;
    private boolean isWhole;
    private long physicalLines;
    private long countedLines;
    private InternalRow current;

    LandingReader(LandingPlan plan, List<LandingSplit> splits) {
        this.plan = plan;
        this.conf = plan.configuration();
        this.splits = splits.iterator();
        this.pseudonyms = new Pseudonyms(plan.pseudonymKey());
        this.scorer = Scorers.from(plan.scorerSettings());
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            if (lines == null) {
                if (!splits.hasNext()) {
                    return false;
                }
                open(splits.next());
            }
            if (!lines.next()) {
                current = endOfStretch();
                lines.close();
                lines = null;
                return true;
            }
            physicalLines++;
            Outcome outcome = lines.rejection() != null
                    ? lines.rejection()
                    : adapter.parse(lines.buffer(), lines.offset(), lines.length());
            if (!(outcome instanceof Outcome.Blank)) {
                countedLines++;
                current = row(outcome);
                return true;
            }
        }
    }

    @Override
    public InternalRow get() {
        return current;
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }

    private void open(LandingSplit next) throws IOException {
        split = next;
        LandingFile file = plan.files().get(split.file());
        Path path = new Path(file.uri());
        FSDataInputStream in = path.getFileSystem(conf).open(path);
        isWhole = split.start() == 0 && split.end() == file.lengthBytes();
        if (isWhole) {
            lines = Lines.of(plan.source(), in, file.path());
        } else {
            in.seek(split.start());
            lines = LineReader.range(in, split.start(), split.end(), 0);
        }
        adapter = Adapter.of(plan.source(), pseudonyms, scorer, file.pathInSource());
        physicalLines = 0;
        countedLines = 0;
    }

    private InternalRow row(Outcome outcome) {
        if (outcome instanceof Outcome.Event event) {
            int table = event.table().ordinal();
            GenericInternalRow row = line(KINDS[table], number());
            row.update(StagedRows.EVENT_ID, text(event.eventId()));
            row.update(StagedRows.EVENT_AT, event.eventAt());
            row.update(StagedRows.EVENT_DAY, event.eventDate());
            Object[] values = event.values();
            int[] slots = SLOTS[table];
            for (int i = 0; i < slots.length; i++) {
                row.update(slots[i], convert(values[i + BronzeTable.ENVELOPE]));
            }
            return row;
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            GenericInternalRow row = line(REJECTED, number());
            row.update(TEXTS[0], text(rejected.reason()));
            row.update(TEXTS[1], text(rejected.field()));
            row.update(TEXTS[2], text(rejected.detail()));
            int end = lines.offset() + Math.min(lines.length(), RAW_BYTES);
            row.update(StagedRows.RAW, Arrays.copyOfRange(lines.buffer(), lines.offset(), end));
            return row;
        }
        GenericInternalRow row = line(IGNORED, number());
        row.update(TEXTS[0], text(((Outcome.Ignored) outcome).type()));
        return row;
    }

    private InternalRow endOfStretch() {
        GenericInternalRow row = line(STRETCH, physicalLines);
        row.update(COUNTS[0], countedLines);
        row.update(COUNTS[1], physicalLines);
        return row;
    }

    /** Records of a whole file may span lines, so that only the reader knows their number. */
    private long number() {
        return isWhole ? lines.lineNumber() : physicalLines;
    }

    private GenericInternalRow line(UTF8String kind, long number) {
        GenericInternalRow row = new GenericInternalRow(WIDTH);
        row.update(StagedRows.FILE, split.file());
        row.update(StagedRows.SPLIT, split.split());
        row.update(StagedRows.LINE, number);
        row.update(StagedRows.KIND, kind);
        return row;
    }

    private static Object convert(Object value) {
        if (value instanceof String text) {
            return UTF8String.fromString(text);
        }
        if (value instanceof String[] texts) {
            return array(texts);
        }
        if (value instanceof Map<?, ?> map) {
            String[] keys = new String[map.size()];
            String[] values = new String[map.size()];
            int i = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                keys[i] = (String) entry.getKey();
                values[i++] = (String) entry.getValue();
            }
            return new ArrayBasedMapData(array(keys), array(values));
        }
        return value;
    }

    private static GenericArrayData array(String[] texts) {
        Object[] converted = new Object[texts.length];
        for (int i = 0; i < texts.length; i++) {
            converted[i] = text(texts[i]);
        }
        return new GenericArrayData(converted);
    }

    private static UTF8String text(String text) {
        return text == null ? null : UTF8String.fromString(text);
    }
}
