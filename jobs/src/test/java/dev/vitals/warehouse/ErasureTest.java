package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.Erasure.Subjects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.delta.DeltaLog;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One of ten users is erased: she wrote, was mentioned, reported, was reported and sanctioned, and was told of by four sources
 * in plain and compressed files. Parquet is written without compression here, so that what a file holds can be seen in its bytes.
 */
class ErasureTest {
    private static final LocalDate DAY = SmallWorld.FIRST;
    private static final String CODEC = "spark.sql.parquet.compression.codec";
    private static final String ID = "70770077";
    private static final String LOGIN = "zanzibar_quail";
    private static final String DISPLAY = "ザンジバル";
    private static final String WORDS = "marzipan umbrella";
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(SmallWorld.KEY.getBytes(StandardCharsets.UTF_8));
    private static final String PSEUDONYM = PSEUDONYMS.of(ID);

    @TempDir
    private static Path folder;

    private static String codec;
    private static SmallWorld filled;
    private static List<String> numbersBefore;

    /** Everything was erased in it; tests that change it have a copy. */
    private static SmallWorld erased;

    private static ErasureReceipt receipt;

    private SmallWorld world;

    @BeforeAll
    static void fill() throws IOException {
        codec = SparkSessions.shared().conf().get(CODEC);
        SparkSessions.shared().conf().set(CODEC, "uncompressed");
        filled = SmallWorld.of(folder.resolve("filled"), "silver.chatter_day", "silver.report_case")
                .withKpis("messages_per_chatter", "reports_received");
        for (int night = 0; night < 2; night++) {
            filled.deliver("vitals", night + "/chat.ndjson.gz", compressed(GZIPOutputStream::new, chat(night)))
                    .deliver(
                            "vitals",
                            night + "/moderation.ndjson.zst",
                            compressed(ZstdOutputStream::new, moderation(night)))
                    .deliver("twitch-irc", night + "/" + LOGIN + ".log", irc(night))
                    .deliver("vitals", night + "/broken.ndjson", broken(night));
            filled.run(DAY.plusDays(night));
        }
        checkpoints();
        numbersBefore = numbers(filled);
        erased = copyOf(filled);
        receipt = erase(erased);
    }

    /** Each table has one, with whatever statistics it has. */
    private static void checkpoints() throws IOException {
        try (Stream<Path> logs = Files.walk(folder.resolve("filled"))) {
            for (Path log : logs.filter(path -> path.endsWith("_delta_log")).toList()) {
                DeltaLog.forTable(SparkSessions.shared(), log.getParent().toString())
                        .checkpoint();
            }
        }
    }

    @AfterAll
    static void packAgain() {
        SparkSessions.shared().conf().set(CODEC, codec);
    }

    @BeforeEach
    void copy() throws IOException {
        world = copyOf(filled);
    }

    private static SmallWorld copyOf(SmallWorld of) throws IOException {
        Path own = Files.createTempDirectory(folder, "world");
        Files.delete(own);
        return of.copy(own);
    }

