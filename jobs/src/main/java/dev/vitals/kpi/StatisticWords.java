package dev.vitals.kpi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words what a statistic computes and how its interval is made. */
final class StatisticWords {
    private static final String NEXT_TO_NONE =
            " Means and shares up to a horizon are told once no more than one case in 1,000 is"
                    + " open at the last time that is known; the interval allows for its end.";

    private StatisticWords() {}

    /** The computation in a few lines, each a sentence with its expressions in code marks. */
    static List<String> definition(Statistic statistic) {
        List<String> lines = new ArrayList<>();
        boolean isEveryRow = statistic.where().equals("TRUE");
        lines.add(isEveryRow ? "Over all rows." : "Over rows with " + Markdown.code(statistic.where()) + ".");
        lines.addAll(lines(statistic));
        if (statistic.expressions().stream()
                .anyMatch(expression -> SqlText.names(expression).contains(Statistic.FOLLOW_UP_END))) {
            lines.add(Markdown.code(Statistic.FOLLOW_UP_END)
                    + " is the end of the last day that the KPI sees: the day itself plus the days to maturity.");
        }
        return lines;
    }

    private static List<String> lines(Statistic statistic) {
        if (statistic instanceof Moments moments) {
            return moments(moments);
        }
        if (statistic instanceof TimeToEvent times) {
            return timeToEvent(times);
        }
        if (statistic instanceof Quantile quantile) {
            return List.of("Quantiles (" + names(quantile.quantiles()) + ") of " + Markdown.code(quantile.seconds())
                    + ", where there is one.");
        }
        if (statistic instanceof Concentration spread) {
            return List.of(
                    "Sum of " + Markdown.code(spread.amount()) + " for each " + Markdown.code(spread.person()) + ".",
                    "`gini` is the mean difference between two people over twice the mean: 0 when all have the same, 1"
                            + " when one has everything.",
                    "`top_tenth` is the share of the tenth of the people who have most.");
        }
        if (statistic instanceof Agreement agreement) {
            return List.of(
                    "Agreement among " + Markdown.code(agreement.labels()) + ", of rows that have two or more.",
                    "`alpha` is Krippendorff's for nominal labels: 1 minus the observed over the expected share of pairs of"
                            + " labels that differ.",
                    "`raw_agreement` is the share of pairs of labels of a row that agree; a row of m labels weighs m.");
        }
        String key = statistic instanceof Distinct.Keys keys ? keys.key() : ((Distinct.Sketches) statistic).sketch();
        return List.of("Number of different values of " + Markdown.code(key) + ".");
    }

    private static List<String> moments(Moments moments) {
        if (moments instanceof Moments.Count count) {
            return List.of(
                    count.events().equals("1") ? "Their number." : "Sum of " + Markdown.code(count.events()) + ".");
        }
        if (moments instanceof Moments.Share share) {
            return fraction("those with " + Markdown.code(share.numerator()), "all of them", "");
        }
        if (moments instanceof Moments.Rate rate) {
            return fraction(sumOf(rate.events()), sumOf(rate.exposure()), times(rate.per()));
        }
        if (moments instanceof Moments.Mean mean) {
            return fraction(sumOf(mean.value()), "how many have one", over(mean.scale()));
        }
        if (moments instanceof Moments.MeanOfSums mean) {
            return fraction(sumOf(mean.sum()), sumOf(mean.count()), over(mean.scale()));
        }
        if (moments instanceof Moments.Ratio ratio) {
            return fraction(sumOf(ratio.numerator()), sumOf(ratio.denominator()), times(ratio.per()));
        }
        Moments.WeightedShare share = (Moments.WeightedShare) moments;
        return fraction(
                sumOf(share.weight()) + " of those with " + Markdown.code(share.numerator()),
                sumOf(share.weight()) + " of all of them",
                "");
    }

