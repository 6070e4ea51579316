package dev.vitals.oracle;

import dev.vitals.warehouse.Warehouse;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** The cells of gold, and where they differ from those of the oracle. */
final class GoldCells {
    private static final int SHOWN = 12;

    private GoldCells() {}

    /** Every row of {@code gold.kpi_daily} and {@code gold.kpi_period} by its address. */
    static TreeMap<Oracle.Address, Row> read(Warehouse warehouse) {
        TreeMap<Oracle.Address, Row> cells = new TreeMap<>();
        for (Row row : warehouse.read("gold.kpi_daily").collectAsList()) {
            put(cells, address("day", row), row);
        }
        for (Row row : warehouse.read("gold.kpi_period").collectAsList()) {
            put(cells, address(row.getAs("period"), row), row);
        }
        return cells;
    }

    private static void put(TreeMap<Oracle.Address, Row> cells, Oracle.Address address, Row row) {
        if (cells.put(address, row) != null) {
            throw new IllegalStateException("gold holds " + address + " twice");
        }
    }

    private static Oracle.Address address(String period, Row row) {
        return new Oracle.Address(
                period,
                row.getAs("kpi"),
                row.<Date>getAs("date").toLocalDate(),
                row.getAs("slice_key"),
                row.getAs("estimate"));
    }

    /** A line for each cell that only one side has or that says different things. */
    static List<String> differences(TreeMap<Oracle.Address, Oracle.Cell> oracle, TreeMap<Oracle.Address, Row> gold) {
        TreeSet<Oracle.Address> all = new TreeSet<>(oracle.keySet());
        all.addAll(gold.keySet());
        List<String> differences = new ArrayList<>();
        for (Oracle.Address address : all) {
            Oracle.Cell expected = oracle.get(address);
            Row found = gold.get(address);
            if (expected == null || found == null || !agree(expected, found)) {
                differences.add("%s %s %s %s %s: gold %s, oracle %s"
                        .formatted(
                                address.period(),
                                address.date(),
                                address.kpi(),
                                address.slice(),
                                address.estimate(),
                                found == null ? "has no such cell" : text(found),
                                expected == null ? "has no such cell" : text(expected)));
            }
        }
        return differences;
    }

    /** How many differences there are, and the first of each KPI. */
    static String summary(List<String> differences) {
        TreeMap<String, Integer> byKpi = new TreeMap<>();
        StringBuilder text = new StringBuilder(differences.size() + " cells differ:");
        for (String difference : differences) {
            String kpi = difference.split(" ")[2];
            if (byKpi.merge(kpi, 1, Integer::sum) <= SHOWN) {
                text.append("\n  ").append(difference);
            }
        }
        return text.append("\n  differences by KPI: ").append(byKpi).toString();
    }

    private static boolean agree(Oracle.Cell expected, Row found) {
        return expected.number()
                        .agrees(
                                found.getAs("value"),
                                found.getAs("numerator"),
                                found.getAs("denominator"),
                                found.<Long>getAs("n"),
                                found.getAs("n_censored"))
                && Objects.equals(expected.isSmall(), found.getAs("is_small"))
                && Objects.equals(expected.isMature(), found.getAs("is_mature"));
    }

    private static String text(Oracle.Cell cell) {
        return cell.number() + (cell.isSmall() ? " small" : "") + (cell.isMature() ? " mature" : "");
    }

    private static String text(Row row) {
        return "%s (%s / %s, n %d, censored %s)"
                        .formatted(
                                row.<Double>getAs("value"),
                                row.getAs("numerator"),
                                row.getAs("denominator"),
                                row.<Long>getAs("n"),
                                row.getAs("n_censored"))
                + (row.<Boolean>getAs("is_small") ? " small" : "")
                + (row.<Boolean>getAs("is_mature") ? " mature" : "");
    }
}
