package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitals.contract.ContractGate.Kind;
import dev.vitals.contract.ContractGate.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractGateTest {
    private final ContractGate gate = new ContractGate(TableFiles.read(TableFiles.USER));

    @Test
    void theColumnsOfTheContractPassInAnyOrder() {
        assertThat(gate.problemsOfRows(List.of(column("valid_from", "timestamp"), column("user_id", "string"))))
                .isEmpty();
    }

    @Test
    void aMissingColumnIsTold() {
        assertThat(gate.problemsOfRows(List.of(column("user_id", "string"))))
                .containsExactly(new Problem(
                        Kind.MISSING, "valid_from", "dim.user: column valid_from (timestamp) is missing; add it."));
    }

    @Test
    void aColumnUnderANearbyNameIsOfferedForTheMissingOne() {
        List<Problem> problems =
                gate.problemsOfRows(List.of(column("user_id", "string"), column("valid_form", "timestamp")));

        assertThat(problems).extracting(Problem::kind).containsExactly(Kind.MISSING, Kind.EXTRA);
        assertThat(problems.get(0).message()).endsWith("is missing; is it valid_form, under a wrong name?");
        assertThat(problems.get(1).message())
                .isEqualTo("dim.user: column valid_form is not in the contract; drop it, or add it to"
                        + " schemas/tables/dim/user.yaml.");
    }

    @Test
    void aWrongTypeIsToldWithBothTypes() {
        List<Problem> problems =
                gate.problemsOfRows(List.of(column("user_id", "LONG"), column("valid_from", "timestamp")));

        assertThat(problems)
                .containsExactly(new Problem(
                        Kind.TYPE,
                        "user_id",
                        "dim.user: column user_id is bigint where the contract says string; cast it, or correct"
                                + " schemas/tables/dim/user.yaml."));
    }

    @Test
    void aTypeThatNoContractKnowsIsToldAsItStands() {
        assertThat(gate.problemsOfRows(List.of(column("user_id", "void"), column("valid_from", "timestamp"))))
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("column user_id is void where the contract says string");
    }

    @Test
    void aColumnThatAJoinDoubledIsTold() {
        assertThat(gate.problemsOfRows(List.of(
                        column("user_id", "string"), column("user_id", "string"), column("valid_from", "timestamp"))))
                .extracting(Problem::kind)
                .containsExactly(Kind.DUPLICATE);
    }

    @Test
    void nullabilityCountsForATableAndNotForRows() {
        List<ActualColumn> allNullable = List.of(column("user_id", "string"), column("valid_from", "timestamp"));

        assertThat(gate.problemsOfRows(allNullable)).isEmpty();
        assertThat(gate.problemsOfTable(allNullable))
                .extracting(Problem::kind, Problem::column)
                .containsExactly(tuple(Kind.NULLABILITY, "user_id"));
        assertThat(gate.problemsOfTable(
                        List.of(new ActualColumn("user_id", "string", false), column("valid_from", "timestamp"))))
                .isEmpty();
    }

    private static ActualColumn column(String name, String type) {
        return new ActualColumn(name, type, true);
    }
}
