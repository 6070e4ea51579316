package dev.vitals.kpi;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Experiments;
import dev.vitals.contract.experiment.KpiCheck.Fit;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.KpiUse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests of the warehouse, with what their KPIs add up by unit. */
public final class ExperimentCatalogue {
    private static volatile ExperimentCatalogue packaged;

    private final KpiCatalogue kpis;
    private final Contracts contracts;
    private final Experiments experiments;

    private ExperimentCatalogue(KpiCatalogue kpis, Contracts contracts, Experiments experiments) {
        this.kpis = kpis;
        this.contracts = contracts;
        this.experiments = experiments;
    }

    /** No tests. */
    public static ExperimentCatalogue none() {
        return new ExperimentCatalogue(KpiCatalogue.load(), Contracts.load(), new Experiments(List.of()));
    }

    /** The tests that are packaged with the classes; they are read once, because they stay while Java runs. */
    public static ExperimentCatalogue load() {
        ExperimentCatalogue known = packaged;
        if (known == null) {
            KpiCatalogue kpis = KpiCatalogue.load();
            Contracts contracts = Contracts.load();
            known = new ExperimentCatalogue(
                    kpis, contracts, Experiments.load((kpi, column) -> fit(kpis, contracts, kpi, column)));
            packaged = known;
        }
        return known;
    }

    /** The tests in a folder such as {@code schemas}. */
    public static ExperimentCatalogue load(Path schemasDir) {
        KpiCatalogue kpis = KpiCatalogue.load(schemasDir);
        Contracts contracts = Contracts.load(schemasDir);
        return new ExperimentCatalogue(
                kpis, contracts, Experiments.load(schemasDir, (kpi, column) -> fit(kpis, contracts, kpi, column)));
    }

    /** A catalogue of the tests that run on any of the days. */
    public ExperimentCatalogue running(LocalDate from, LocalDate to) {
        return new ExperimentCatalogue(
                kpis,
                contracts,
                new Experiments(specs().stream()
                        .filter(spec -> !spec.schedule().orElseThrow().start().isAfter(to)
                                && !spec.schedule().orElseThrow().end().isBefore(from))
                        .toList()));
    }

    /** A catalogue of one test alone. */
    public ExperimentCatalogue only(ExperimentSpec spec) {
        return new ExperimentCatalogue(kpis, contracts, new Experiments(List.of(spec)));
    }

    /** The tests, in alphabetical order of their ids. */
    public List<ExperimentSpec> specs() {
        return experiments.specs();
    }

    /** The test of this id, if there is one. */
    public Optional<ExperimentSpec> find(String id) {
        return experiments.find(id);
    }

    /** All that the tests and the KPIs of their metrics say, as a text that is the same wherever they say the same. */
    public String description() {
        return specs().stream()
                .map(spec -> spec + " "
                        + spec.metrics().stream()
                                .map(this::kpi)
                                .map(kpi -> kpi.id() + " " + kpi.version() + " " + kpi.definitionHash() + " "
                                        + kpi.matureAfterDays() + " " + kpi.minDenominator())
                                .toList())
                .collect(Collectors.joining("\n"));
    }

    /** The KPI that a metric is. */
    public KpiDefinition kpi(Metric metric) {
        return kpis.kpi(metric.kpi().orElseThrow().id());
    }

    /** The column by which the days of a KPI's facts are told apart. */
    public String dayColumn(KpiDefinition kpi) {
        return contracts.table(kpi.from()).dayColumn().orElseThrow().name();
    }

    /**
     * What a row of its fact table adds to the unit that a column names. What follows a row counts as long as the KPI follows it,
     * whenever that ends, so that a day's amounts change with its facts alone.
     */
    public UnitAmounts amounts(Metric metric) {
        KpiDefinition kpi = kpi(metric);
        String followUpEnd =
                "CAST(DATE_ADD(%s, %d) AS TIMESTAMP)".formatted(dayColumn(kpi), matureAfterDays(metric) + 1);
        UnitAmounts amounts =
                UnitAmounts.of(kpi.statistic().withFollowUpEnd(followUpEnd)).orElseThrow();
        return metric.kpi().orElseThrow().labelAge().isEmpty()
                ? amounts
                : amounts.labelledBefore(
                        kpi.clusters().flatMap(Clusters::labelAt).orElseThrow(), followUpEnd);
    }

