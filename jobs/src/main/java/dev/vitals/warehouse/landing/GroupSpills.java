package dev.vitals.warehouse.landing;

import dev.vitals.job.land.BronzeTable;
import dev.vitals.job.land.Outcome;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The scratch files of one task: one for each kind of row, made when the first such row comes, and one for the keys. */
final class GroupSpills implements Closeable {
    private final LandingPlan plan;
    private final Configuration conf;
    private final String name;
    private final Map<BronzeTable, Open> events = new EnumMap<>(BronzeTable.class);
    private final String keyFile;
    private final EventKeys.Writer keys;
    private Open rejected;
    private boolean isFinished;

    /** A file that is being written; the last day is remembered because most events have the day of the one before. */
    private static final class Open {
        private final SpillShape shape;
        private final String uri;
        private final SpillWriter writer;
        private final SortedSet<Integer> days = new TreeSet<>();
        private int lastDay = Integer.MIN_VALUE;

        private Open(SpillShape shape, String uri, OutputStream out) {
            this.shape = shape;
            this.uri = uri;
            this.writer = new SpillWriter(out, shape);
        }

        private void sawDay(int day) {
            if (day != lastDay) {
                days.add(day);
                lastDay = day;
            }
        }
    }

    GroupSpills(LandingPlan plan, Configuration conf, String name) throws IOException {
        this.plan = plan;
        this.conf = conf;
        this.name = name;
        this.keyFile = uri("keys");
        this.keys = new EventKeys.Writer(new DataOutputStream(create(keyFile)));
    }

    void event(int stretch, long line, Outcome.Event event) throws IOException {
        Open open = events.get(event.table());
        if (open == null) {
            open = open(plan.shape(event.table()));
            events.put(event.table(), open);
        }
        open.writer.write(stretch, line, event.values());
        open.sawDay(event.eventDate());
        keys.add(event.table(), event.eventId(), stretch, line);
    }

    void rejected(int stretch, long line, Outcome.Rejected why, byte[] raw) throws IOException {
        if (rejected == null) {
            rejected = open(plan.rejectedShape());
        }
        rejected.writer.write(stretch, line, new Object[] {why.reason(), why.field(), why.detail(), raw});
    }

    /** Closes the files and says what is in them. */
    StagedGroup finish(List<StagedGroup.Stretch> stretches) throws IOException {
        List<StagedGroup.Spill> spills = new ArrayList<>();
        for (Open open : all()) {
            open.writer.close();
            spills.add(new StagedGroup.Spill(open.shape.kind(), open.uri, open.writer.bytes(), open.days));
        }
        keys.close();
        isFinished = true;
        return new StagedGroup(stretches, spills, keyFile, keys.count());
    }

    private List<Open> all() {
        List<Open> all = new ArrayList<>(events.values());
        if (rejected != null) {
            all.add(rejected);
        }
        return all;
    }

    private Open open(SpillShape shape) throws IOException {
        String uri = uri(shape.kind());
        return new Open(shape, uri, create(uri));
    }

    private String uri(String kind) {
        return plan.scratch() + "/" + kind + "-" + name;
    }

    private OutputStream create(String uri) throws IOException {
        Path path = new Path(uri);
        return path.getFileSystem(conf).create(path, true);
    }

    /** After a failure: nobody reads what is there, and the scratch folder is deleted as a whole. */
    @Override
    public void close() throws IOException {
        if (isFinished) {
            return;
        }
        for (Open open : all()) {
            open.writer.close();
        }
        keys.close();
    }
}
