package dev.vitals.hot;

import dev.vitals.job.land.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Cutting a plain file of 64 MiB of chat into lines, from memory. */
public class LineReaderHotLoops extends HotLoops {
    private static final int MEBIBYTES = 64;

    private byte[] file;
    private long ends;

    @Setup
    public void prepare() {
        byte[] lines = (String.join("\n", HotInputs.chat()) + "\n").getBytes(StandardCharsets.UTF_8);
        file = new byte[MEBIBYTES << 20];
        ends = 0;
        for (int i = 0; i < file.length; i++) {
            file[i] = lines[i % lines.length];
            ends += file[i] == '\n' ? 1 : 0;
        }
    }

    /** A mebibyte, of some 5,300 lines. */
    @Benchmark
    @OperationsPerInvocation(MEBIBYTES)
    public long read() throws IOException {
        long bytes = 0;
        try (LineReader lines = LineReader.whole(new ByteArrayInputStream(file), "chat.ndjson")) {
            while (lines.next()) {
                bytes += lines.length();
            }
        }
        if (bytes + ends != file.length) {
            throw new IllegalStateException("Of %d bytes in %d lines came %d.".formatted(file.length, ends, bytes));
        }
        return bytes;
    }
}
