package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import org.junit.jupiter.api.Test;

class ContractFitTest {
    private static final Contracts CONTRACTS = CatalogueFiles.contracts();

    @Test
    void aDefinitionThatNamesColumnsOfItsTableFits() {
        assertThat(ContractFit.problems(CatalogueFiles.read(CatalogueFiles.SMALLEST), CONTRACTS))
                .isEmpty();
    }

    @Test
    void aMistypedColumnIsToldWhereverItStands() {
        assertProblem(
                "appealed_at <",
                "apealed_at <",
                "no column apealed_at in silver.enforcement_action. Did you mean appealed_at");
        assertProblem("unit: share", "unit: share\nslice_by: [catgory]", "no column catgory");
        assertProblem(
                "{action_date: 2026-03-02}", "{action_date: 2026-03-02, appealable: true}", "no column appealable");
    }

    @Test
    void aTableThatDoesNotExistIsTold() {
        assertProblem(
                "from: silver.enforcement_action",
                "from: silver.enforcement",
                "from names no table: silver.enforcement.");
    }

    @Test
    void anAnchorIsADay() {
        assertProblem(
                "anchor_date: action_date",
                "anchor_date: action_at",
                "anchor_date must be a date; action_at is timestamp");
    }

    @Test
    void anAnchorOtherThanThePartitionSaysHowMuchLaterItCanBe() {
        String appeals = CatalogueFiles.SMALLEST
                .replace("silver.enforcement_action", "silver.appeal")
                .replace("appealed_at < follow_up_end", "is_withdrawn")
                .replace("action_date", "decided_date");

        assertThat(ContractFit.problems(CatalogueFiles.read(appeals), CONTRACTS))
                .singleElement()
                .asString()
                .contains("anchor_lag_days is missing: rows are partitioned by [submitted_date], not by decided_date");
        assertProblem(
                "anchor_date: action_date",
                "anchor_date: action_date\nanchor_lag_days: 3",
                "anchor_lag_days must be 0");
    }

    @Test
    void anInstantOrAnAmountIsNoSlice() {
        assertProblem(
                "unit: share", "unit: share\nslice_by: [action_at]", "slice_by can't hold action_at: it is timestamp");
    }

    private static void assertProblem(String part, String replacement, String message) {
        assertThat(ContractFit.problems(CatalogueFiles.readWith(part, replacement), CONTRACTS))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("schemas/kpis/appeal_rate.yaml: ")
                        .contains(message));
    }
}