    private static Metric.Statistic statistic(KpiDefinition kpi) {
        if (kpi.statistic() instanceof TimeToEvent) {
            return Metric.Statistic.TIME_TO_EVENT;
        }
        boolean isOfEvents = kpi.statistic() instanceof Moments.Rate || kpi.statistic() instanceof Moments.Count;
        return isOfEvents ? Metric.Statistic.RATE : Metric.Statistic.RATIO;
    }

    /** What one event adds to a metric's numerator: 1,000 of a rate per 1,000. */
    public double perEvent(Metric metric) {
        return kpi(metric).statistic() instanceof Moments.Rate rate ? rate.per().doubleValue() : 1;
    }

    /** What a row of its fact table says of a case, of a metric of times to an event. */
    public UnitTimes times(Metric metric) {
        return UnitTimes.of((TimeToEvent) kpi(metric).statistic());
    }

    /** How long cases are looked at, of a metric of times to an event. */
    public long horizonSeconds(Metric metric) {
        return ((TimeToEvent) kpi(metric).statistic()).restrictedMeanSeconds();
    }

    /** Metrics of all tests that units add up, or those that are made of cases. */
    public Stream<Metric> metrics(boolean isOfCases) {
        return specs().stream()
                .flatMap(spec -> spec.metrics().stream())
                .filter(metric -> metric.statistic().isOfCases() == isOfCases);
    }

    /** The unit of a metric's numbers: share, seconds, or a plural noun phrase. */
    public String unit(ExperimentSpec spec, Metric metric) {
        KpiDefinition kpi = kpi(metric);
        boolean isOfSeconds = kpi.statistic() instanceof Moments.Ratio
                && kpi.statistic().parts().get("numerator").endsWith("seconds");
        return isPerUnit(metric)
                ? KpiDefinition.unitPer(spec.unit().name().toLowerCase(Locale.ROOT), isOfSeconds)
                : kpi.unit();
    }

    /** Whether a metric's denominator is the unit itself. */
    public boolean isPerUnit(Metric metric) {
        return !metric.statistic().isOfCases() && isPerUnitOfSums(metric);
    }

    private boolean isPerUnitOfSums(Metric metric) {
        return metric.kpi().orElseThrow().isPerUnit()
                || amounts(metric).denominator().isEmpty();
    }

    /**
     * Days until what a metric counts of a day can no longer change: as long as its KPI waits, or as old as labels may be that
     * are compared.
     */
    public int matureAfterDays(Metric metric) {
        return metric.kpi().orElseThrow().labelAge().orElse(kpi(metric).matureAfterDays());
    }

    /** The night from which nothing that a metric of a test counts can change. */
    public LocalDate finalDay(ExperimentSpec spec, Metric metric) {
        return spec.schedule().orElseThrow().end().plusDays(matureAfterDays(metric));
    }

    /** The night from which nothing that any of its metrics counts can change. */
    public LocalDate finalDay(ExperimentSpec spec) {
        return spec.metrics().stream()
                .map(metric -> finalDay(spec, metric))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The longest past that any metric looks at. */
    public int mostPastDays() {
        return specs().stream()
                .flatMap(spec -> spec.metrics().stream())
                .mapToInt(metric -> metric.kpi().map(KpiUse::pastDays).orElse(0))
                .max()
                .orElse(0);
    }

    private static Fit fit(KpiCatalogue kpis, Contracts contracts, String id, String column) {
        Optional<KpiDefinition> found = kpis.find(id);
        if (found.isEmpty()) {
            return Fit.none(kpis.unknown(id));
        }
        KpiDefinition kpi = found.get();
        boolean isTime = kpi.statistic() instanceof TimeToEvent;
        if (!isTime && UnitAmounts.of(kpi.statistic()).isEmpty()) {
            return Fit.none(
                    "%s is a %s, which can't be added up by unit; take a count, share, rate, mean, ratio or time to an event."
                            .formatted(id, kpi.statistic().word()));
        }
        TableContract fact = contracts.table(kpi.from());
        List<String> columns = fact.columns().stream().map(each -> each.name()).toList();
        if (columns.contains(column)) {
            boolean isLate = kpi.clusters().flatMap(Clusters::labelAt).isPresent();
            return Fit.of(statistic(kpi), isLate ? kpi.matureAfterDays() : 0);
        }
        return Fit.none("%s is made of %s, which has no column %s; name the one with the unit by unit_column: %s."
                .formatted(
                        id,
                        kpi.from(),
                        column,
                        String.join(
                                ", ",
                                columns.stream()
                                        .filter(name -> name.endsWith("_id"))
                                        .toList())));
    }
}
