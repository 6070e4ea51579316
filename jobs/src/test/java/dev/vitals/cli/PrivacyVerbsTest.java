package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitals.testing.SmallWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of whoever answers for the privacy of a warehouse, through the launcher. */
class PrivacyVerbsTest {
    private static final String MESSAGE =
            "{\"type\":\"chat.message\",\"message_id\":\"m%s\",\"channel_id\":\"7\",\"user_id\":\"%s\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"hello\"}";
    private static final String TEXTS = "SELECT count(text) AS texts FROM bronze.chat_message";

    @TempDir
    private static Path folder;

    private static Path key;
    private static Path people;

    @BeforeAll
    static void twoPeopleWroteInJanuary() throws IOException {
        SmallWorld world = SmallWorld.of(folder, "silver.channel_day").withKpis("chatters");
        world.deliver(
                "vitals",
                "chat.ndjson",
                MESSAGE.formatted(1, "kim", SmallWorld.FIRST),
                MESSAGE.formatted(2, "lou", SmallWorld.FIRST));
        world.run(SmallWorld.FIRST);
        key = Files.writeString(folder.resolve("key"), SmallWorld.KEY);
        people = Files.writeString(folder.resolve("people.csv"), "user_id\nkim\n");
    }

    private static Launch on(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--warehouse=" + folder.resolve("warehouse"));
        return Launch.of(all.toArray(String[]::new));
    }

    private static Launch withKey(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--pseudonym-key-file=" + key);
        return on(all.toArray(String[]::new));
    }

    private static String texts() {
        return on("query", TEXTS, "--format=csv")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void peopleAreHeldReleasedKeptAndErased() throws IOException {
        assertThat(on("holds", "list").out()).isEqualTo("Nobody is under a legal hold.\n");
        JsonNode hold = withKey("holds", "add", "--subjects=" + people, "--reason=2 O 17/26", "--json")
                .json();
        String id = hold.get("id").asText();
        assertThat(on("holds", "list").out()).startsWith(id + "  in force").contains("1 pseudonyms", "2 O 17/26");

        Launch refused = withKey("erase", "--subjects=" + people, "--keep-landing");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains("Of 1 people some are under a legal hold (" + id)
                .doesNotContain("kim");

        Launch rehearsed = on("retain", "--date=2026-02-06", "--dry-run");
        assertThat(rehearsed.out())
                .contains("bronze.chat_message", "1 texts")
                .endsWith("Nothing was changed: a dry run.\n");
        assertThat(texts()).isEqualTo("2");
        assertThat(on("retain", "--date=2026-02-06").exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(texts()).isEqualTo("1");
        assertThat(on("retain", "--date=2026-02-06").exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO);

        assertThat(on("holds", "release", id).out()).startsWith("Hold " + id + " was released ");
        assertThat(on("holds", "release", id).exitCode()).isEqualTo(ExitCode.FAILED);
        Path receipt = folder.resolve("receipts/one.json");
        Launch erased = withKey("erase", "--subjects=" + people, "--keep-landing", "--receipt=" + receipt);
        assertThat(erased.exitCode()).as(erased.err()).isEqualTo(ExitCode.FINE);
        assertThat(texts()).isEqualTo("0");
        String erasure = on("query", "SELECT erasure_id FROM ops.erasure", "--format=csv")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        Path again = folder.resolve("again.json");
        assertThat(withKey("erase", "--receipt-of=" + erasure, "--receipt=" + again)
                        .exitCode())
                .isEqualTo(ExitCode.FINE);
        assertThat(again).hasSameTextualContentAs(receipt);

        Path two = Files.writeString(folder.resolve("key2"), SmallWorld.KEY + "\na secret of the second year\n");
        Launch rotated = on("rotate-key", "--pseudonym-key-file=" + two);
        assertThat(rotated.exitCode()).as(rotated.err()).isEqualTo(ExitCode.FINE);
        assertThat(rotated.out()).contains("know people by the pseudonyms of the new key");
        assertThat(on("erase", "--verify=" + receipt, "--pseudonym-key-file=" + two)
                        .out())
                .startsWith("The receipt is as it was signed");
        assertThat(on("doctor").out()).contains("no rotation was interrupted").doesNotContain("MEND  silver");
    }
}
