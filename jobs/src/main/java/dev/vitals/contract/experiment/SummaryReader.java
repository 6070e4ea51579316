package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.contract.experiment.Summary.TimeCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the summaries that the file of a test brings. */
final class SummaryReader {
    /** Numbers of a file are rounded. */
    private static final String DENOMINATOR = "denominator_";

    private static final double TOLERANCE = 1e-6;

    private SummaryReader() {}

    static List<Summary> read(YamlMap root, List<Variant> variants, List<Metric> metrics) {
        List<Summary> summaries = new ArrayList<>();
        Set<String> told = new HashSet<>();
        Map<String, Long> units = new HashMap<>();
        Map<String, Summary> first = new HashMap<>();
        for (YamlMap map : root.maps("summaries")) {
            Variant variant = named(map, "variant", variants, Variant::name);
            Metric metric = named(map, "metric", metrics, Metric::id);
            Summary summary = summary(map, variant, metric);
            map.rejectUnknownKeys();
            String arm = metric.id() + '\n' + variant.name();
            if (!told.add(arm + '\n' + summary.stratum() + '\n' + summary.cluster())) {
                throw map.error(metric.id() + " of " + variant.name() + " is summarised a second time; keep one.");
            }
            requireAlike(map, first.putIfAbsent(metric.id(), summary), summary);
            long counted = units.merge(arm, summary.n(), Math::addExact);
            boolean isOfUnits = summary.cluster().isEmpty() && summary.times().isEmpty();
            if (isOfUnits && counted > variant.units().orElseThrow()) {
                throw map.error(
                        "n",
                        "of " + counted + " is more than the "
                                + variant.units().orElseThrow() + " units of " + variant.name()
                                + "; a unit counts once.");
            }
            summaries.add(summary);
        }
        for (Metric metric : metrics) {
            for (Variant variant : variants) {
                if (!units.containsKey(metric.id() + '\n' + variant.name())) {
                    throw root.error(
                            "summaries", "have none of " + metric.id() + " in variant " + variant.name() + "; add it.");
                }
            }
        }
        return summaries;
    }

    /** Summaries of one metric are all of clusters, all of strata, or all of whole arms, with as many values. */
    private static void requireAlike(YamlMap map, Summary first, Summary summary) {
        if (first != null
                && (first.means().size() != summary.means().size()
                        || first.cluster().isPresent() != summary.cluster().isPresent()
                        || first.stratum().isPresent() != summary.stratum().isPresent())) {
            throw map.error(
                    summary.metric() + " is summarised in another way than before; give each summary the same keys.");
        }
    }

    private static Summary summary(YamlMap map, Variant variant, Metric metric) {
        Optional<String> stratum = map.optionalString("stratum");
        Optional<String> cluster = map.optionalString("cluster");
        if (stratum.isPresent() && cluster.isPresent()) {
            throw map.error("stratum", "can't be had beside a cluster; drop one.");
        }
        if (metric.statistic() == Statistic.TIME_TO_EVENT) {
            return times(map, variant, metric, stratum, cluster);
        }
        boolean isRatio = metric.statistic().isRatio();
        if (cluster.isPresent()) {
            long n = Counts.count(map, "n", 1);
            List<Double> means = new ArrayList<>();
            total(map, n, isRatio, means);
            Optional<YamlMap> past = map.optionalMap("covariate");
            if (past.isPresent()) {
                total(past.get(), n, isRatio, means);
                past.get().rejectUnknownKeys();
            }
            return new Summary(variant.name(), metric.id(), stratum, cluster, n, means, zeros(means.size()));
        }
        long n = Counts.count(map, "n", stratum.isPresent() ? 1 : 2);
        List<Double> means = new ArrayList<>();
        List<Double> covariances = new ArrayList<>();
        if (metric.statistic() == Statistic.SHARE) {
            share(map, n, means, covariances);
        } else {
            means.add(number(map, "mean"));
            covariances.add(variance(map, "variance"));
        }
        if (isRatio) {
            another(map, DENOMINATOR, means, covariances);
        }
        Optional<YamlMap> past = map.optionalMap("covariate");
        if (past.isPresent()) {
            covariate(past.get(), isRatio, means, covariances);
        }
        return new Summary(variant.name(), metric.id(), stratum, cluster, n, means, covariances);
    }

