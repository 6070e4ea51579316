package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlFile;
import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.Analysis.Correction;
import dev.vitals.contract.experiment.Analysis.Lift;
import dev.vitals.contract.experiment.Analysis.Prior;
import dev.vitals.contract.experiment.Analysis.Sides;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric.Statistic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the file of a test strictly: what does not fit together is an error with file, line and remedy. */
final class ExperimentReader {
    private static final double DEFAULT_ALPHA = 0.05;
    private static final double DEFAULT_PREFERENCE = 0.5;
    private static final BigDecimal WEIGHT_TOLERANCE = new BigDecimal("1e-9");

    private ExperimentReader() {}

    /**
     * A file by itself, of which nobody knows the KPIs, nor which other tests there are. So it must bring what it is judged by;
     * such a file has no days, and overlaps_with is to it a key like any other that it does not know.
     */
    static ExperimentSpec readAlone(YamlFile file) {
        YamlMap root = file.root();
        if (!root.has("source") && !root.has("summaries")) {
            throw root.error(
                    root.has("start")
                            ? "a test with days and KPIs is judged by the warehouse, from its file in schemas/experiments: what it showed says ./vitals experiment readout ID. To judge what you have yourself, write summaries or a source instead."
                            : "there is nothing to judge the test by: write summaries of its metrics, or name a source of rows.");
        }
        return read(file);
    }

    static ExperimentSpec read(YamlFile file) {
        return read(file, (kpi, unitColumn) -> KpiCheck.Fit.of(Statistic.RATIO, 0));
    }

    static ExperimentSpec read(YamlFile file, KpiCheck check) {
        YamlMap root = file.root();
        Optional<UnitSource> source = root.optionalMap("source").map(ExperimentReader::source);
        boolean hasSummaries = root.has("summaries");
        if (source.isPresent() && hasSummaries) {
            throw root.error("summaries", "are there beside a source; keep one of the two.");
        }
        Optional<Schedule> schedule =
                source.isPresent() || hasSummaries ? Optional.empty() : Optional.of(ScheduleReader.read(root));
        Unit unit = root.oneOf("unit", Unit.class);
        List<Variant> variants = variants(root, !hasSummaries);
        List<Metric> metrics = schedule.isPresent()
                ? MetricReader.ofKpis(root, unit, check)
                : MetricReader.read(root, source.isPresent());
        Correction correction =
                root.optionalOneOf("correction", Correction.class).orElse(Correction.HOLM);
        ExperimentSpec spec = new ExperimentSpec(
                root.string("experiment"),
                root.string("hypothesis"),
                root.string("owner"),
                unit,
                variants,
                new Analysis(
                        alpha(root),
                        root.optionalOneOf("sides", Sides.class).orElse(Sides.TWO),
                        correction,
                        preference(root, correction),
                        root.optionalOneOf("lift", Lift.class).orElse(Lift.DELTA),
                        DesignReader.read(root, schedule.isPresent()),
                        root.optionalMap("prior").map(ExperimentReader::prior)),
                metrics,
                schedule,
                source,
                hasSummaries ? SummaryReader.read(root, variants, metrics) : List.of());
        requireUnits(root, spec);
        SpecLimits.require(root, spec);
        root.rejectUnknownKeys();
        return spec;
    }

    /** Cases of one unit go together, and so do the things that it had. */
    private static void requireUnits(YamlMap root, ExperimentSpec spec) {
        if (spec.source().isEmpty()) {
            return;
        }
        UnitSource source = spec.source().get();
        boolean isOfCases =
                spec.metrics().stream().anyMatch(metric -> metric.statistic().isOfCases());
        if (source.stratum().isPresent() && isOfCases) {
            throw root.map("source")
                    .error(
                            "stratum",
                            "can't be had for quantiles, times to an event and delayed shares; judge them in a file without.");
        }
        if (source.unit().isPresent()) {
            return;
        }
        spec.metrics().stream()
                .filter(metric -> metric.statistic().isOfCases() || metric.statistic() == Statistic.DISTINCT)
                .findFirst()
                .ifPresent(metric -> {
                    throw root.map("source")
                            .error("unit is missing: %s is made of rows that belong to units, so name their column."
                                    .formatted(metric.id()));
                });
    }