    private static List<String> timeToEvent(TimeToEvent times) {
        List<String> lines = new ArrayList<>();
        lines.add("Time from " + Markdown.code(times.start()) + " to " + Markdown.code(times.end())
                + "; without an end, a row counts as open for as long as it has been watched.");
        times.endKind().ifPresent(kind -> {
            lines.add("Ends with " + Markdown.code(kind) + " = " + Markdown.codes(times.events()) + " count; "
                    + Markdown.codes(times.competing()) + " end a row in another way, and it stays in the whole.");
        });
        lines.add("Percentiles (" + names(times.quantiles())
                + ") are times by which that share of all rows has ended so.");
        String horizon = times.restrictedMeanHours() + " hours";
        lines.add("`mean_" + times.restrictedMeanHours() + "h` is the mean time open within the first " + horizon
                + (times.endKind().isEmpty()
                        ? "."
                        : "; `share_...` is the share that had ended in that way after " + horizon + "."));
        return lines;
    }

    /** How the interval is made, as a sentence. */
    static String interval(Statistic statistic) {
        if (statistic instanceof Moments.Count) {
            return "None: everything was counted.";
        }
        if (statistic instanceof Moments.Share) {
            return "Wilson's score interval (`wilson`).";
        }
        if (statistic instanceof Moments.Rate) {
            return "The exact Poisson interval (`garwood`); where rows differ by more than chance, the delta method"
                    + " with rows as units (`ratio_delta`).";
        }
        if (statistic instanceof Moments.Mean || statistic instanceof Moments.MeanOfSums) {
            return "Student's interval (`student`); of a share on the log-odds (`student_logit`).";
        }
        if (statistic instanceof Moments.Ratio) {
            return "The delta method with rows as units (`ratio_delta`); of a share on the log-odds (`ratio_delta_logit`).";
        }
        if (statistic instanceof Moments.WeightedShare) {
            return "Wilson's limits of each stratum taken together (towards the nearer of 0 and 1 mid-P's), or those of the"
                    + " ratio of what is positive and what is not where the share is of a part of what was drawn, as many times as long as clusters and unequal weights"
                    + " make the error (`hajek_strata_wilson`); where clusters are not known linearised, on the log-odds"
                    + " (`hajek_logit`); an exact bound where no row, or every row, is positive.";
        }
        if (statistic instanceof TimeToEvent times) {
            return times.endKind().isEmpty()
                    ? "Kaplan-Meier's log-log band (`kaplan_meier_log_log`); that of the mean is normal"
                            + " (`kaplan_meier_restricted_mean`)." + NEXT_TO_NONE
                    : "Aalen-Johansen's log-log band (`aalen_johansen_log_log`); that of the mean is normal"
                            + " (`kaplan_meier_restricted_mean`)." + NEXT_TO_NONE;
        }
        if (statistic instanceof Quantile) {
            return "Between two ordered values (`order_statistic`); none for the longest, nor where so much comes from one"
                    + " cluster that no value is known to lie beyond.";
        }
        if (statistic instanceof Concentration) {
            return "The jackknife over people, on the log-odds (`gini_jackknife`, `top_share_jackknife`); above 4,096"
                    + " people they are a sample of all. None for a top tenth of fewer than ten people, hence of fewer than"
                    + " 100: it would not hold as often as it says.";
        }
        if (statistic instanceof Agreement) {
            return "Percentiles of 2,000 resamples of whole rows (`krippendorff_unit_bootstrap`,"
                    + " `pair_agreement_unit_bootstrap`); an exact bound where all agree; none where alpha is not defined for"
                    + " more than one in forty resamples, as of few labels of one kind.";
        }
        return "None up to 4,096; above, the bounds of the sketch (`theta_sketch_lgk" + DistinctSketch.LG_K + "`).";
    }

    private static List<String> fraction(String numerator, String denominator, String factor) {
        return List.of(
                "Numerator: " + numerator + ".",
                "Denominator: " + denominator + ".",
                "Value: numerator / denominator" + factor + ".");
    }

    private static String sumOf(String expression) {
        return expression.equals("1") ? "their number" : "sum of " + Markdown.code(expression);
    }

    private static String times(BigDecimal per) {
        return per.compareTo(BigDecimal.ONE) == 0 ? "" : " * " + plain(per);
    }

    private static String over(BigDecimal scale) {
        return scale.compareTo(BigDecimal.ONE) == 0 ? "" : " / " + plain(scale);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().scale() > 0
                ? number.toPlainString()
                : String.format(Locale.ROOT, "%,d", number.toBigInteger());
    }

    private static String names(List<Double> quantiles) {
        return quantiles.stream().map(Quantile::name).collect(Collectors.joining(", "));
    }
}
