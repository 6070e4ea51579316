package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;

/** Checks that an event has the types that its contract promises and fills what must be filled. */
final class EventShape {
    private static final Contracts CONTRACTS = Contracts.load();

    private EventShape() {}

    static void check(Outcome outcome) {
        assertThat(outcome).isNotNull();
        if (outcome instanceof Outcome.Rejected rejected) {
            assertThat(rejected.reason()).matches("[a-z0-9_]+");
            assertThat(rejected.detail()).isNotBlank();
        }
        if (!(outcome instanceof Outcome.Event event)) {
            return;
        }
        assertThat(event.values()).hasSize(event.table().columns().size());
        for (int i = 0; i < event.values().length; i++) {
            String name = event.table().columns().get(i);
            ColumnContract column = CONTRACTS.table(event.table().contract()).column(name);
            Object value = event.values()[i];
            if (value == null) {
                assertThat(column.nullable()).as("%s may be empty", name).isTrue();
            } else {
                assertThat(value).as(name).isInstanceOf(BronzeTable.valueClass(column.type()));
            }
        }
        assertThat(event.eventId()).isNotBlank();
        assertThat(event.eventDate()).isEqualTo((int) Math.floorDiv(event.eventAt(), 86_400_000_000L));
    }
}
