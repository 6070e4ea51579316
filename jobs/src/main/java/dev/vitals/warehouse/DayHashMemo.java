package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Remembers the hashes of a table's days beside the table, so that a night need not read sixty days again to learn that
 * fifty-eight of them are as they were.
 *
 * <p>A memo counts only for the version of the table and the columns that it was written for; otherwise the days are read.
 * One that was kept since the table was made is whole: a day that it does not name has no rows.
 */
final class DayHashMemo {
    private static final String WHOLE = "whole";
    private static final String PART = "part";

    private final Warehouse warehouse;
    private final TableContract contract;
    private final String file;

    /** Hashes by day, and whether every day with rows is among them. */
    private record Known(TreeMap<LocalDate, DayHash> days, boolean isWhole) {}

    DayHashMemo(Warehouse warehouse, TableContract contract) {
        this.warehouse = warehouse;
        this.contract = contract;
        this.file = "day-hashes/" + contract.table() + ".txt";
    }

    /** Hashes of the stored rows of these days; a day without rows has none. */
    Map<LocalDate, DayHash> stored(Collection<LocalDate> days) {
        if (!warehouse.exists(contract.table())) {
            return Map.of();
        }
        Known known = known(warehouse.version(contract.table()));
        TreeMap<LocalDate, DayHash> hashes = known.days();
        List<LocalDate> unknown =
                days.stream().filter(day -> !hashes.containsKey(day)).toList();
        if (!known.isWhole() && !unknown.isEmpty()) {
            var rows = warehouse.read(contract.table());
            hashes.putAll(DayHash.of(
                    contract,
                    contract.dayColumn().isPresent()
                            ? rows.filter(
                                    DayWriter.onDays(contract.dayColumn().get().name(), unknown))
                            : rows));
        }
        hashes.keySet().retainAll(days);
        hashes.values().removeIf(hash -> hash.rows() == 0);
        return hashes;
    }

    /**
     * Notes what was just written. What was known counts on only if it was of the version before: whoever else wrote in
     * between wrote something that nobody noted.
     *
     * @param isNew whether the table was made for it
     * @param version that was committed
     * @param fresh hashes of the days that were computed, of which those that changed were written
     */
    void write(boolean isNew, long version, Collection<LocalDate> days, Map<LocalDate, DayHash> fresh) {
        boolean isFirst = isNew && version == 1;
        Known known = isFirst ? new Known(new TreeMap<>(), true) : known(version - 1);
        days.forEach(day -> known.days().put(day, fresh.getOrDefault(day, new DayHash(0, null))));
        String lines = known.days().entrySet().stream()
                .map(e -> "%s %d %s%n"
                        .formatted(
                                e.getKey(),
                                e.getValue().rows(),
                                e.getValue().total().toPlainString()))
                .collect(Collectors.joining());
        String header = header(version, known.isWhole() ? WHOLE : PART);
        warehouse.state().write(file, header + "\n" + lines);
    }

    private Known known(long version) {
        TreeMap<LocalDate, DayHash> known = new TreeMap<>();
        Optional<String> memo = warehouse.state().read(file);
        List<String> lines = memo.map(text -> text.lines().toList()).orElse(List.of());
        boolean isWhole = !lines.isEmpty() && lines.get(0).equals(header(version, WHOLE));
        if (isWhole || (!lines.isEmpty() && lines.get(0).equals(header(version, PART)))) {
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(" ");
                known.put(LocalDate.parse(parts[0]), new DayHash(Long.parseLong(parts[1]), new BigDecimal(parts[2])));
            }
        }
        return new Known(known, isWhole);
    }

    private String header(long version, String extent) {
        String columns = contract.columns().stream()
                .map(column -> column.name() + ":" + column.type())
                .sorted()
                .collect(Collectors.joining(","));
        return "version " + version + " " + extent + " " + columns;
    }
}
