package dev.vitals.kpi;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.experiment.ChangeCheck;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.Changes;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The changes of the warehouse that nobody randomised, with the KPIs that they are judged by. */
public final class ChangeCatalogue {
    private final KpiCatalogue kpis;
    private final Changes changes;

    private ChangeCatalogue(KpiCatalogue kpis, Changes changes) {
        this.kpis = kpis;
        this.changes = changes;
    }

    /** The changes that are packaged with the classes. */
    public static ChangeCatalogue load() {
        KpiCatalogue kpis = KpiCatalogue.load();
        Contracts contracts = Contracts.load();
        return new ChangeCatalogue(kpis, Changes.load(new Check(kpis, contracts)));
    }

    /** The changes in a folder such as {@code schemas}. */
    public static ChangeCatalogue load(Path schemasDir) {
        KpiCatalogue kpis = KpiCatalogue.load(schemasDir);
        Contracts contracts = Contracts.load(schemasDir);
        return new ChangeCatalogue(kpis, Changes.load(schemasDir, new Check(kpis, contracts)));
    }

    /** The changes, in alphabetical order of their ids. */
    public List<ChangeSpec> specs() {
        return changes.specs();
    }

    /** The change of this id, if there is one. */
    public Optional<ChangeSpec> find(String id) {
        return changes.find(id);
    }

    /**
     * Changes that came on days of a test, in words. One for everyone touches all arms alike, and so do channels to which a
     * change comes while their users are tested; where the channels themselves are, such a file is refused.
     */
    public List<String> during(Schedule schedule) {
        List<String> during = new ArrayList<>();
        for (ChangeSpec spec : specs()) {
            String days = spec.days().stream()
                    .filter(schedule::holds)
                    .map(LocalDate::toString)
                    .collect(Collectors.joining(", "));
            if (!days.isEmpty()) {
                during.add("%s, for %s on %s"
                        .formatted(spec.id(), spec.rollout().isEmpty() ? "everyone" : "some channels", days));
            }
        }
        return during;
    }

    /** The KPIs that a change is judged by, each once. */
    public List<KpiDefinition> kpis(ChangeSpec spec) {
        return spec.metrics().stream()
                .map(ChangedMetric::kpi)
                .distinct()
                .map(kpis::kpi)
                .toList();
    }

    /** What the KPIs of a change must be. */
    private record Check(KpiCatalogue kpis, Contracts contracts) implements ChangeCheck {
        @Override
        public Optional<String> problem(String kpi, List<String> columns) {
            return ChangeCatalogue.problem(kpis, contracts, kpi, columns);
        }

        @Override
        public List<String> slices(String kpi) {
            return kpis.find(kpi).map(KpiDefinition::sliceBy).orElse(List.of());
        }

        @Override
        public String unit(String kpi) {
            return kpis.kpi(kpi).unit();
        }

        @Override
        public OptionalInt waitsForLabels(String kpi) {
            return kpis.find(kpi)
                    .filter(found -> found.clusters().flatMap(Clusters::labelAt).isPresent())
                    .map(found -> OptionalInt.of(found.matureAfterDays()))
                    .orElse(OptionalInt.empty());
        }
    }

    /** The KPI of a metric. */
    public KpiDefinition kpi(ChangedMetric metric) {
        return kpis.kpi(metric.kpi());
    }

    private static Optional<String> problem(KpiCatalogue kpis, Contracts contracts, String id, List<String> columns) {
        Optional<KpiDefinition> found = kpis.find(id);
        if (found.isEmpty()) {
            return Optional.of(kpis.unknown(id));
        }
        KpiDefinition kpi = found.get();
        if (!columns.isEmpty() && UnitAmounts.ofFinalDay(kpi).isEmpty()) {
            return Optional.of(
                    "%s is of the statistic %s, which can't be added up by %s; take a count, share, rate, mean or ratio."
                            .formatted(id, kpi.statistic().word(), String.join(", ", columns)));
        }
        return columns.stream()
                .filter(column -> !has(contracts, kpi.from(), column))
                .findFirst()
                .map(column ->
                        "%s is made of %s, which has no column %s; take a KPI of %s, or bring rows of a file: experiment change --spec."
                                .formatted(
                                        id,
                                        kpi.from(),
                                        column,
                                        String.join(
                                                ", ",
                                                kpis.byTable().keySet().stream()
                                                        .filter(table -> has(contracts, table, column))
                                                        .toList())));
    }

    private static boolean has(Contracts contracts, String table, String column) {
        return contracts.table(table).findColumn(column).isPresent();
    }
}
