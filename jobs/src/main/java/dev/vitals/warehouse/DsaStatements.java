package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.job.dsa.DsaFacts;
import dev.vitals.job.dsa.DsaStatement;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.warehouse.landing.Landing;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Hands out the statements of reasons for the sanctions of some days, by time. */
public final class DsaStatements {
    private final Warehouse warehouse;
    private final DsaTaxonomy taxonomy;
    private final Pseudonyms pseudonyms;

    /**
     * @param pseudonyms under the key of the warehouse: the same sanction has the same identifier for ever
     */
    public DsaStatements(Warehouse warehouse, DsaTaxonomy taxonomy, Pseudonyms pseudonyms) {
        this.warehouse = warehouse;
        this.taxonomy = taxonomy;
        this.pseudonyms = pseudonyms;
    }

    /** Hands out each statement, as cells by column. */
    public void forEach(LocalDate from, LocalDate to, Consumer<Map<String, String>> statement) {
        requireTheSameKey();
        Dataset<Row> sanctions = warehouse
                .read("silver.enforcement_action")
                .filter(col("action_date").between(Date.valueOf(from), Date.valueOf(to)))
                .filter(DsaFacts.isInside(taxonomy));
        Map.of("action", "actions", "category", "categories", "trigger", "triggers")
                .forEach((column, key) -> taxonomy.check(key, words(sanctions, column)));
        DsaStatement statements = new DsaStatement(taxonomy);
        Iterator<Row> rows = sanctions
                .select(
                        "action_id",
                        "action",
                        "category",
                        "trigger",
                        "language",
                        "is_automated",
                        "action_at",
                        "message_sent_at",
                        "planned_end_at")
                .orderBy("action_at", "action_id")
                .toLocalIterator();
        while (rows.hasNext()) {
            Row row = rows.next();
            DsaStatement.Sanction sanction = new DsaStatement.Sanction(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.isNullAt(5) ? null : row.getBoolean(5),
                    day(row, 6),
                    day(row, 7),
                    day(row, 8));
            statements.of(sanction, puid(row.getString(0))).ifPresent(statement);
        }
    }

    /** Under another key every sanction would have another identifier, and be sent a second time. */
    private void requireTheSameKey() {
        Optional<String> known = new LandingTables(warehouse).noted(Landing.KEY_FINGERPRINT);
        if (known.isPresent() && !known.get().equals(pseudonyms.fingerprint())) {
            throw new WarehouseException(
                    "The pseudonym key is not the one that this warehouse was filled with (fingerprint %s, not %s): every statement would get another puid and count as a new one. Nothing was written. Give the key of the nights."
                            .formatted(pseudonyms.fingerprint(), known.get()));
        }
    }

    private String puid(String actionId) {
        return "sor-" + pseudonyms.ofFirstEpoch("statement of reasons\n" + actionId);
    }

    private static LocalDate day(Row row, int column) {
        Timestamp at = row.getTimestamp(column);
        Instant instant = at == null ? null : at.toInstant();
        return instant == null ? null : LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static List<String> words(Dataset<Row> rows, String column) {
        List<String> words = new ArrayList<>();
        rows.select(column).distinct().collectAsList().forEach(row -> words.add(row.getString(0)));
        return words;
    }
}
