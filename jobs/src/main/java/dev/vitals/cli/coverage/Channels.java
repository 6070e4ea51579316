package dev.vitals.cli.coverage;

import dev.vitals.kpi.ClusterAmounts;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiState;
import dev.vitals.kpi.Moments;
import dev.vitals.stats.ClusterTotals;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeGroups;
import dev.vitals.stats.TimeHistogram;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects made-up rows into the evidence that the nightly measure collects from real ones. */
final class Channels {
    private final List<BigDecimal> sums;
    private final ClusterTotals.Builder clusters;
    private final ClusterAmounts amounts;

    Channels(Moments statistic) {
        this.amounts = statistic.clusterAmounts().orElseThrow();
        this.sums = new ArrayList<>(Collections.nCopies(statistic.sums().size(), BigDecimal.ZERO));
        this.clusters = new ClusterTotals.Builder(amounts.sums().size());
    }

    /** So many rows of a channel, so many of them positive. */
    Channels share(int channel, int positives, int rows) {
        add(0, rows);
        add(1, positives);
        clusters.add(0, hash(channel), positives, rows);
        return this;
    }

    /** A row with an amount over another: a channel with a day. */
    Channels pair(int channel, double numerator, double denominator) {
        BigDecimal y = BigDecimal.valueOf(numerator);
        BigDecimal x = BigDecimal.valueOf(denominator);
        BigDecimal[] moments = {BigDecimal.ONE, y, x, y.multiply(y), y.multiply(x), x.multiply(x)};
        for (int i = 0; i < moments.length; i++) {
            sums.set(i, sums.get(i).add(moments[i]));
        }
        clusters.add(
                0,
                hash(channel),
                whole(numerator, amounts.numeratorUnit()),
                whole(denominator, amounts.denominatorUnit()));
        return this;
    }

    /** Values of a channel that were added up, of whole units. */
    Channels values(int channel, int count, long sum, long squares) {
        add(0, count);
        add(1, sum);
        add(2, squares);
        clusters.add(0, hash(channel), whole(sum, amounts.numeratorUnit()), count);
        return this;
    }

    /** A row that was drawn from a stratum with a probability of one over the weight, of all of which the share is. */
    Channels drawn(int channel, int stratum, boolean isPositive, int weight) {
        long whole = whole(weight, amounts.denominatorUnit());
        addMember(isPositive, weight);
        clusters.add(stratum, hash(channel), 1, isPositive ? whole : 0, whole);
        return this;
    }

    /** A row that was drawn so, of a part of which the share is. */
    Channels drawn(int channel, int stratum, boolean isPart, boolean isPositive, int weight) {
        long whole = whole(weight, amounts.denominatorUnit());
        if (isPart) {
            addMember(isPositive, weight);
        }
        long positive = isPositive ? whole : 0;
        clusters.add(stratum, hash(channel), 1, isPart ? positive : 0, isPart ? whole : 0, positive, whole);
        return this;
    }

    private void addMember(boolean isPositive, int weight) {
        add(0, 1);
        add(2, weight);
        add(4, (long) weight * weight);
        if (isPositive) {
            add(1, 1);
            add(3, weight);
            add(5, (long) weight * weight);
        }
    }

    Evidence evidence() {
        return new Evidence(KpiState.Sums.of(sums), null, clusters.build());
    }

    private void add(int sum, long amount) {
        sums.set(sum, sums.get(sum).add(BigDecimal.valueOf(amount)));
    }

    private static long whole(double amount, double unit) {
        return Math.round(amount * unit);
    }

    private static int hash(int channel) {
        int mixed = channel * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) * 0x85EBCA6B;
    }

    /** Collects durations. */
    static final class Times {
        private final TimeHistogram.Builder histogram = TimeHistogram.builder();
        private final ClusterTotals.Builder clusters = new ClusterTotals.Builder(1);

        /** A case of a channel that ended so after some seconds, or was still open. */
        void add(int channel, double seconds, int code) {
            int bin = TimeBins.bin((long) seconds);
            histogram.add(bin, code, 1);
            clusters.add(TimeGroups.of(bin, code), hash(channel), 1);
        }

        TimeHistogram histogram() {
            return histogram.build();
        }

        Evidence evidence() {
            return new Evidence(new KpiState.Durations(histogram()), null, clusters.build());
        }
    }
}
