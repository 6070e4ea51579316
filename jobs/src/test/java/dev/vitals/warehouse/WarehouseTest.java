package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.testing.SparkSessions;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that an older contract made becomes what the contract of today says. */
class WarehouseTest {
    private static final String TABLE = "silver.appeal";

    @Test
    void aColumnThatMayBeEmptyByNowIsLetSoAndOneThatCameIsAdded(@TempDir Path root) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), root.toString(), Contracts.load());
        StructType today = Warehouse.schema(warehouse.contracts().table(TABLE));
        StructType older = new StructType();
        for (StructField field : today.fields()) {
            if (!field.name().equals("trigger")) {
                boolean isNullable = !field.name().equals("submitted_at") && field.nullable();
                older = older.add(field.name(), field.dataType(), isNullable);
            }
        }
        DeltaTable.create(SparkSessions.shared())
                .location(warehouse.path(TABLE))
                .addColumns(older)
                .partitionedBy("submitted_date")
                .execute();

        // Who reads before the next night finds the column empty.
        assertThat(warehouse.read(TABLE).filter("trigger IS NULL").columns())
                .containsExactlyInAnyOrder(today.fieldNames());

        warehouse.ensure(TABLE);

        StructType now = SparkSessions.shared()
                .read()
                .format("delta")
                .load(warehouse.path(TABLE))
                .schema();
        assertThat(now.fieldNames()).containsExactlyInAnyOrder(today.fieldNames());
        assertThat(now.apply("submitted_at").nullable()).isTrue();
    }
}