    private static String[] chat(int night) {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 10; user++) {
            lines.add(message(night + "-" + user, "user" + user, "good game " + user, night));
        }
        lines.add(message(night + "-z", ID, WORDS + " " + night, night));
        lines.add(message(night + "-m", "user1", "I think zanzibar_quail is great", night));
        return lines.toArray(String[]::new);
    }

    private static String message(String id, String user, String text, int night) {
        return "{\"type\":\"chat.message\",\"message_id\":\"m%s\",\"channel_id\":\"9\",\"user_id\":\"%s\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"%s\"}"
                .formatted(id, user, DAY.plusDays(night), text);
    }

    private static String[] moderation(int night) {
        String day = DAY.plusDays(night).toString();
        return new String[] {
            "{\"type\":\"report.created\",\"report_id\":\"r%d\",\"reporter_id\":\"%s\",\"subject_type\":\"user\",\"subject_id\":\"user3\",\"subject_user_id\":\"user3\",\"channel_id\":\"9\",\"category\":\"spam\",\"created_at\":\"%sT11:00:00Z\",\"legal_ground\":\"insult of %s\"}"
                    .formatted(night, ID, day, LOGIN),
            "{\"type\":\"stream.context\",\"channel_id\":\"9\",\"kind\":\"online\",\"at\":\"%sT09:00:00Z\",\"attributes\":{\"game\":\"with %s\"}}"
                    .formatted(day, LOGIN),
            "{\"type\":\"report.created\",\"report_id\":\"q%d\",\"reporter_id\":\"user4\",\"subject_type\":\"user\",\"subject_id\":\"%s\",\"subject_user_id\":\"%s\",\"channel_id\":\"9\",\"category\":\"spam\",\"created_at\":\"%sT11:00:00Z\"}"
                    .formatted(night, ID, ID, day),
            "{\"type\":\"enforcement.action\",\"action_id\":\"a%d\",\"action\":\"timeout\",\"subject_user_id\":\"%s\",\"channel_id\":\"9\",\"actor_id\":\"user5\",\"actor_type\":\"human\",\"duration_seconds\":600,\"at\":\"%sT12:00:00Z\"}"
                    .formatted(night, ID, day),
            "{\"type\":\"appeal.event\",\"appeal_id\":\"p%d\",\"action_id\":\"a%d\",\"kind\":\"decided\",\"subject_user_id\":\"%s\",\"reviewer_id\":\"user5\",\"outcome\":\"upheld\",\"at\":\"%sT12:30:00Z\"}"
                    .formatted(night, night, ID, day),
            // She is a user with a language, a unit of a test, a streamer and a rater as well.
            "{\"type\":\"dimension.user\",\"id\":\"%s\",\"valid_from\":\"%sT00:00:00Z\",\"attributes\":{\"region\":\"eu\",\"friend_ids\":[\"%s\",\"user1\"]}}"
                    .formatted(ID, day, ID),
            "{\"type\":\"experiment.exposure\",\"experiment\":\"e\",\"variant\":\"control\",\"unit_id\":\"%s\",\"first_exposed_at\":\"%sT08:00:00Z\"}"
                    .formatted(ID, day),
            "{\"type\":\"viewership.interval\",\"channel_id\":\"%s\",\"from\":\"%sT08:00:00Z\",\"to\":\"%sT09:00:00Z\",\"live_seconds\":3600,\"viewer_seconds\":7200}"
                    .formatted(ID, day, day),
            "{\"type\":\"stream.context\",\"kind\":\"raid\",\"channel_id\":\"%s\",\"at\":\"%sT08:00:00Z\",\"attributes\":{\"viewers\":\"5\"}}"
                    .formatted(ID, day),
            "{\"type\":\"audit.label\",\"audit_id\":\"d%d\",\"frame\":\"actioned\",\"item_id\":\"a%d\",\"inclusion_probability\":0.5,\"rater_id\":\"%s\",\"label\":\"correct\",\"at\":\"%sT13:00:00Z\"}"
                    .formatted(night, night, ID, day),
            "{\"type\":\"audit.label\",\"audit_id\":\"e%d\",\"frame\":\"no_action\",\"item_id\":\"%s\",\"decision_id\":\"q%d\",\"inclusion_probability\":0.5,\"rater_id\":\"user7\",\"label\":\"correct\",\"at\":\"%sT13:00:00Z\"}"
                    .formatted(night, ID, night, day)
        };
    }

    /** Her login and her name stand beside her id here alone. */
    private static String[] irc(int night) {
        long at = DAY.plusDays(night).toEpochDay() * 86_400_000L + 36_000_000L;
        return new String[] {
            "@id=i%d;room-id=9;display-name=%s;tmi-sent-ts=%d;user-id=%s :%s!%s@%s PRIVMSG #channel :%s"
                    .formatted(night, DISPLAY, at, ID, LOGIN, LOGIN, LOGIN, WORDS),
            "@id=j%d;room-id=9;display-name=Other;tmi-sent-ts=%d;user-id=user2 :other!other@other PRIVMSG #channel :@%s hi"
                    .formatted(night, at, LOGIN)
        };
    }

    private static String[] broken(int night) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add(message("b" + night + "-" + i, "user6", "fine", night));
        }
        lines.add("{\"type\":\"chat.message\",\"user_id\":\"" + ID + "\",\"text\":\"" + WORDS + "\"");
        return lines.toArray(String[]::new);
    }

    private interface Packer {
        OutputStream open(OutputStream out) throws IOException;
    }

    private static byte[] compressed(Packer packer, String... lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.open(bytes)) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private Erasure erasure(Progress progress) {
        return erasure(world, progress);
    }

    private static Erasure erasure(SmallWorld world, Progress progress) {
        return new Erasure(world.warehouse(), PSEUDONYMS, Clock.systemUTC(), progress);
    }

    private static ErasureReceipt erase(SmallWorld world) {
        return erasure(world, Progress.SILENT)
                .erase(
                        new Subjects(Set.of(ID), Set.of()),
                        Optional.of(world.landing().toString()));
    }

    /** What is found of her in any file, in lower case, by its path. */
    private static Map<String, String> traces(SmallWorld world) throws IOException {
        Map<String, String> traces = new TreeMap<>();
        List<String> needles =
                List.of(ID, LOGIN, DISPLAY.toLowerCase(Locale.ROOT), WORDS, PSEUDONYM, PSEUDONYMS.of("@" + LOGIN));
        try (Stream<Path> files = Files.walk(world.landing().getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(content(file), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
                for (String needle : needles) {
                    if (text.contains(needle)) {
                        traces.put(world.landing().getParent().relativize(file).toString(), needle);
                    }
                }
            }
        }
        return traces;
    }

    private static byte[] content(Path file) throws IOException {
        String name = file.getFileName().toString();
        try (InputStream in = name.endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(file))
                : name.endsWith(".zst")
                        ? new com.github.luben.zstd.ZstdInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file)) {
            return in.readAllBytes();
        }
    }

    private static List<String> numbers(SmallWorld world) {
        return world.values(
                "gold.kpi_daily", "kpi", "date", "slice_key", "value", "numerator", "n", "ci_low", "ci_high");
    }

    @Test
    void nothingOfHerIsLeftInAnyFileAndNoNumberChanges() throws IOException {
        assertThat(traces(filled).keySet())
                .anyMatch(path -> path.contains("bronze/chat_message"))
                .anyMatch(path -> path.contains("silver/report_case"))
                .anyMatch(path -> path.contains("ops/quarantine"))
                .anyMatch(path -> path.contains("ops/ingest_file"))
                .anyMatch(path -> path.startsWith("landing/twitch-irc"));

        assertThat(traces(erased)).isEmpty();
        assertThat(numbers(erased)).isEqualTo(numbersBefore).isNotEmpty();
        assertThat(receipt.tables())
                .filteredOn(table -> table.table().equals("silver.report_case"))
                .singleElement()
                .satisfies(table -> assertThat(table.rows()).isEqualTo(4));
        assertThat(receipt.tables())
                .filteredOn(table -> table.table().equals("bronze.chat_message"))
                .singleElement()
                // What she wrote in two logs on two days, and what was said of her by name.
                .satisfies(table -> assertThat(table.rows()).isEqualTo(6));
        assertThat(receipt.landing().files()).isEqualTo(8);
    }

    /** A path is masked in the tables; the file keeps its name, by which it is known to have landed. */
    @Test
    void herNameInTheNameOfAFileIsMasked() {
        assertThat(filled.values("ops.ingest_file", "path")).contains("twitch-irc/0/" + LOGIN + ".log");
        assertThat(erased.values("ops.ingest_file", "path"))
                .contains("twitch-irc/0/" + "*".repeat(LOGIN.length()) + ".log");
    }

    /** Who holds the key could make the key of an event again from whom he suspects and what stands beside it. */
    @Test
    void keysThatWereMadeOfHerAreForgotten() {
        List<String> before = filled.values("bronze.exposure", "event_id");
        List<String> after = erased.values("bronze.exposure", "event_id");

        assertThat(after).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
        assertThat(after)
                .allMatch(key -> key.matches("e/control/~[0-9a-f]{32}"))
                .doesNotHaveDuplicates();
        assertThat(erased.values("bronze.chat_message", "event_id"))
                .isEqualTo(filled.values("bronze.chat_message", "event_id"));
        // It is made of the reviewer: the decision, delivered once more, is known by it.
        assertThat(erased.values("bronze.appeal_event", "event_id"))
                .isEqualTo(filled.values("bronze.appeal_event", "event_id"))
                .allMatch(key -> key.matches("p\\d/decided/\\d+/~[0-9a-f]{32}"));
    }

    /** Numbers that are made again from what is left are the same, and the delivered files are still those that landed. */
    @Test
    void whatIsLeftIsAsGoodAsBefore() throws IOException {
        world = copyOf(erased);

        assertThat(world.land(DAY.plusDays(1)).sources()).isEmpty();
        world.backfill(DAY, DAY.plusDays(1));
        assertThat(numbers(world)).isEqualTo(numbersBefore);
        assertThat(world.table("bronze.chat_message")
                        .filter("text IS NULL AND user_id NOT LIKE 'user%'")
                        .select("user_id")
                        .distinct()
                        .count())
                .isEqualTo(1);
        assertThat(world.values("bronze.chat_message", "text")).contains("I think ************** is great");
    }

    @Test
    void aSecondErasureFindsNothing() throws IOException {
        ErasureReceipt again = erase(copyOf(erased));

        assertThat(again.rows()).isZero();
        assertThat(again.landing()).isEqualTo(new ErasureReceipt.Landing(0, 0, 0));
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Stopped on its way, once the names are known; no night runs until it has gone on, and its receipt tells of all. */
    @ParameterizedTest
    @ValueSource(strings = {"erase from silver.report_case", "erase from vitals/1/moderation.ndjson.zst"})
    void anInterruptedErasureGoesOn(String last) throws IOException {
        Progress killing = (stage, done, total) -> {
            if (stage.endsWith(last)) {
                throw new Killed();
            }
        };
        Subjects her = new Subjects(Set.of(ID), Set.of());
        Optional<String> landing = Optional.of(world.landing().toString());
        assertThatThrownBy(() -> erasure(killing).erase(her, landing)).isInstanceOf(Killed.class);
        assertThatThrownBy(() -> world.run(DAY.plusDays(2)))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("./vitals erase --resume");
        for (Subjects other : List.of(
                new Subjects(Set.of("user1"), Set.of()), new Subjects(Set.of(ID), Set.of("a_name_nobody_told")))) {
            assertThatThrownBy(() -> erasure(Progress.SILENT).erase(other, landing))
                    .hasMessageContaining("was interrupted");
        }

        // To ask for the same again is to go on.
        ErasureReceipt ended =
                last.contains("silver") ? erasure(Progress.SILENT).resume().orElseThrow() : erase(world);

        assertThat(traces(world)).isEmpty();
        assertThat(ended.rows()).isEqualTo(receipt.rows());
        assertThat(numbers(world)).isEqualTo(numbersBefore);
        assertThat(erasure(Progress.SILENT).resume()).isEmpty();
    }

    /** User4, who reported her, is under a hold: his report stays in the archive, without saying whom it was about. */
    @Test
    void aRecordOfSomebodyUnderAHoldLosesHerIdAlone() throws IOException {
        new LegalHolds(world.warehouse(), Clock.systemUTC())
                .place(new Subjects(Set.of("user4"), Set.of()).pseudonyms(PSEUDONYMS), "2 O 17/26", Optional.empty());

        assertThat(erase(world).landing().masked()).isEqualTo(2);

        // Whose a line is that was not read can't be told, so her words stay there until it is too old.
        assertThat(traces(world)).allSatisfy((path, trace) -> {
            assertThat(path).startsWith("warehouse/ops/quarantine");
            assertThat(trace).isEqualTo(WORDS);
        });
        Path moderation = world.landing().resolve("vitals/0/moderation.ndjson.zst");
        assertThat(new String(content(moderation), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank()))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("\"report_id\":\"q0\"", "\"reporter_id\":\"user4\"", "\"subject_id\":\"********\"");
    }

    @Test
    void byAnotherKeyNobodyIsErased() {
        Erasure other = new Erasure(
                world.warehouse(),
                new Pseudonyms("another key for tests".getBytes(StandardCharsets.UTF_8)),
                Clock.systemUTC(),
                Progress.SILENT);

        assertThatThrownBy(() -> other.erase(new Subjects(Set.of(ID), Set.of()), Optional.empty()))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("nobody would be found. Nothing was changed.");
    }

    /** Everybody's subscription has the tier 1000. */
    @Test
    void anIdThatIsAWordOfTheLogsIsRefused() {
        assertThatThrownBy(
                        () -> erasure(Progress.SILENT).erase(new Subjects(Set.of("1000"), Set.of()), Optional.empty()))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("1 of the ids are words of the logs themselves (1000)");
    }

    /** The receipt tells who holds the key that she was among them, and nobody else. */
    @Test
    void theReceiptNamesNobody() {
        assertThat(receipt.digests()).containsExactly(PSEUDONYMS.of("\nerased " + ID));
        assertThat(receipt.toString()).doesNotContain(ID, LOGIN, PSEUDONYM);
    }
}
