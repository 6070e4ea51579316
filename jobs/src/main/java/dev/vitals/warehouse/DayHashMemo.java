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
 */
final class DayHashMemo {
    private final Warehouse warehouse;
    private final TableContract contract;
    private final String file;

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
        TreeMap<LocalDate, DayHash> known = known();
        List<LocalDate> unknown =
                days.stream().filter(day -> !known.containsKey(day)).toList();
        if (!unknown.isEmpty()) {
            var rows = warehouse.read(contract.table());
            known.putAll(DayHash.of(
                    contract,
                    contract.dayColumn().isPresent()
                            ? rows.filter(
                                    DayWriter.onDays(contract.dayColumn().get().name(), unknown))
                            : rows));
        }
        known.keySet().retainAll(days);
        known.values().removeIf(hash -> hash.rows() == 0);
        return known;
    }

    /**
     * Notes what was just written.
     *
     * @param before version of the table before the write
     * @param fresh hashes of the days that were computed, of which those that changed were written
     */
    void write(long before, Collection<LocalDate> days, Map<LocalDate, DayHash> fresh) {
        TreeMap<LocalDate, DayHash> known = known(before);
        days.forEach(day -> known.put(day, fresh.getOrDefault(day, new DayHash(0, null))));
        String lines = known.entrySet().stream()
                .map(e -> "%s %d %s%n"
                        .formatted(
                                e.getKey(),
                                e.getValue().rows(),
                                e.getValue().total().toPlainString()))
                .collect(Collectors.joining());
        warehouse.state().write(file, header(warehouse.version(contract.table())) + "\n" + lines);
    }

    private TreeMap<LocalDate, DayHash> known() {
        return known(warehouse.version(contract.table()));
    }

    private TreeMap<LocalDate, DayHash> known(long version) {
        TreeMap<LocalDate, DayHash> known = new TreeMap<>();
        Optional<String> memo = warehouse.state().read(file);
        List<String> lines = memo.map(text -> text.lines().toList()).orElse(List.of());
        if (!lines.isEmpty() && lines.get(0).equals(header(version))) {
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(" ");
                known.put(LocalDate.parse(parts[0]), new DayHash(Long.parseLong(parts[1]), new BigDecimal(parts[2])));
            }
        }
        return known;
    }

    private String header(long version) {
        String columns = contract.columns().stream()
                .map(column -> column.name() + ":" + column.type())
                .sorted()
                .collect(Collectors.joining(","));
        return "version " + version + " " + columns;
    }
}
