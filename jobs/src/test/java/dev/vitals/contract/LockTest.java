package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LockTest {
    private static final Lock.Definition SHARE =
            new Lock.Definition("appeal_rate", 2, "00ff00ff00ff00ff", "share of  silver.enforcement_action\n by day");

    @Test
    void theCommittedLockHasTheTablesOfTheContracts() {
        Lock committed =
                Lock.parse(Lock.FILE, Repository.read(Repository.schemas().resolve("lock.txt")));
        Lock fresh = Lock.of(Contracts.load(Repository.schemas()), List.of());

        assertThat(committed.withoutDefinitions().text())
                .as("schemas/lock.txt is stale; run ./vitals lock and commit it")
                .isEqualTo(fresh.text());
    }

    @Test
    void aLockHasOneLinePerColumnAndPerDefinition() {
        Lock lock = Lock.of(Contracts.of(TableFiles.read(TableFiles.USER)), List.of(SHARE));

        assertThat(lock.text().lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "table dim.user@1 - - 30",
                        "column dim.user@1 user_id string required pseudonym",
                        "column dim.user@1 valid_from timestamp nullable none",
                        "kpi appeal_rate@2 00ff00ff00ff00ff share of silver.enforcement_action by day");
        assertThat(lock.text())
                .startsWith("# generated, do not edit; run ./vitals lock\n")
                .endsWith("\n");
    }

    @Test
    void aLockIsReadAsItWasWritten() {
        Lock lock = Lock.of(Contracts.load(Repository.schemas()), List.of(SHARE));

        assertThat(Lock.parse("lock.txt", lock.text()).text()).isEqualTo(lock.text());
    }

    @Test
    void theHashOfADefinitionIsTheBeginningOfItsSha256() {
        // SHA-256 of "abc": ba7816bf 8f01cfea 414140de 5dae2223 ... (FIPS 180-4, example B.1)
        assertThat(Lock.hash("abc")).isEqualTo("ba7816bf8f01cfea");
    }

    @Test
    void aLineThatIsNoneIsToldWithItsNumber() {
        assertBroken("# fine\ncolour x@1\n", "lock.txt:2: 'colour x@1' is no line of a lock", "run ./vitals lock");
        assertBroken("table dim.user@one - - 30\n", "lock.txt:1:");
        assertBroken("table dim.user\n", "name@version is missing");
        assertBroken("table dim.user@1 -\n", "it ends too early");
        assertBroken("column dim.user@1 a string required none\n", "its table line is missing");
    }

    private static void assertBroken(String text, String... parts) {
        assertThatThrownBy(() -> Lock.parse("lock.txt", text))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(parts);
    }
}
