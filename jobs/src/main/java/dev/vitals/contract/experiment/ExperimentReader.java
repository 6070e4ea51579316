package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlFile;
import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.ExperimentSpec.Correction;
import dev.vitals.contract.experiment.ExperimentSpec.GoodWhen;
import dev.vitals.contract.experiment.ExperimentSpec.Lift;
import dev.vitals.contract.experiment.ExperimentSpec.Metric;
import dev.vitals.contract.experiment.ExperimentSpec.Prior;
import dev.vitals.contract.experiment.ExperimentSpec.Role;
import dev.vitals.contract.experiment.ExperimentSpec.Statistic;
import dev.vitals.contract.experiment.ExperimentSpec.Summary;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** Reads the file of a test strictly: what does not fit together is an error with file, line and remedy. */
final class ExperimentReader {
    private static final double DEFAULT_ALPHA = 0.05;
    private static final BigDecimal WEIGHT_TOLERANCE = new BigDecimal("1e-9");

    private ExperimentReader() {}

    static ExperimentSpec read(YamlFile file) {
        YamlMap root = file.root();
        List<Variant> variants = variants(root);
        List<Metric> metrics = metrics(root);
        ExperimentSpec spec = new ExperimentSpec(
                root.string("experiment"),
                root.string("hypothesis"),
                root.string("owner"),
                root.oneOf("unit", Unit.class),
                variants,
                alpha(root),
                root.optionalOneOf("correction", Correction.class).orElse(Correction.HOLM),
                root.optionalOneOf("lift", Lift.class).orElse(Lift.DELTA),
                root.optionalMap("prior").map(ExperimentReader::prior),
                metrics,
                summaries(root, variants, metrics));
        root.rejectUnknownKeys();
        return spec;
    }

    private static double alpha(YamlMap root) {
        double alpha =
                root.optionalDecimal("alpha").map(BigDecimal::doubleValue).orElse(DEFAULT_ALPHA);
        if (alpha <= 0 || alpha >= 0.5) {
            throw root.error("alpha", "must lie between 0 and 0.5, not be " + alpha + "; write 0.05 for 5%.");
        }
        return alpha;
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

    private static List<Variant> variants(YamlMap root) {
        List<Variant> variants = new ArrayList<>();
        BigDecimal whole = BigDecimal.ZERO;
        Set<String> names = new HashSet<>();
        for (YamlMap map : root.maps("variants")) {
            BigDecimal weight = map.decimal("weight");
            if (weight.signum() <= 0) {
                throw map.error(
                        "weight", "must be more than 0, not " + weight + "; leave out a variant without units.");
            }
            Variant variant = new Variant(
                    map.string("name"),
                    weight.doubleValue(),
                    map.optionalBool("is_control").orElse(false),
                    count(map, "units", 0));
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

    private static List<Metric> metrics(YamlMap root) {
        List<Metric> metrics = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlMap map : root.maps("metrics")) {
            Role role = map.oneOf("role", Role.class);
            Optional<BigDecimal> margin = map.optionalDecimal("margin");
            if (margin.isPresent() && (role != Role.GUARDRAIL || margin.get().signum() <= 0)) {
                throw map.error("margin", "is what a guardrail may be worse by, as a share above 0: 0.02 for 2%.");
            }
            if (role == Role.GUARDRAIL && margin.isEmpty()) {
                throw map.error(
                        "margin is missing: say what share of the control's mean this guardrail may be worse by.");
            }
            Metric metric = new Metric(
                    map.string("id"),
                    role,
                    map.oneOf("statistic", Statistic.class),
                    map.oneOf("good_when", GoodWhen.class),
                    margin.map(m -> OptionalDouble.of(m.doubleValue())).orElse(OptionalDouble.empty()));
            if (!ids.add(metric.id())) {
                throw map.error("id", "names metric " + metric.id() + " a second time; keep one.");
            }
            map.rejectUnknownKeys();
            metrics.add(metric);
        }
        if (metrics.stream().noneMatch(metric -> metric.role() == Role.PRIMARY)) {
            throw root.error("metrics", "name no primary one; a test is decided by one at least.");
        }
        return metrics;
    }

    private static List<Summary> summaries(YamlMap root, List<Variant> variants, List<Metric> metrics) {
        List<Summary> summaries = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (YamlMap map : root.maps("summaries")) {
            Variant variant = named(map, "variant", variants, Variant::name);
            Metric metric = named(map, "metric", metrics, Metric::id);
            Summary summary = summary(map, variant, metric);
            map.rejectUnknownKeys();
            if (!told.add(metric.id() + '\n' + variant.name())) {
                throw map.error(metric.id() + " of " + variant.name() + " is summarised a second time; keep one.");
            }
            if (summary.n() > variant.units()) {
                throw map.error(
                        "n",
                        "of " + summary.n() + " is more than the " + variant.units() + " units of " + variant.name()
                                + "; a unit counts once.");
            }
            summaries.add(summary);
        }
        for (Metric metric : metrics) {
            for (Variant variant : variants) {
                if (!told.contains(metric.id() + '\n' + variant.name())) {
                    throw root.error(
                            "summaries", "have none of " + metric.id() + " in variant " + variant.name() + "; add it.");
                }
            }
        }
        return summaries;
    }

    private static Summary summary(YamlMap map, Variant variant, Metric metric) {
        long n = count(map, "n", 2);
        if (metric.statistic() == Statistic.SHARE) {
            long positives = count(map, "positives", 0);
            if (positives > n) {
                throw map.error("positives", "are " + positives + " of " + n + " units; there can't be more than n.");
            }
            double share = (double) positives / n;
            return new Summary(variant.name(), metric.id(), n, share, share * (1 - share));
        }
        double variance = map.decimal("variance").doubleValue();
        if (variance < 0) {
            throw map.error("variance", "is below 0; it is the mean of squared deviations.");
        }
        return new Summary(variant.name(), metric.id(), n, map.decimal("mean").doubleValue(), variance);
    }

    private static long count(YamlMap map, String key, int least) {
        BigDecimal value = map.decimal(key);
        if (value.stripTrailingZeros().scale() > 0 || value.compareTo(BigDecimal.valueOf(least)) < 0) {
            throw map.error(
                    key, "must be a whole number of at least " + least + ", not " + value.toPlainString() + ".");
        }
        return value.longValueExact();
    }

    private static <T> T named(YamlMap map, String key, List<T> all, Function<T, String> name) {
        String wanted = map.string(key);
        return all.stream()
                .filter(each -> name.apply(each).equals(wanted))
                .findFirst()
                .orElseThrow(() -> map.error(
                        key,
                        wanted + " is none of "
                                + String.join(", ", all.stream().map(name).toList()) + "."));
    }
}
