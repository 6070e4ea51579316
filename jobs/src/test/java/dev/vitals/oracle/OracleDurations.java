package dev.vitals.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Quantiles of durations, and the curves of Kaplan-Meier and Aalen-Johansen, from the durations themselves.
 *
 * <p>Gold keeps durations in bins: of one second below an hour, of 1% above. Whatever happens in the same bin happens at
 * once, ends before those whose end is not seen. So a curve here steps once per bin, and any second of the bin is right.
 */
final class OracleDurations {
    /** How a case ended when its end was not seen. */
    static final String CENSORED = "censored";

    private static final long HOUR = 3600;
    private static final double SAME = 1e-12;
    /** The first seconds of the bins from one hour on, up to more than a year. */
    private static final List<Long> WIDE = wide();

    /** A case: how long it was followed, and how it ended. */
    record Case(long seconds, String end) {}

    /** The first and the last second of a bin. */
    record Bin(long first, long last) {}

    private OracleDurations() {}

    static Bin bin(long seconds) {
        if (seconds < HOUR) {
            return new Bin(seconds, seconds);
        }
        int i = 0;
        while (WIDE.get(i + 1) <= seconds) {
            i++;
        }
        return new Bin(WIDE.get(i), WIDE.get(i + 1) - 1);
    }

    private static List<Long> wide() {
        List<Long> firsts = new ArrayList<>();
        BigDecimal edge = BigDecimal.valueOf(HOUR);
        for (int i = 0; i < 1000; i++) {
            firsts.add(edge.setScale(0, RoundingMode.CEILING).longValueExact());
            edge = edge.multiply(new BigDecimal("1.01"), MathContext.DECIMAL128);
        }
        return firsts;
    }

    /** The p50, p90, ... of durations that have all ended: the value of rank n p, rounded up. */
    static List<OracleNumber> quantiles(List<Long> seconds, double... shares) {
        List<Long> sorted = seconds.stream().sorted().toList();
        List<OracleNumber> numbers = new ArrayList<>();
        long n = sorted.size();
        for (double share : shares) {
            int rank = (int) Math.max(1, Math.ceil(n * share - SAME * n));
            Bin bin = n == 0 ? null : bin(sorted.get(rank - 1));
            String name = share == 1 ? "max" : name(share);
            numbers.add(new OracleNumber(
                    name,
                    bin == null ? null : (Double) (double) bin.first(),
                    bin == null ? null : (Double) (double) bin.last(),
                    null,
                    (double) n,
                    n,
                    null));
        }
        return numbers;
    }

    /** Times until an end of the wanted kind, other ends competing with it, and shares of each kind of end by the horizon. */
    static List<OracleNumber> timesAndShares(
            String event, List<String> competing, List<Case> cases, long horizon, double... shares) {
        List<OracleNumber> numbers = new ArrayList<>(timesTo(event, cases, horizon, shares));
        List<Step> steps = steps(cases);
        List<String> kinds = new ArrayList<>(List.of(event));
        kinds.addAll(competing);
        for (String kind : kinds) {
            // The curve is read at the end of the bin of the horizon.
            Double share = isFollowed(steps, horizon)
                    ? shareEnded(steps, kind, bin(horizon).last())
                    : null;
            numbers.add(number("share_" + kind, kind, cases, share, share));
        }
        return numbers;
    }

    /** Times until an end of the wanted kind. */
    static List<OracleNumber> timesTo(String event, List<Case> cases, long horizon, double... shares) {
        List<Step> steps = steps(cases);
        List<OracleNumber> numbers = new ArrayList<>();
        for (double share : shares) {
            Bin reached = reached(steps, event, share);
            numbers.add(number(
                    name(share),
                    event,
                    cases,
                    reached == null ? null : (double) reached.first(),
                    reached == null ? null : (double) reached.last()));
        }
        boolean isFollowed = isFollowed(steps, horizon);
        numbers.add(number(
                "mean_" + horizon / HOUR + "h",
                event,
                cases,
                isFollowed ? meanOpen(steps, horizon, Bin::first) : null,
                isFollowed ? meanOpen(steps, horizon, Bin::last) : null));
        return numbers;
    }

    static String name(double share) {
        return "p" + Math.round(share * 100);
    }

    private static OracleNumber number(String name, String kind, List<Case> cases, Double low, Double high) {
        double ended = cases.stream().filter(each -> each.end().equals(kind)).count();
        long censored =
                cases.stream().filter(each -> each.end().equals(CENSORED)).count();
        return new OracleNumber(name, low, high, ended, (double) cases.size(), cases.size(), censored);
    }

    /** What happened in a bin: who was still open before it, and how they ended. */
    private record Step(Bin bin, double open, List<String> ends) {
        double share(String kind) {
            int ended = 0;
            for (String end : ends) {
                ended += end.equals(kind) ? 1 : 0;
            }
            return ended / open;
        }

        double shareOfAllEnds() {
            int ended = 0;
            for (String end : ends) {
                ended += end.equals(CENSORED) ? 0 : 1;
            }
            return ended / open;
        }
    }

    private static List<Step> steps(List<Case> cases) {
        List<Step> steps = new ArrayList<>();
        List<Case> left = new ArrayList<>(cases);
        left.sort(Comparator.comparingLong(Case::seconds));
        while (!left.isEmpty()) {
            Bin bin = bin(left.get(0).seconds());
            List<String> ends = new ArrayList<>();
            int open = left.size();
            while (!left.isEmpty() && left.get(0).seconds() <= bin.last()) {
                ends.add(left.remove(0).end());
            }
            steps.add(new Step(bin, open, ends));
        }
        return steps;
    }

    /** The bin by whose end a share of all cases has ended so. */
    private static Bin reached(List<Step> steps, String event, double share) {
        List<Double> ended = sharesEnded(steps, event);
        for (int i = 0; i < steps.size(); i++) {
            if (ended.get(i) >= share - SAME) {
                return steps.get(i).bin();
            }
        }
        return null;
    }

    private static double shareEnded(List<Step> steps, String kind, long upTo) {
        List<Double> ended = sharesEnded(steps, kind);
        double share = 0;
        for (int i = 0; i < steps.size() && steps.get(i).bin().first() <= upTo; i++) {
            share = ended.get(i);
        }
        return share;
    }

    /** The share of all cases that has ended so by the end of each step. */
    private static List<Double> sharesEnded(List<Step> steps, String kind) {
        List<Double> shares = new ArrayList<>();
        double open = 1;
        double ended = 0;
        for (Step step : steps) {
            ended += open * step.share(kind);
            open *= 1 - step.shareOfAllEnds();
            shares.add(ended);
        }
        return shares;
    }

    /** Whether somebody was followed up to the horizon, or nobody had to be because all but one in a thousand had ended. */
    private static boolean isFollowed(List<Step> steps, long horizon) {
        if (steps.isEmpty()) {
            return false;
        }
        double open = 1;
        for (Step step : steps) {
            open *= 1 - step.shareOfAllEnds();
        }
        return steps.get(steps.size() - 1).bin().last() >= horizon || open <= 0.001;
    }

    /** Area under the curve of those still open, each step at one end of its bin. */
    private static double meanOpen(List<Step> steps, long horizon, ToLongFunction<Bin> moment) {
        double area = 0;
        double open = 1;
        double from = 0;
        for (Step step : steps) {
            double at = Math.min(horizon, moment.applyAsLong(step.bin()));
            area += open * (at - from);
            from = at;
            open *= 1 - step.shareOfAllEnds();
        }
        return area + open * (horizon - from);
    }
}
