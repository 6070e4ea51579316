package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.vitals.testing.SmallWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real deliveries do to a landing folder, from the file to the tables. */
class LandingTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 1, 5);

    @TempDir
    private Path folder;

    private SmallWorld world;

    @BeforeEach
    void makeWorld() {
        world = new SmallWorld(folder);
    }

    private static String chat(int id) {
        return chat(id, "2026-01-05T12:00:%02dZ".formatted(id % 60));
    }

    private static String chat(int id, String at) {
        return "{\"type\":\"chat.message\",\"message_id\":\"m%d\",\"channel_id\":\"77\",\"user_id\":\"%d\",\"sent_at\":\"%s\",\"text\":\"hello %d\"}"
                .formatted(id, 1000 + id, at, id);
    }

    private static String[] chats(int from, int to) {
        return java.util.stream.IntStream.range(from, to)
                .mapToObj(LandingTest::chat)
                .toArray(String[]::new);
    }

    private static byte[] bytes(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
            gz.write(plain);
        }
        return out.toByteArray();
    }

    private LandingReport.Source landVitals() {
        return world.land(NIGHT).sources().stream()
                .filter(s -> s.source().equals("vitals"))
                .findFirst()
                .orElseThrow();
    }

    private void assertBalanced() {
        assertThat(world.table("ops.ingest_file")
                        .filter("status = 'landed' AND lines != landed + quarantined + duplicates + ignored")
                        .count())
                .isZero();
        long landed = world.table("bronze.chat_message").count();
        assertThat(world.table("ops.ingest_file")
                        .selectExpr("coalesce(sum(landed), 0)")
                        .first()
                        .getLong(0))
                .isEqualTo(landed);
    }

    @Test
    void plainGzipAndZstdFilesLandAlike() throws IOException {
        world.deliver("vitals", "2026-01-05/a.ndjson", chats(0, 10))
                .deliver("vitals", "2026-01-05/b.jsonl.gz", gzip(bytes(chats(10, 20))))
                .deliver("vitals", "deep/er/c.log.zst", Zstd.compress(bytes(chats(20, 30))));

        LandingReport.Source report = landVitals();

        assertThat(report.files()).isEqualTo(3);
        assertThat(report.landed()).isEqualTo(30);
        assertBalanced();
    }

    @Test
    void aFileLandsOnce() {
        world.deliver("vitals", "a.ndjson", chats(0, 10)).land(NIGHT);

        assertThat(world.land(NIGHT.plusDays(1)).sources()).isEmpty();
        assertThat(world.table("bronze.chat_message").count()).isEqualTo(10);
    }

    @Test
    void theSameFileUnderAnotherNameAddsNothing() {
        world.deliver("vitals", "a.ndjson", chats(0, 10)).land(NIGHT);
        world.deliver("vitals", "copy of a.ndjson", chats(0, 10));

        LandingReport.Source report = landVitals();

        assertThat(report.landed()).isZero();
        assertThat(report.duplicates()).isEqualTo(10);
        assertBalanced();
    }

    @Test
    void aThousandDuplicatesWithinOneBatchAreCountedAndDropped() {
        String[] first = chats(0, 1000);
        world.deliver("vitals", "a.ndjson", first).deliver("vitals", "b.ndjson", first);

        LandingReport.Source report = landVitals();

        assertThat(report.landed()).isEqualTo(1000);
        assertThat(report.duplicates()).isEqualTo(1000);
        assertBalanced();
    }

    @Test
    void aResendAroundMidnightIsRecognised() {
        world.deliver("vitals", "a.ndjson", chat(1, "2026-01-05T23:59:59Z")).land(NIGHT);
        world.deliver("vitals", "b.ndjson", chat(1, "2026-01-06T00:00:01Z"));

        assertThat(landVitals().duplicates()).isEqualTo(1);
    }

    @Test
    void eventsOfOneFileThatLieYearsApartAreWarnedOf() {
        world.deliver("vitals", "a.ndjson", chat(1, "2016-12-31T23:59:59Z"), chat(2, "2026-01-05T00:00:01Z"));
        world.deliver("vitals", "b.ndjson", chat(3, "2025-12-31T23:59:59Z"), chat(4, "2026-01-05T00:00:01Z"));

        assertThat(landVitals().warnings())
                .singleElement()
                .asString()
                .contains("a.ndjson holds events of 2016-12-31 and of 2026-01-05");
    }

    @Test
    void codesThatNoListHasAreWarnedOfWithoutBeingSaid() {
        String report = "{\"type\":\"report.created\",\"report_id\":\"r%d\",\"subject_type\":\"user\","
                + "\"created_at\":\"2026-01-05T12:00:00Z\",\"category\":\"%s\"}";
        world.deliver("vitals", "a.ndjson", report.formatted(1, "zoe"), report.formatted(2, "hate"));
        world.deliver("vitals", "b.ndjson", report.formatted(3, "zoe"));

        LandingReport.Source landed = landVitals();

        assertThat(landed.landed()).isEqualTo(3);
        assertThat(landed.warnings())
                .singleElement()
                .asString()
                .contains("{report.created/category=other=2}")
                .doesNotContain("zoe");
    }

    @Test
    void theRestOfACutFileIsAddedWhenItComes() throws IOException {
        byte[] whole = gzip(bytes(chats(0, 2000)));
        world.deliver("vitals", "a.ndjson.gz", Arrays.copyOf(whole, whole.length / 2));
        LandingReport.Source cut = landVitals();
        assertThat(cut.landed()).isBetween(1L, 1999L);
        assertThat(cut.quarantined()).isEqualTo(1);
        assertThat(cut.warnings()).singleElement().asString().contains("breaks off", "Deliver it whole");
        assertThat(world.values("ops.quarantine", "reason")).containsExactly("truncated_file");

        world.deliver("vitals", "a.ndjson.gz", whole);
        LandingReport.Source rest = landVitals();

        assertThat(rest.landed() + cut.landed()).isEqualTo(2000);
        assertThat(rest.duplicates()).isEqualTo(cut.landed());
        assertBalanced();
    }

    @Test
    void everyDirtyLineIsInQuarantineWithItsPlaceAndReason() {
        String utf8 = chat(8);
        byte[] broken = bytes(utf8);
        broken[broken.length - 5] = (byte) 0xC3;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        file.writeBytes(bytes(chats(100, 160)));
        file.writeBytes(bytes("not json at all"));
        file.writeBytes(bytes(chat(1, "2026-13-05T12:00:00Z")));
        file.writeBytes(bytes(chat(2, "2105-01-05T12:00:00Z")));
        file.writeBytes(bytes("", chat(3).replace("\"message_id\":\"m3\",", "")));
        file.writeBytes(
                bytes(
                        "{\"type\":\"viewership.interval\",\"channel_id\":\"7\",\"from\":\"2026-01-05T12:00:00Z\",\"to\":\"2026-01-05T13:00:00Z\",\"live_seconds\":\"8,668,843\",\"viewer_seconds\":1,\"is_moderated\":true}"));
        file.writeBytes("{\"type\":\"chat.message\",\"text\":\"a\0b\"}\r\n".getBytes(StandardCharsets.UTF_8));
        file.writeBytes(broken);
        file.writeBytes(bytes("{\"type\":\"weather.forecast\",\"sky\":\"blue\"}"));
        file.writeBytes(chat(9).substring(0, 60).getBytes(StandardCharsets.UTF_8));
        world.deliver("vitals", "dirt.ndjson", file.toByteArray());

        LandingReport.Source report = landVitals();

        assertThat(report.landed()).isEqualTo(60);
        assertThat(report.ignored()).isEqualTo(1);
        // Line 64 is blank.
        assertThat(world.values("ops.quarantine", "line_number", "reason", "path"))
                .containsExactly(
                        "61 bad_json vitals/dirt.ndjson",
                        "62 bad_timestamp vitals/dirt.ndjson",
                        "63 timestamp_out_of_range vitals/dirt.ndjson",
                        "65 missing_field vitals/dirt.ndjson",
                        "66 bad_number vitals/dirt.ndjson",
                        "67 nul_byte vitals/dirt.ndjson",
                        "68 not_utf8 vitals/dirt.ndjson",
                        "70 truncated_line vitals/dirt.ndjson");
        assertBalanced();
    }

    @Test
    void aLineOfTwentyMegabytesIsSetAsideAndTheNextOneLands() {
        String huge = "{\"type\":\"chat.message\",\"text\":\"" + "x".repeat(20 << 20) + "\"}";
        world.deliver("vitals", "a.ndjson", chat(1), huge, chat(2), chat(3), chat(4));

        LandingReport.Source report = landVitals();

        assertThat(report.landed()).isEqualTo(4);
        assertThat(world.values("ops.quarantine", "line_number", "reason")).containsExactly("2 line_too_long");
        assertThat(world.table("ops.quarantine")
                        .selectExpr("length(raw)")
                        .first()
                        .getInt(0))
                .isEqualTo(64 << 10);
    }

    @Test
    void anEmptyFileIsInTheLedgerWithNothing() {
        world.deliver("vitals", "empty.ndjson", new byte[0]);

        assertThat(landVitals().lines()).isZero();
        assertThat(world.values("ops.ingest_file", "path", "status", "lines"))
                .containsExactly("vitals/empty.ndjson landed 0");
    }

    @Test
    void aHopelessFileIsRefusedWholeAndTheOthersGoOn() {
        List<String> hopeless = new java.util.ArrayList<>(List.of(chats(0, 10)));
        for (int i = 0; i < 10; i++) {
            hopeless.add("garbage " + i);
        }
        world.deliver("vitals", "bad.ndjson", hopeless.toArray(String[]::new))
                .deliver("vitals", "good.ndjson", chats(50, 60));

        LandingReport.Source report = landVitals();

        assertThat(report.refused()).singleElement().asString().contains("vitals/bad.ndjson", "10 of 20 lines");
        assertThat(report.refusedLines()).isEqualTo(20);
        assertThat(report.lines())
                .isEqualTo(report.landed()
                        + report.quarantined()
                        + report.duplicates()
                        + report.ignored()
                        + report.refusedLines());
        assertThat(report.landed()).isEqualTo(10);
        assertThat(world.values("ops.ingest_file", "path", "status", "landed"))
                .containsExactly("vitals/bad.ndjson refused 0", "vitals/good.ndjson landed 10");
        assertThat(world.table("ops.quarantine").count()).isEqualTo(10);
    }

    @Test
    void aRefusedFileThatLandsAfterAllLeavesOneRowForEachBadLine() {
        world.deliver("vitals", "bad.ndjson", chat(1), "garbage", chat(2));
        assertThat(landVitals().refused()).hasSize(1);

        LandingReport.Source second = world.land(NIGHT.plusDays(1), new LandingLimits(0.01, 0.5), SmallWorld.KEY)
                .sources()
                .get(0);

        assertThat(second.landed()).isEqualTo(2);
        assertThat(world.values("ops.ingest_file", "path", "status", "landed", "quarantined"))
                .containsExactly("vitals/bad.ndjson landed 2 1");
        assertThat(world.values("ops.quarantine", "line_number", "batch_id")).containsExactly("2 2");
        assertBalanced();
    }

    @Test
    void anotherPseudonymKeyIsRefusedBeforeAnythingLands() {
        world.deliver("vitals", "a.ndjson", chat(1));
        world.land(NIGHT);
        world.deliver("vitals", "b.ndjson", chat(2));

        assertThatThrownBy(() -> world.land(NIGHT, LandingLimits.DEFAULT, "another key for tests"))
                .hasMessageContaining("The pseudonym key is not the one")
                .hasMessageNotContaining("another key for tests");

        assertThat(world.table("bronze.chat_message").count()).isEqualTo(1);
        assertThat(landVitals().landed()).isEqualTo(1);
    }

    @Test
    void hostileTextIsKeptAsItIsAndNobodysNameIs() {
        world.deliver(
                "vitals",
                "a.ndjson",
                chat(1).replace(
                                "hello 1",
                                "=HYPERLINK(1) <script>alert(1)</script> '; DROP TABLE x; -- \\u202Eabc @SomeBody"));
        world.land(NIGHT);

        assertThat(world.values("bronze.chat_message", "text"))
                .containsExactly("=HYPERLINK(1) <script>alert(1)</script> '; DROP TABLE x; -- \u202Eabc @mention");
        assertThat(world.values("bronze.chat_message", "user_id", "channel_id"))
                .allMatch(ids -> ids.matches("[0-9a-f]{32} [0-9a-f]{32}"));
    }

    @Test
    void aHeaderInTheMiddleOfACsvFileChangesTheOrderOfColumns() {
        world.deliver(
                "csv",
                "chat.message/a.csv",
                "message_id,channel_id,user_id,sent_at,text",
                "c1,7,1,2026-01-05T10:00:00Z,\"one, with comma\"",
                "text,sent_at,user_id,channel_id,message_id",
                "two,2026-01-05T10:00:01Z,2,7,c2",
                "text,sent_at,user_id,channel_id,message_id",
                "three,2026-01-05T10:00:02Z,3,7,c3");
        world.land(NIGHT);

        assertThat(world.values("bronze.chat_message", "message_id", "text"))
                .containsExactly("c1 one, with comma", "c2 two", "c3 three");
    }

    @Test
    void aFolderThatNoAdapterReadsIsNamedAndLeftAlone() {
        world.deliver("discord", "a.json", "{}")
                .deliver("", "stray.ndjson", "{}")
                .deliver("vitals", "a.ndjson", chats(0, 1));

        assertThat(world.land(NIGHT).unknownSources()).containsExactlyInAnyOrder("discord", "stray.ndjson");
    }

    @Test
    void aLargeFileIsReadByManyTasksWithTheRightLineNumbers() {
        String[] lines = chats(0, 150_000);
        lines[149_000] = "garbage";
        world.deliver("vitals", "large.ndjson", lines);

        LandingReport.Source report = landVitals();

        assertThat(report.landed()).isEqualTo(149_999);
        assertThat(world.values("ops.quarantine", "line_number")).containsExactly("149001");
        assertThat(world.table("bronze.chat_message")
                        .selectExpr("max(line_number)")
                        .first()
                        .getLong(0))
                .isEqualTo(150_000);
        assertThat(world.table("bronze.chat_message")
                        .select("line_number")
                        .distinct()
                        .count())
                .isEqualTo(149_999);
    }
}
