package dev.vitals.cli.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.cli.meter.MeteredPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contestant is led through its night step by step, and each step is metered. */
class NightProcessTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 1, 21);

    @TempDir
    private Path folder;

    /** Counts lines. */
    private record Counter(List<String> calls, long[] lines) implements Contestant {
        @Override
        public long land(Path landing, LocalDate night) {
            calls.add("land " + night);
            try (Stream<Path> files = Files.walk(landing)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    lines[0] += Files.readAllLines(file).size();
                }
                return lines[0];
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long refine(LocalDate night) {
            calls.add("refine " + night);
            return 1;
        }

        @Override
        public List<NightCell> measure(LocalDate night) {
            calls.add("measure " + night);
            return List.of(new NightCell("lines", night, "all", "value", null, null, (double) lines[0]));
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    @Test
    void theStepsComeInTheirOrderAndTellWhatTheyCost() throws IOException {
        List<String> calls = new ArrayList<>();
        Contestants contestants = new Contestants(Map.of("counter", (store, cores, memory) -> {
            calls.add("%s %d %d".formatted(store.getFileName(), cores, memory));
            return new Counter(calls, new long[1]);
        }));
        Path landing = Files.createDirectories(folder.resolve("landing/vitals/2026-01-21"));
        Files.writeString(landing.resolve("chat.message-00.ndjson"), "{}\n{}\n{}\n");

        NightProcess.Result result = run(order("counter"), contestants);

        assertThat(calls)
                .containsExactly("store 2 512", "land 2026-01-21", "refine 2026-01-21", "measure 2026-01-21", "close");
        assertThat(result.parts())
                .extracting(MeteredPart::name)
                .containsExactly("start", "land", "refine", "measure", "stop");
        assertThat(result.parts()).extracting(MeteredPart::rows).containsExactly(null, 3L, 1L, 1L, null);
        assertThat(NightJson.readCells(folder.resolve("cells")))
                .containsExactly(new NightCell("lines", NIGHT, "all", "value", null, null, 3.0));
    }

    @Test
    void whoIsUnknownIsNamedWithThoseWhoAreKnown() {
        Contestants none = new Contestants(Map.of());

        assertThatThrownBy(() -> run(order("nobody"), none)).hasMessageContaining("There is no contestant nobody");
    }

    private Order order(String who) {
        return new Order(
                Order.Task.NIGHT,
                who,
                folder.resolve("store").toString(),
                folder.resolve("landing").toString(),
                NIGHT,
                NIGHT,
                2,
                512,
                folder.resolve("cells").toString(),
                null,
                Map.of());
    }

    private NightProcess.Result run(Order order, Contestants contestants) throws IOException {
        Path file = folder.resolve("order.json");
        Files.writeString(file, NightJson.write(order));
        PrintStream usual = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            NightProcess.run(new String[] {file.toString()}, contestants);
        } finally {
            System.setOut(usual);
        }
        return NightJson.read(out.toString(StandardCharsets.UTF_8), NightProcess.Result.class);
    }
}