    /** What a cluster has of the metric or of its past, over its units. */
    private static void total(YamlMap map, long n, boolean isRatio, List<Double> means) {
        means.add(number(map, "sum") / n);
        if (isRatio) {
            means.add(number(map, "denominator_sum") / n);
        }
    }

    private static Summary times(
            YamlMap map, Variant variant, Metric metric, Optional<String> stratum, Optional<String> cluster) {
        if (stratum.isPresent()) {
            throw map.error("stratum", "can't be had for times to an event; leave it out.");
        }
        List<TimeCount> times = new ArrayList<>();
        long cases = 0;
        for (YamlMap each : map.maps("times")) {
            TimeCount count = new TimeCount(
                    Counts.count(each, "seconds", 0),
                    each.has("ended") ? Counts.count(each, "ended", 0) : 0,
                    each.has("open") ? Counts.count(each, "open", 0) : 0);
            each.rejectUnknownKeys();
            times.add(count);
            cases = Math.addExact(cases, Math.addExact(count.ended(), count.open()));
        }
        if (cases == 0) {
            throw map.error("times have no case; write how many ended, and how many are open, after how many seconds.");
        }
        return new Summary(variant.name(), metric.id(), stratum, cluster, cases, List.of(), List.of(), times);
    }

    private static void share(YamlMap map, long n, List<Double> means, List<Double> covariances) {
        long positives = Counts.count(map, "positives", 0);
        if (positives > n) {
            throw map.error("positives", "are " + positives + " of " + n + " units; there can't be more than n.");
        }
        double share = (double) positives / n;
        means.add(share);
        covariances.add(n < 2 ? 0 : share * (1 - share) * n / (n - 1));
    }

    /** The value after those before: its mean, its covariance with each of them in their order, its variance. */
    private static void another(YamlMap map, String prefix, List<Double> means, List<Double> covariances) {
        double mean = number(map, prefix + "mean");
        if (mean == 0 && prefix.equals(DENOMINATOR)) {
            throw map.error(
                    prefix + "mean",
                    "is 0, and a ratio over nothing is none; leave out units that have no denominator.");
        }
        means.add(mean);
        double covariance = number(map, "covariance");
        double variance = variance(map, prefix + "variance");
        double most = Math.sqrt(covariances.get(0) * variance);
        if (Math.abs(covariance) > most * (1 + TOLERANCE)) {
            throw map.error(
                    "covariance",
                    "of %s is more than the variances allow, %s at most; they must be of the same units."
                            .formatted(covariance, most));
        }
        covariances.add(covariance);
        covariances.add(variance);
    }

    private static void covariate(YamlMap map, boolean isRatio, List<Double> means, List<Double> covariances) {
        if (!isRatio) {
            another(map, "", means, covariances);
            map.rejectUnknownKeys();
            return;
        }
        means.add(number(map, "mean"));
        covariances.add(number(map, "with_value"));
        covariances.add(number(map, "with_denominator"));
        covariances.add(variance(map, "variance"));
        means.add(number(map, "denominator_mean"));
        covariances.add(number(map, "denominator_with_value"));
        covariances.add(number(map, "denominator_with_denominator"));
        covariances.add(number(map, "covariance"));
        covariances.add(variance(map, "denominator_variance"));
        map.rejectUnknownKeys();
    }

    private static double variance(YamlMap map, String key) {
        double variance = number(map, key);
        if (variance < 0) {
            throw map.error(key, "is below 0; it is the mean of squared deviations.");
        }
        return variance;
    }

    private static double number(YamlMap map, String key) {
        double number = map.decimal(key).doubleValue();
        if (!Double.isFinite(number)) {
            throw map.error(key, "is too large for a number; write it in a larger unit.");
        }
        return number;
    }

    private static List<Double> zeros(int values) {
        List<Double> zeros = new ArrayList<>();
        for (int i = 0; i < values * (values + 1) / 2; i++) {
            zeros.add(0.0);
        }
        return zeros;
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
