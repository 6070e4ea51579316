package dev.vitals.warehouse.landing;

import dev.vitals.job.land.Adapter;
import dev.vitals.job.land.LineReader;
import dev.vitals.job.land.Lines;
import dev.vitals.job.land.Outcome;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.job.land.Reasons;
import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.Scorers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** Reads a group of stretches line by line, each byte once, and leaves every line in the scratch file of its kind. */
final class LandingTask {
    private static final int RAW_BYTES = 64 << 10;

    private final LandingPlan plan;
    private final Configuration conf;
    private final Pseudonyms pseudonyms;
    private final Scorer scorer;

    LandingTask(LandingPlan plan) {
        this.plan = plan;
        this.conf = plan.configuration();
        this.pseudonyms = new Pseudonyms(plan.pseudonymKey());
        this.scorer = Scorers.from(plan.scorerSettings());
    }

    /**
     * Reads a group.
     *
     * @param name part of the names of its scratch files; another for every attempt
     */
    StagedGroup read(List<LandingSplit> group, String name) throws IOException {
        List<StagedGroup.Stretch> stretches = new ArrayList<>();
        try (GroupSpills spills = new GroupSpills(plan, conf, name)) {
            for (LandingSplit split : group) {
                stretches.add(read(split, spills));
            }
            return spills.finish(stretches);
        }
    }

    private StagedGroup.Stretch read(LandingSplit split, GroupSpills spills) throws IOException {
        LandingFile file = plan.files().get(split.file());
        Adapter adapter = Adapter.of(plan.source(), pseudonyms, scorer, file.pathInSource());
        boolean isWhole = split.start() == 0 && split.end() == file.lengthBytes();
        if (adapter.looksAhead()) {
            lookAhead(adapter, file, split, isWhole);
        }
        Map<String, Long> ignored = new TreeMap<>();
        long physicalLines = 0;
        long countedLines = 0;
        long rejectedLines = 0;
        boolean breaksOff = false;
        try (Lines lines = open(file, split, isWhole)) {
            while (lines.next()) {
                physicalLines++;
                // Records of a whole file may span lines, so that only the reader knows their number.
                long number = isWhole ? lines.lineNumber() : physicalLines;
                Outcome outcome = lines.rejection() != null
                        ? lines.rejection()
                        : adapter.parse(lines.buffer(), lines.offset(), lines.length());
                if (outcome instanceof Outcome.Event event) {
                    spills.event(split.index(), number, event);
                } else if (outcome instanceof Outcome.Rejected rejected) {
                    spills.rejected(split.index(), number, rejected, kept(lines));
                    rejectedLines++;
                    breaksOff |= rejected.reason().equals(Reasons.TRUNCATED_FILE);
                } else if (outcome instanceof Outcome.Ignored unused) {
                    ignored.merge(unused.type(), 1L, Long::sum);
                }
                countedLines += outcome instanceof Outcome.Blank ? 0 : 1;
            }
        }
        return new StagedGroup.Stretch(
                split.index(), countedLines, physicalLines, rejectedLines, breaksOff, ignored, adapter.unreadFields());
    }

    private void lookAhead(Adapter adapter, LandingFile file, LandingSplit split, boolean isWhole) throws IOException {
        try (Lines lines = open(file, split, isWhole)) {
            while (lines.next()) {
                if (lines.rejection() == null) {
                    adapter.lookAhead(lines.buffer(), lines.offset(), lines.length());
                }
            }
        }
    }

    private Lines open(LandingFile file, LandingSplit split, boolean isWhole) throws IOException {
        Path path = new Path(file.uri());
        FSDataInputStream in = path.getFileSystem(conf).open(path);
        if (isWhole) {
            return Lines.of(plan.source(), in, file.path());
        }
        in.seek(split.start());
        return LineReader.range(in, split.start(), split.end(), 0);
    }

    private static byte[] kept(Lines lines) {
        int end = lines.offset() + Math.min(lines.length(), RAW_BYTES);
        return Arrays.copyOfRange(lines.buffer(), lines.offset(), end);
    }
}
