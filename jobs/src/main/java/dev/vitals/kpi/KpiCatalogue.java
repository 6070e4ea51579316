package dev.vitals.kpi;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.Lock;
import dev.vitals.contract.Nearest;
import dev.vitals.contract.SchemaFiles;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All KPIs there are.
 *
 * @param kpis in alphabetical order of their ids
 */
public record KpiCatalogue(List<KpiDefinition> kpis) {
    private static volatile KpiCatalogue packaged;

    public KpiCatalogue {
        kpis = kpis.stream().sorted(Comparator.comparing(KpiDefinition::id)).toList();
    }

    /** The KPIs that are packaged with the classes; they are read once, because they stay while Java runs. */
    public static KpiCatalogue load() {
        KpiCatalogue known = packaged;
        if (known == null) {
            known = read(SchemaFiles.onClassPath(), Contracts.load());
            packaged = known;
        }
        return known;
    }

    /** The KPIs in a folder such as {@code schemas}. */
    public static KpiCatalogue load(Path schemasDir) {
        return read(SchemaFiles.in(schemasDir), Contracts.load(schemasDir));
    }

    /** The KPI of this id, if there is one. */
    public Optional<KpiDefinition> find(String id) {
        return kpis.stream().filter(kpi -> kpi.id().equals(id)).findFirst();
    }

    /** That there is no KPI of this id, and which may be meant, for the line that names it. */
    String unknown(String id) {
        return id + " is none." + hint(id);
    }

    private String hint(String id) {
        return Nearest.hint(id, kpis.stream().map(KpiDefinition::id).toList());
    }

    /** The KPI of this id, which must be there. */
    public KpiDefinition kpi(String id) {
        return find(id).orElseThrow(() -> new DefinitionException(
                "There is no KPI " + id + "." + hint(id) + " KPIs lie in schemas/kpis/<id>.yaml."));
    }

    /** The KPIs of each fact table, tables and KPIs in alphabetical order. */
    public SortedMap<String, List<KpiDefinition>> byTable() {
        return kpis.stream()
                .collect(Collectors.groupingBy(KpiDefinition::from, TreeMap::new, Collectors.toUnmodifiableList()));
    }

    /** The definitions as the lock of schemas knows them. */
    public List<Lock.Definition> lockDefinitions() {
        return kpis.stream().map(KpiDefinition::lockDefinition).toList();
    }

    private static KpiCatalogue read(SchemaFiles files, Contracts contracts) {
        KpiCatalogue catalogue = new KpiCatalogue(
                files.under("kpis").stream().map(KpiReader::read).toList());
        List<String> problems = catalogue.kpis().stream()
                .flatMap(kpi -> ContractFit.problems(kpi, contracts).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new DefinitionException(String.join("\n", problems));
        }
        return catalogue;
    }
}