    static double alpha(YamlMap root) {
        double alpha =
                root.optionalDecimal("alpha").map(BigDecimal::doubleValue).orElse(DEFAULT_ALPHA);
        if (alpha <= 0 || alpha >= 0.5) {
            throw root.error("alpha", "must lie between 0 and 0.5, not be " + alpha + "; write 0.05 for 5%.");
        }
        return alpha;
    }

    private static double preference(YamlMap root, Correction correction) {
        Optional<BigDecimal> told = root.optionalDecimal("preference");
        double preference = told.map(BigDecimal::doubleValue).orElse(DEFAULT_PREFERENCE);
        if (told.isPresent()
                && (correction != Correction.PREFERENTIAL_BONFERRONI || preference <= 0 || preference >= 1)) {
            throw root.error(
                    "preference",
                    "is the part of alpha, between 0 and 1, that preferential_bonferroni keeps for the primary metrics.");
        }
        return preference;
    }

    private static Prior prior(YamlMap map) {
        double deviation = map.decimal("deviation").doubleValue();
        if (deviation <= 0) {
            throw map.error(
                    "deviation", "must be more than 0, not " + deviation + "; 0.1 for lifts of 10% up or down.");
        }
        Prior prior = new Prior(map.decimal("mean").doubleValue(), deviation);
        map.rejectUnknownKeys();
        return prior;
    }

    private static UnitSource source(YamlMap map) {
        UnitSource source = new UnitSource(
                map.string("path"),
                map.string("variant"),
                map.optionalString("unit"),
                map.optionalString("cluster"),
                map.optionalString("stratum"),
                map.place());
        if (source.cluster().isPresent() && source.stratum().isPresent()) {
            throw map.error(
                    "stratum",
                    "can't be had beside a cluster; compare clusters, or units within strata, and drop one.");
        }
        map.rejectUnknownKeys();
        return source;
    }

    private static List<Variant> variants(YamlMap root, boolean isCounted) {
        List<Variant> variants = new ArrayList<>();
        BigDecimal whole = BigDecimal.ZERO;
        Set<String> names = new HashSet<>();
        for (YamlMap map : root.maps("variants")) {
            BigDecimal weight = map.decimal("weight");
            if (weight.signum() <= 0) {
                throw map.error(
                        "weight", "must be more than 0, not " + weight + "; leave out a variant without units.");
            }
            if (isCounted && map.has("units")) {
                throw map.error("units", "are counted in the source or the warehouse; leave them out.");
            }
            Variant variant = new Variant(
                    map.string("name"),
                    weight.doubleValue(),
                    map.optionalBool("is_control").orElse(false),
                    isCounted ? OptionalLong.empty() : OptionalLong.of(Counts.count(map, "units", 0)));
            if (!names.add(variant.name())) {
                throw map.error("name", "names variant " + variant.name() + " a second time; give each its own.");
            }
            map.rejectUnknownKeys();
            whole = whole.add(weight);
            variants.add(variant);
        }
        if (variants.size() < 2) {
            throw root.error("variants", "must name a control and a treatment at least.");
        }
        if (whole.subtract(BigDecimal.ONE).abs().compareTo(WEIGHT_TOLERANCE) > 0) {
            throw root.error(
                    "variants", "have weights of " + whole.toPlainString() + " together; they must add up to 1.");
        }
        long controls = variants.stream().filter(Variant::isControl).count();
        if (controls != 1) {
            throw root.error(
                    "variants",
                    "name " + controls + " controls; write is_control: true at the one that others are held against.");
        }
        return variants;
    }
}
