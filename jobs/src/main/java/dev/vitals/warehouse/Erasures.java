package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.contract.TableContract;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Erasures that were done, in {@code ops.erasure}: a receipt that got lost can be written again. */
public final class Erasures {
    private static final String TABLE = "ops.erasure";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Erasures() {}

    /** Notes an erasure; once, however often its end was interrupted. */
    static void add(Warehouse warehouse, ErasureReceipt receipt) {
        Row row = RowFactory.create(
                receipt.id(),
                Timestamp.from(Instant.parse(receipt.startedAt())),
                Timestamp.from(Instant.parse(receipt.endedAt())),
                receipt.people(),
                receipt.rows(),
                json(receipt));
        TableContract contract = warehouse.contracts().table(TABLE);
        warehouse.ensure(TABLE);
        Dataset<Row> others = warehouse.read(TABLE).filter(col("erasure_id").notEqual(receipt.id()));
        Dataset<Row> added = warehouse.spark().createDataFrame(List.of(row), Warehouse.schema(contract));
        new Replacement(warehouse).whole(contract, others.unionByName(added).coalesce(1));
    }

    /**
     * The receipt of an erasure.
     *
     * @throws WarehouseException when there was none of that id
     */
    public static ErasureReceipt receipt(Warehouse warehouse, String id) {
        List<Row> found = warehouse
                .read(TABLE)
                .filter(col("erasure_id").equalTo(id))
                .select("receipt")
                .collectAsList();
        if (found.isEmpty()) {
            throw new WarehouseException(
                    "No erasure %s was done in this warehouse; ./vitals query \"select erasure_id, ended_at from ops.erasure\" names those there were."
                            .formatted(id));
        }
        try {
            return JSON.readValue(found.get(0).getString(0), ErasureReceipt.class);
        } catch (JsonProcessingException e) {
            throw new WarehouseException(
                    "The receipt of %s in %s is no receipt; somebody changed the table by hand.".formatted(id, TABLE),
                    e);
        }
    }

    private static String json(ErasureReceipt receipt) {
        try {
            return JSON.writeValueAsString(receipt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A receipt can be written as JSON.", e);
        }
    }
}
