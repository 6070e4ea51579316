package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.testing.S3Store;
import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights on S3, through {@code s3a:} and with the settings of {@code docs/running/s3.md}, leave what they leave on a local disk. */
class S3WarehouseTest {
    private static final LocalDate FIRST = SmallWorld.FIRST;
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final Pattern SETTING = Pattern.compile("(?m)^spark\\.hadoop\\.(fs\\.s3a\\.\\S+) *= *(.+)$");

    private static S3Store store;
    private static Configuration hadoop;

    @BeforeAll
    static void start() throws Exception {
        store = S3Store.start("vitals");
        hadoop = SparkSessions.shared().sparkContext().hadoopConfiguration();
        S3Store.addDefaults(hadoop);
        documented().forEach(hadoop::set);
        store.address().forEach(hadoop::set);
    }

    @AfterAll
    static void stop() throws Exception {
        FileSystem.closeAll();
        List<String> names = new ArrayList<>();
        hadoop.forEach(setting -> names.add(setting.getKey()));
        names.stream().filter(name -> name.startsWith("fs.s3a.")).forEach(hadoop::unset);
        store.close();
    }

    /** Settings that the page for operators names. */
    private static Map<String, String> documented() throws IOException {
        Matcher lines = SETTING.matcher(Files.readString(Path.of("docs", "running", "s3.md")));
        Map<String, String> settings = new TreeMap<>();
        while (lines.find()) {
            settings.put(lines.group(1), lines.group(2).strip());
        }
        assertThat(settings).containsKeys("fs.s3a.path.style.access", "fs.s3a.endpoint.region");
        return settings;
    }

    /** A plain {@code create} that must not overwrite asks first and writes later; the lock of a run needs more than that. */
    @Test
    void ofTwoWhoMakeAFileOnConditionOnlyTheFirstDoes() throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(store.uri() + "/made-once");
        FileSystem files = path.getFileSystem(hadoop);
        FSDataOutputStream second = onCondition(files, path);
        try (FSDataOutputStream first = onCondition(files, path)) {
            first.writeBytes("first");
        }
        second.writeBytes("second");

        assertThatThrownBy(second::close).hasMessageContaining("PreconditionFailed");
        try (FSDataInputStream in = files.open(path)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("first");
        }
    }

    @SuppressWarnings("unchecked")
    private static FSDataOutputStream onCondition(FileSystem files, org.apache.hadoop.fs.Path path) throws IOException {
        FSDataOutputStreamBuilder<FSDataOutputStream, ?> builder =
                (FSDataOutputStreamBuilder<FSDataOutputStream, ?>) files.createFile(path);
        builder.must("fs.option.create.conditional.overwrite", true);
        return builder.build();
    }

    @Test
    void nightsLeaveWhatTheyLeaveOnALocalDisk(@TempDir Path folder) throws Exception {
        Path waiting = SmallWorld.generate(folder.resolve("generated"), 2);
        SmallWorld local = SmallWorld.of(folder.resolve("world"), "silver.report_case")
                .withKpis("reports_received", "time_to_resolution");
        SmallWorld remote = local.through(store.uri());
        for (LocalDate night : List.of(FIRST, SECOND)) {
            local.deliver(waiting, night).run(night);
            store.upload(local.landing(), hadoop);
            remote.run(night);
        }

        assertSame(remote.landed(), local.landed());
        assertSame(remote.facts(), local.facts());
        assertThat(remote.warehouse().publications().current().orElseThrow().night())
                .isEqualTo(SECOND);
    }

    private static void assertSame(Map<String, List<String>> actual, Map<String, List<String>> expected) {
        expected.forEach(
                (table, lines) -> assertThat(actual.get(table)).as(table).isEqualTo(lines));
    }

    @Test
    void aSecondRunIsRefused() {
        StateFolder state = StateFolder.of(hadoop, store.uri() + "/locked");
        try (RunLock first = RunLock.take(state, "run 2026-01-05")) {
            assertThatThrownBy(() -> RunLock.take(state, "run 2026-01-06"))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("run 2026-01-05");
        }
        RunLock.take(state, "run 2026-01-06").close();
    }
}
