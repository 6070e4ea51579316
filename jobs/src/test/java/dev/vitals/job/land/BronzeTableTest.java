package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BronzeTableTest {
    private static final List<String> KNOWN_ONLY_TO_THE_OPENER =
            List.of("source", "file_id", "line_number", "batch_id");

    @Test
    void everyTableHasTheColumnsOfItsContractInOrder() {
        Contracts contracts = Contracts.load();
        for (BronzeTable table : BronzeTable.values()) {
            List<String> expected =
                    new ArrayList<>(contracts.table(table.contract()).columnNames());
            assertThat(expected).containsSubsequence("event_id", "event_at", "event_date", "source");
            expected.removeAll(KNOWN_ONLY_TO_THE_OPENER);
            assertThat(table.columns()).as(table.contract()).isEqualTo(expected);
        }
    }

    @Test
    void everyBronzeContractIsATable() {
        List<String> contracts = Contracts.load().all().stream()
                .map(TableContract::table)
                .filter(name -> name.startsWith("bronze."))
                .toList();
        assertThat(Arrays.stream(BronzeTable.values()).map(BronzeTable::contract))
                .containsExactlyInAnyOrderElementsOf(contracts);
    }
}
