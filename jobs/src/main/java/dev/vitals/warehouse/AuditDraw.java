package dev.vitals.warehouse;

import dev.vitals.job.Days;
import dev.vitals.job.audit.AuditSample;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Draws the items of an audit from the tables of a warehouse, in an order that tells nothing. */
public final class AuditDraw {
    private final Warehouse warehouse;

    public AuditDraw(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * The items of every frame, by frame and id.
     *
     * @param days on which they came up
     * @throws WarehouseException when there is less of a stratum than must be
     */
    public List<DrawnItem> items(AuditSample sample, Days days) {
        List<DrawnItem> items = new ArrayList<>();
        for (String frame : sample.frames()) {
            List<Row> rows = sample.draw(frame, warehouse::read, days).collectAsList();
            Map<String, Long> drawn =
                    rows.stream().collect(Collectors.groupingBy(row -> row.getAs("stratum"), Collectors.counting()));
            rows.forEach(row -> items.add(item(frame, row, drawn.get(row.<String>getAs("stratum")), sample)));
        }
        items.sort(Comparator.comparing(DrawnItem::frame).thenComparing(DrawnItem::itemId));
        return items;
    }

    private static DrawnItem item(String frame, Row row, long drawn, AuditSample sample) {
        long size = row.<Long>getAs("stratum_size");
        if (drawn != Math.min(size, sample.perStratum())) {
            throw new WarehouseException(
                    "Of the %,d items of stratum %s of %s, %,d were drawn instead of %,d: a table changed meanwhile, or an id is not unique. Draw again."
                            .formatted(size, row.getAs("stratum"), frame, drawn, Math.min(size, sample.perStratum())));
        }
        return new DrawnItem(
                frame,
                row.getAs("item_id"),
                row.getAs("decision_id"),
                row.getAs("channel_id"),
                row.<Timestamp>getAs("item_at").toInstant(),
                row.getAs("stratum"),
                size,
                drawn);
    }
}
