package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LockDiffTest {
    private static final String BEFORE = """
            table dim.user@1 - - 30
            column dim.user@1 user_id string required pseudonym
            column dim.user@1 age bigint nullable none
            kpi appeal_rate@1 aaaaaaaaaaaaaaaa share of actions
            """;

    @Test
    void nothingChangedIsNothingToSay() {
        assertThat(diff(BEFORE).changes()).isEmpty();
    }

    @Test
    void additionsAreFine() {
        assertFine(
                BEFORE + "table dim.bot@1 - - 30\ncolumn dim.bot@1 id string required none\n", "dim.bot: table added");
        assertFine(
                BEFORE + "column dim.user@1 region string nullable none\n", "dim.user.region: nullable column added");
        assertFine(BEFORE + "kpi overturn_rate@1 bb share\n", "kpi overturn_rate: added");
    }

    @Test
    void aRequiredColumnCannotBeAddedToATableThatHasRows() {
        assertBreak(
                BEFORE + "column dim.user@1 region string required none\n", "dim.user.region: required column added");
    }

    @Test
    void whatIsTakenAwayBreaks() {
        assertBreak(changed("column dim.user@1 age bigint nullable none\n", ""), "dim.user.age: column removed");
        assertBreak(changed("kpi appeal_rate@1 aaaaaaaaaaaaaaaa share of actions\n", ""), "kpi appeal_rate: removed");
        assertThat(diff("").breaks(AcceptedBreaks.none()))
                .anyMatch(line -> line.startsWith("dim.user: table removed. Leave dim.user as it is"));
    }

    @Test
    void anyOtherTypeBreaksBeItNarrowerOrWider() {
        assertBreak(changed("age bigint", "age int"), "dim.user.age: type bigint became int");
        assertBreak(changed("age bigint", "age double"), "dim.user.age: type bigint became double");
    }

    @Test
    void whenAColumnIsEmptiedIsTold() {
        assertFine(
                changed("age bigint nullable none", "age bigint nullable none 30"),
                "dim.user.age: emptied after never became 30 days");
        assertThat(Lock.parse("lock", changed("age bigint nullable none", "age bigint nullable none 30"))
                        .text())
                .contains("column dim.user@1 age bigint nullable none 30\n");
    }

    @Test
    void nullabilityBreaksInBothDirections() {
        assertBreak(changed("bigint nullable", "bigint required"), "dim.user.age: nullable became required");
        assertBreak(changed("string required", "string nullable"), "dim.user.user_id: required became nullable");
    }

    @Test
    void careForPersonalDataMayRiseButNotFall() {
        assertFine(
                changed("age bigint nullable none", "age bigint nullable content"),
                "dim.user.age: personal none became content");
        assertBreak(changed("required pseudonym", "required none"), "dim.user.user_id: personal pseudonym became none");
    }

    @Test
    void foldersBreakOrderWithinFilesAndRetentionDoNot() {
        assertBreak(changed("@1 - - 30", "@1 age - 30"), "dim.user: partition_by [] became [age]");
        assertFine(changed("@1 - - 30", "@1 - age 30"), "dim.user: cluster_by [] became [age]");
        assertFine(changed("@1 - - 30", "@1 - - 60"), "dim.user: retention_days 30 became 60");
    }

    @Test
    void aChangedFormulaMustRaiseItsVersion() {
        String same = changed("@1 aaaaaaaaaaaaaaaa", "@1 bbbbbbbbbbbbbbbb");
        String raised = changed("@1 aaaaaaaaaaaaaaaa", "@2 bbbbbbbbbbbbbbbb");
        String lowered = BEFORE.replace("appeal_rate@1", "appeal_rate@0");

        assertBreak(same, "kpi appeal_rate: formula aaaaaaaaaaaaaaaa became bbbbbbbbbbbbbbbb under the same version");
        assertThat(diff(same).breaks(AcceptedBreaks.none()).get(0))
                .contains("Raise version to 2 in schemas/kpis/appeal_rate.yaml");
        assertFine(raised, "kpi appeal_rate: version 1 became 2");
        assertBreak(lowered, "kpi appeal_rate: version 1 became 0");
    }

    @Test
    void aTableVersionMayRiseButExcusesNothing() {
        String raised = BEFORE.replace("dim.user@1", "dim.user@2");

        assertFine(raised, "dim.user: version 1 became 2");
        assertThat(diff(raised.replace("bigint", "int")).breaks(AcceptedBreaks.none()))
                .hasSize(1);
        assertBreak(BEFORE.replace("dim.user@1", "dim.user@0"), "dim.user: version 1 became 0");
    }

    @Test
    void aBreakSaysWhatToWriteToAcceptItAndThenPasses() {
        LockDiff diff = diff(changed("age bigint", "age int"));
        String told = diff.breaks(AcceptedBreaks.none()).get(0);

        assertThat(told)
                .contains("publish the new shape as dim.user_v2 beside it")
                .contains("accept the break in schemas/accepted-breaks.yaml:\n");

        String entry = told.substring(told.indexOf("  - change:"));
        AcceptedBreaks accepted = accepted("accepted:\n" + entry);
        assertThat(diff.breaks(accepted)).isEmpty();
        assertThat(diff(changed("age bigint", "age double")).breaks(accepted)).hasSize(1);
    }

    @Test
    void anAcceptedBreakNeedsItsReason() {
        assertThatThrownBy(() -> accepted("accepted:\n  - change: \"x: removed\"\n"))
                .hasMessage("schemas/accepted-breaks.yaml:2: key reason is missing in accepted; add it.");
        assertThatThrownBy(() -> accepted("accepted:\n  - {change: x, reason: y}\n  - {change: x, reason: z}\n"))
                .hasMessage("schemas/accepted-breaks.yaml:3: change is accepted twice; keep one entry.");
    }

    @Test
    void theLedgerOfTheRepositoryLoads() {
        assertThat(AcceptedBreaks.load(Repository.schemas())).isNotNull();
    }

    private static void assertFine(String after, String change) {
        LockDiff diff = diff(after);
        assertThat(diff.changes()).containsExactly(change);
        assertThat(diff.breaks(AcceptedBreaks.none())).isEmpty();
    }

    private static void assertBreak(String after, String change) {
        LockDiff diff = diff(after);
        assertThat(diff.changes()).containsExactly(change);
        assertThat(diff.breaks(AcceptedBreaks.none()))
                .singleElement()
                .asString()
                .startsWith(change + ". ");
    }

    private static LockDiff diff(String after) {
        return LockDiff.between(Lock.parse("before", BEFORE), Lock.parse("after", after));
    }

    private static AcceptedBreaks accepted(String text) {
        return AcceptedBreaks.read(new YamlFile(AcceptedBreaks.FILE, text));
    }

    private static String changed(String from, String to) {
        assertThat(BEFORE).contains(from);
        return BEFORE.replace(from, to);
    }

    @Test
    void severalChangesAreAllTold() {
        assertThat(diff("table dim.user@1 - - 30\n").changes())
                .isEqualTo(List.of(
                        "dim.user.user_id: column removed",
                        "dim.user.age: column removed",
                        "kpi appeal_rate: removed"));
    }
}
