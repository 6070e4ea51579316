package dev.vitals.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All table contracts, read once and strictly. */
public final class Contracts {
    private static final String ENVELOPE = "schemas/tables/envelope.yaml";

    private static volatile Contracts packaged;

    private final TreeMap<String, TableContract> byTable = new TreeMap<>();

    private Contracts(Collection<TableContract> tables) {
        tables.forEach(contract -> byTable.put(contract.table(), contract));
    }

    /** The contracts that are packaged with the classes; they are read once, because they stay while Java runs. */
    public static Contracts load() {
        Contracts known = packaged;
        if (known == null) {
            known = read(SchemaFiles.onClassPath());
            packaged = known;
        }
        return known;
    }

    /** The contracts in a folder such as {@code schemas}. */
    public static Contracts load(Path schemasDir) {
        return read(SchemaFiles.in(schemasDir));
    }

    /** Contracts made by hand. */
    public static Contracts of(TableContract... tables) {
        return new Contracts(List.of(tables));
    }

    /** The contract of a table, e.g. {@code silver.report_case}. */
    public TableContract table(String table) {
        return find(table)
                .orElseThrow(() -> new DefinitionException("There is no contract for the table " + table + "."
                        + Nearest.hint(table, byTable.keySet())
                        + " Contracts lie in schemas/tables/<layer>/<table>.yaml."));
    }

    /** The contract of a table, if there is one. */
    public Optional<TableContract> find(String table) {
        return Optional.ofNullable(byTable.get(table));
    }

    /** Every contract, sorted by layer and name. */
    public List<TableContract> all() {
        return byTable.values().stream()
                .sorted(Comparator.comparing(TableContract::layer).thenComparing(TableContract::name))
                .toList();
    }

    /** Every contract among the files, each sound in itself and towards the others. */
    static Contracts read(SchemaFiles schemas) {
        List<YamlFile> files = schemas.under("tables");
        YamlFile envelope = files.stream()
                .filter(file -> file.name().equals(ENVELOPE))
                .findFirst()
                .orElseThrow(() -> new DefinitionException(ENVELOPE + " is missing; it holds the columns that every"
                        + " bronze table has in front of its own."));
        TableReader reader = new TableReader(envelope.root());
        List<TableContract> tables = new ArrayList<>();
        for (YamlFile file : files) {
            if (!file.equals(envelope)) {
                tables.add(reader.read(file));
            }
        }
        Contracts contracts = new Contracts(tables);
        contracts.all().forEach(contracts::requireReferences);
        return contracts;
    }

    private void requireReferences(TableContract contract) {
        for (CheckContract check : contract.checks()) {
            if (check.rule() instanceof Rule.References to) {
                boolean isKnown = find(to.table())
                        .flatMap(target -> target.findColumn(to.key()))
                        .isPresent();
                if (!isKnown) {
                    throw new DefinitionException("schemas/tables/" + contract.layer() + "/" + contract.name()
                            + ".yaml: check " + check.name() + " refers to " + to.table() + "." + to.key()
                            + ", which no contract declares. Correct the table or the key.");
                }
            }
        }
    }
}
