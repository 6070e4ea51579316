package dev.vitals.warehouse.landing;

import dev.vitals.contract.Contracts;
import dev.vitals.hot.HotInputs;
import dev.vitals.hot.HotLoops;
import dev.vitals.job.land.Adapter;
import dev.vitals.job.land.BronzeTable;
import dev.vitals.job.land.Outcome;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.sentiment.Scorers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The way of chat messages through scratch: their keys, and their rows out and back, without a disk. */
public class SpillHotLoops extends HotLoops {
    private static final BronzeTable TABLE = BronzeTable.CHAT_MESSAGE;

    private SpillShape shape;
    private Outcome.Event[] events;
    private SpillWriter writer;
    private byte[] spilled;
    private SpillReader reader;

    @Setup
    public void prepare() throws IOException {
        shape = LandingPlan.shapes(Contracts.load()).get(TABLE);
        Pseudonyms pseudonyms = new Pseudonyms("a key for measuring only".getBytes(StandardCharsets.US_ASCII));
        Adapter adapter = Adapter.of("vitals", pseudonyms, Scorers.standard(), "chat.ndjson");
        byte[][] lines = HotInputs.bytes(HotInputs.chat());
        events = new Outcome.Event[lines.length];
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (SpillWriter all = new SpillWriter(file, shape)) {
            for (int i = 0; i < lines.length; i++) {
                events[i] = (Outcome.Event) adapter.parse(lines[i], 0, lines[i].length);
                all.write(0, i, events[i].values());
            }
        }
        spilled = file.toByteArray();
        writer = new SpillWriter(OutputStream.nullOutputStream(), shape);
        reader = new SpillReader(new ByteArrayInputStream(spilled), shape);
    }

    /** The key of a message. */
    @Benchmark
    public long[] hash() {
        return EventKeys.hash(TABLE, events[turn()].eventId());
    }

    /** The row of a message. */
    @Benchmark
    public long write() throws IOException {
        int turn = turn();
        writer.write(0, turn, events[turn].values());
        return writer.bytes();
    }

    /** The row of a message. */
    @Benchmark
    public long read() throws IOException {
        if (!reader.next()) {
            reader = new SpillReader(new ByteArrayInputStream(spilled), shape);
            reader.next();
        }
        reader.find();
        return reader.line();
    }
}
