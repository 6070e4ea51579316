package dev.vitals.warehouse.plain;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A little community is told to Vitals and to the plain way, and both must say the same numbers. */
class PlainNightTest {
    /** First the nights that are taken in at once, as a benchmark does with the days before; then one more. */
    private static final List<List<LocalDate>> NIGHTS =
            List.of(List.of(SmallWorld.FIRST, SmallWorld.FIRST.plusDays(1)), List.of(SmallWorld.FIRST.plusDays(2)));

    private static final double PRECISION = 1e-9;

    private record Address(String kpi, LocalDate date, String slice, String estimate) {}

    private record Number(Double numerator, Double denominator, Double value) {
        boolean agrees(Number other) {
            return same(numerator, other.numerator) && same(denominator, other.denominator) && same(value, other.value);
        }

        private static boolean same(Double one, Double other) {
            if (one == null || other == null) {
                return one == null && other == null;
            }
            boolean isCount = one == Math.rint(one) && other == Math.rint(other);
            return isCount
                    ? one.equals(other) || one - other == 0
                    : Math.abs(one - other) <= PRECISION * Math.max(Math.abs(one), Math.abs(other));
        }
    }

    @Test
    void bothWaysSayTheSame(@TempDir Path folder) {
        Path waiting = SmallWorld.generate(folder.resolve("community"), 4);
        SmallWorld world = SmallWorld.of(
                folder.resolve("vitals"),
                PlainFacts.REPORTS,
                PlainFacts.ACTIONS,
                PlainFacts.APPEALS,
                PlainFacts.CHANNELS,
                PlainFacts.CHATTERS);
        PlainNight plain = new PlainNight(SparkSessions.shared(), folder.resolve("plain"));
        for (List<LocalDate> nights : NIGHTS) {
            for (LocalDate night : nights) {
                world.deliver(waiting, night).run(night);
                assertThat(plain.land(waiting, night)).isPositive();
            }
            LocalDate last = nights.get(nights.size() - 1);
            assertThat(plain.refine(nights.get(0), last)).isPositive();
        }
        LocalDate tonight = SmallWorld.FIRST.plusDays(2);
        assertThat(plain.measure(tonight, tonight)).isNotEmpty();

        List<String> differences =
                differences(cells(world.table("gold.kpi_daily")), cells(read(folder, PlainMeasure.GOLD)));

        assertThat(differences).isEmpty();
    }

    private static Dataset<Row> read(Path folder, String table) {
        return new PlainTables(SparkSessions.shared(), folder.resolve("plain")).read(table);
    }

    private static TreeMap<String, Number> cells(Dataset<Row> gold) {
        TreeMap<String, Number> cells = new TreeMap<>();
        for (Row row : gold.filter(col("kpi").isInCollection(PlainNight.kpis())).collectAsList()) {
            String slice = row.getAs("slice_key");
            if (!slice.contains("has_hostile_raid")) {
                Address address = new Address(
                        row.getAs("kpi"), row.<Date>getAs("date").toLocalDate(), slice, row.getAs("estimate"));
                Number number = new Number(row.getAs("numerator"), row.getAs("denominator"), row.getAs("value"));
                assertThat(cells.put(address.toString(), number)).as("twice").isNull();
            }
        }
        assertThat(cells).hasSizeGreaterThan(1000);
        return cells;
    }

    private static List<String> differences(TreeMap<String, Number> vitals, TreeMap<String, Number> plain) {
        TreeSet<String> all = new TreeSet<>(vitals.keySet());
        all.addAll(plain.keySet());
        List<String> differences = new ArrayList<>();
        for (String address : all) {
            Number one = vitals.get(address);
            Number other = plain.get(address);
            if (one == null || other == null || !one.agrees(other)) {
                differences.add("%s: Vitals %s, plain %s".formatted(address, one, other));
            }
        }
        return differences;
    }
}
