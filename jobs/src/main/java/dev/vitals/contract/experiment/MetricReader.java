package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.Metric.Covariate;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.KpiUse;
import dev.vitals.contract.experiment.Metric.Measure;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.contract.experiment.Metric.Statistic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the metrics of a test. */
final class MetricReader {
    /** Half a season; older habits say little of people. */
    static final int MOST_PAST_DAYS = 42;

    private MetricReader() {}

    static List<Metric> read(YamlMap root, boolean hasSource) {
        List<Metric> metrics = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlMap map : root.maps("metrics")) {
            Role role = map.oneOf("role", Role.class);
            Statistic statistic = map.oneOf("statistic", Statistic.class);
            requireRows(map, statistic, hasSource);
            boolean isOfCases = statistic.isOfCases();
            Metric metric = new Metric(
                    map.string("id"),
                    role,
                    statistic,
                    map.oneOf("good_when", GoodWhen.class),
                    margin(map, role),
                    hasSource && !isOfCases ? Optional.of(measure(map, statistic)) : Optional.empty(),
                    isOfCases ? Optional.of(CaseReader.read(map, statistic, hasSource)) : Optional.empty(),
                    Optional.empty());
            add(metric, metrics, ids, map);
        }
        return withPrimary(metrics, root);
    }

    private static void requireRows(YamlMap map, Statistic statistic, boolean hasSource) {
        boolean isOfRows = statistic.isOfCases() && statistic != Statistic.TIME_TO_EVENT;
        if (hasSource || !(isOfRows || statistic == Statistic.DISTINCT)) {
            return;
        }
        throw map.error(
                "statistic",
                "of %s is made of rows, which summaries are not; give the file a source."
                        .formatted(statistic.name().toLowerCase(Locale.ROOT)));
    }

    /** Metrics that are KPIs: a numerator over a denominator, both added up by unit, or times to an event. */
    static List<Metric> ofKpis(YamlMap root, Unit unit, KpiCheck check) {
        List<Metric> metrics = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlMap map : root.maps("metrics")) {
            Role role = map.oneOf("role", Role.class);
            String kpi = map.string("kpi");
            String unitColumn = map.optionalString("unit_column").orElse(column(unit));
            KpiCheck.Fit fit = check.fit(kpi, unitColumn);
            fit.problem().ifPresent(problem -> {
                throw map.error("kpi", problem);
            });
            Metric metric = new Metric(
                    map.optionalString("id").orElse(kpi),
                    role,
                    fit.statistic(),
                    map.oneOf("good_when", GoodWhen.class),
                    margin(map, role),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(use(map, kpi, unitColumn, fit)));
            add(metric, metrics, ids, map);
        }
        return withPrimary(metrics, root);
    }

    private static KpiUse use(YamlMap map, String kpi, String unitColumn, KpiCheck.Fit fit) {
        if (fit.statistic().isOfCases()) {
            for (String key : List.of("per_unit", "past_days", "label_age", "cap")) {
                if (map.has(key)) {
                    throw map.error(key, "is nothing for times to an event, which units do not add up; leave it out.");
                }
            }
        }
        return new KpiUse(
                kpi,
                unitColumn,
                map.optionalBool("per_unit").orElse(false),
                pastDays(map),
                labelAge(map, fit.matureAfterDays()),
                cap(map));
    }

    private static OptionalDouble cap(YamlMap map) {
        Optional<BigDecimal> cap = map.optionalDecimal("cap");
        if (cap.isPresent() && cap.get().signum() <= 0) {
            throw map.error("cap", "is what a unit's total counts as where it is more; it must be above 0.");
        }
        return cap.map(most -> OptionalDouble.of(most.doubleValue())).orElse(OptionalDouble.empty());
    }

    private static OptionalInt labelAge(YamlMap map, int matureAfterDays) {
        if (!map.has("label_age")) {
            return OptionalInt.empty();
        }
        if (matureAfterDays == 0) {
            throw map.error("label_age", "is nothing for a KPI that waits for no labels; leave it out.");
        }
        return OptionalInt.of(CaseReader.between(map, "label_age", 0, matureAfterDays));
    }

    private static String column(Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT) + "_id";
    }

    private static int pastDays(YamlMap map) {
        int days = map.optionalInteger("past_days").orElse(0);
        if (days < 0 || days > MOST_PAST_DAYS) {
            throw map.error(
                    "past_days",
                    "are the days before a unit first saw the test, from 0 to " + MOST_PAST_DAYS + ", not " + days
                            + "; what comes after it takes the effect away.");
        }
        return days;
    }

    private static void add(Metric metric, List<Metric> metrics, Set<String> ids, YamlMap map) {
        if (!ids.add(metric.id())) {
            throw map.error("id", "names metric " + metric.id() + " a second time; keep one.");
        }
        map.rejectUnknownKeys();
        metrics.add(metric);
    }

    private static List<Metric> withPrimary(List<Metric> metrics, YamlMap root) {
        if (metrics.stream().noneMatch(metric -> metric.role() == Role.PRIMARY)) {
            throw root.error("metrics", "name no primary one; a test is decided by one at least.");
        }
        return metrics;
    }

    private static OptionalDouble margin(YamlMap map, Role role) {
        Optional<BigDecimal> margin = map.optionalDecimal("margin");
        if (margin.isPresent() && role != Role.GUARDRAIL) {
            throw map.error("margin", "is what a guardrail may be worse by; take it out, or make the role guardrail.");
        }
        if (margin.isPresent() && margin.get().signum() <= 0) {
            throw map.error("margin", "is what a guardrail may be worse by, as a share above 0: 0.02 for 2%.");
        }
        if (role == Role.GUARDRAIL && margin.isEmpty()) {
            throw map.error("margin is missing: say what share of the control's mean this guardrail may be worse by.");
        }
        return margin.map(m -> OptionalDouble.of(m.doubleValue())).orElse(OptionalDouble.empty());
    }

    private static Measure measure(YamlMap map, Statistic statistic) {
        boolean isRatio = statistic.isRatio();
        OptionalDouble cap = cap(map);
        if (cap.isPresent() && (statistic == Statistic.SHARE || statistic == Statistic.WEIGHTED_SHARE)) {
            throw map.error("cap", "is nothing for a share, whose values are 0 or 1; leave it out.");
        }
        String denominator = statistic == Statistic.WEIGHTED_SHARE ? "weight" : "denominator";
        if (statistic == Statistic.WEIGHTED_SHARE && map.has("covariates")) {
            throw map.error("covariates", "can't be taken out of a weighted share; leave them out.");
        }
        List<Covariate> covariates = new ArrayList<>();
        for (YamlMap covariate : map.maps("covariates")) {
            covariates.add(new Covariate(
                    covariate.string("value"),
                    isRatio ? Optional.of(covariate.string("denominator")) : Optional.empty()));
            covariate.rejectUnknownKeys();
        }
        return new Measure(
                map.string("value"),
                isRatio ? Optional.of(map.string(denominator)) : Optional.empty(),
                covariates,
                cap);
    }
}
