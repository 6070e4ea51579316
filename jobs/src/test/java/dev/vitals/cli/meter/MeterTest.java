package dev.vitals.cli.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meter sees what a part is known to have done, and does not lay it to the parts before and after. */
class MeterTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void bytesBelongToThePartThatReadOrWroteThem(@TempDir Path folder) throws IOException {
        assumeThat(ProcessFiles.io()).as("what Linux tells").isNotNull();
        Path file = folder.resolve("file");
        Meter meter = Meter.from("idle");
        meter.begin("write");
        Files.write(file, new byte[8 * MEBIBYTE]);
        meter.begin("read");
        Files.readAllBytes(file);
        meter.begin("idle again");
        List<MeteredPart> parts = meter.end();

        assertThat(parts).extracting(MeteredPart::name).containsExactly("idle", "write", "read", "idle again");
        assertThat(parts.get(1).bytesWritten()).isBetween(8L * MEBIBYTE, 9L * MEBIBYTE);
        assertThat(parts.get(1).bytesRead()).isLessThan(MEBIBYTE);
        assertThat(parts.get(2).bytesRead()).isBetween(8L * MEBIBYTE, 9L * MEBIBYTE);
        assertThat(parts.get(2).bytesWritten()).isLessThan(MEBIBYTE);
        assertThat(parts.get(3).bytesRead() + parts.get(3).bytesWritten()).isLessThan(MEBIBYTE);
    }

    @Test
    void processorTimeIsThatOfThePartThatComputed() {
        Meter meter = Meter.from("compute");
        long until = System.nanoTime() + 300_000_000;
        double sum = 0;
        while (System.nanoTime() < until) {
            sum += Math.sqrt(sum + 1);
        }
        meter.begin("nothing");
        List<MeteredPart> parts = meter.end();

        assertThat(sum).isPositive();
        assertThat(parts.get(0).wallSeconds()).isGreaterThanOrEqualTo(0.3);
        assertThat(parts.get(0).cpuSeconds()).isGreaterThan(0.05);
        assertThat(parts.get(1).cpuSeconds()).isLessThan(0.1);
    }

    @Test
    void garbageThatIsCollectedIsCounted() {
        Meter meter = Meter.from("collect");
        System.gc();
        System.gc();
        meter.begin("nothing");
        List<MeteredPart> parts = meter.end();

        assertThat(parts.get(0).gcCount()).isGreaterThanOrEqualTo(2);
        assertThat(parts.get(1).gcCount()).isZero();
    }

    @Test
    void memoryThatAPartTakesIsItsPeak() {
        assumeThat(ProcessFiles.peakMebibytes()).as("what Linux tells").isNotNull();
        Meter meter = Meter.from("before");
        meter.begin("allocate");
        java.nio.ByteBuffer large = java.nio.ByteBuffer.allocateDirect(200 * MEBIBYTE);
        for (int at = 0; at < large.capacity(); at += 4096) {
            large.put(at, (byte) 1);
        }
        List<MeteredPart> parts = meter.end();

        assertThat(parts.get(1).peakMebibytes() - parts.get(0).peakMebibytes()).isBetween(150L, 400L);
        assertThat(large.get(4096)).isEqualTo((byte) 1);
    }

    @Test
    void theFirstPartOfAProcessIsAsOldAsTheProcess() {
        Meter meter = Meter.sinceTheProcessBegan("start");
        meter.begin("next");
        List<MeteredPart> parts = meter.end();

        double age = java.lang.management.ManagementFactory.getRuntimeMXBean().getUptime() * 1e-3;
        assertThat(parts.get(0).wallSeconds()).isBetween(age - 5, age + 0.1);
        assertThat(parts.get(0).cpuSeconds()).isPositive();
    }

    @Test
    void rowsMakeARate() {
        Meter meter = Meter.from("work");
        meter.begin("next");
        meter.rows("work", 1_000);
        List<MeteredPart> parts = meter.end();

        assertThat(parts.get(0).rows()).isEqualTo(1_000);
        assertThat(parts.get(0).rowsPerSecond()).isEqualTo(1_000 / parts.get(0).wallSeconds());
        assertThat(parts.get(1).rowsPerSecond()).isNull();
    }

    @Test
    void aSentenceTellsWhatTheRunCost() {
        MeteredPart start = new MeteredPart("start", 0, 2.04, 3, null, null, null, 300L, 0, 0, 0, null);
        MeteredPart land = new MeteredPart("land", 0, 10, 15.5, null, null, null, 1_500L, 0, 0, 0, 10L);

        assertThat(CostText.of(List.of(start, land)))
                .isEqualTo("Took 12.0 s (start 2.0, land 10.0), 18.5 s of CPU, 1,500 MiB of memory.");
    }
}
