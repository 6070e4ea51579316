package dev.vitals.cli.coverage;

import dev.vitals.kpi.KpiCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Draws samples of every kind of KPI from a known truth and counts how often the 95% interval holds it, beside the
 * interval that is usually shown. The samples go through the code that makes gold.
 */
public final class CoverageBench {
    /** Between these a 95% interval keeps its word. */
    private static final double LEAST = 0.93;

    private static final double MOST = 0.97;

    private final KpiCatalogue kpis;
    private final int samples;

    /** @param samples how many samples of each kind */
    public CoverageBench(KpiCatalogue kpis, int samples) {
        this.kpis = kpis;
        this.samples = samples;
    }

    /**
     * How often the intervals of a number held the truth.
     *
     * @param truth what the samples were drawn from; the mean where it varies
     * @param usual share of samples in which the usual interval held it; null where nothing usual has one
     * @param relativeWidth median width of the interval over the truth
     * @param isSparse whether so little was to be found that only one limit can miss the truth
     */
    public record Coverage(
            String family,
            String number,
            double truth,
            int samples,
            double ours,
            Double usual,
            double relativeWidth,
            boolean isSparse) {
        /** Whether it is neither too narrow nor too wide. */
        public boolean keepsItsWord() {
            return ours >= LEAST && ours <= MOST;
        }

        /** Whether it holds the truth more often than it says because only one of its limits can miss it. */
        public boolean isOneSided() {
            return isSparse && ours > MOST;
        }

        /** Whether there is a usual interval, and it is too narrow, or in the wrong place. */
        public boolean usualMisses() {
            return usual != null && usual < LEAST;
        }
    }

    /** All numbers, each told to the listener as soon as it is known. */
    public List<Coverage> run(Consumer<Coverage> listener) {
        List<Family> families = new ArrayList<>(new Shares(kpis).all());
        families.addAll(new Audits(kpis).all());
        families.addAll(new Durations(kpis).all());
        families.addAll(Appeals.all());
        families.addAll(new Raters(kpis).all());
        families.addAll(new Workloads(kpis).all());
        List<Coverage> all = new ArrayList<>();
        for (Family family : families) {
            for (Coverage coverage : coverages(family)) {
                listener.accept(coverage);
                all.add(coverage);
            }
        }
        return all;
    }

    private List<Coverage> coverages(Family family) {
        // By its name, so that one more kind changes no number of the others.
        String name = family.draw(new Chance(0)).get(0).family();
        Chance chance = new Chance(name.hashCode());
        List<List<Family.Claim>> rounds = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            rounds.add(family.draw(chance));
        }
        List<Coverage> coverages = new ArrayList<>();
        for (int claim = 0; claim < rounds.get(0).size(); claim++) {
            int position = claim;
            coverages.add(
                    coverage(rounds.stream().map(round -> round.get(position)).toList()));
        }
        return coverages;
    }

    private static Coverage coverage(List<Family.Claim> claims) {
        Family.Claim first = claims.get(0);
        double ours = share(claims, claim -> claim.ours().hold(claim.truth()));
        Double usual = first.usual() == null
                ? null
                : (Double) share(claims, claim -> claim.usual().hold(claim.truth()));
        double[] widths = claims.stream()
                .mapToDouble(claim -> claim.ours().width())
                .sorted()
                .toArray();
        double truth =
                claims.stream().mapToDouble(Family.Claim::truth).average().orElseThrow();
        return new Coverage(
                first.family(),
                first.number(),
                truth,
                claims.size(),
                ours,
                usual,
                widths[widths.length / 2] / truth,
                first.isSparse());
    }

    private static double share(List<Family.Claim> claims, Predicate<Family.Claim> holds) {
        return claims.stream().filter(holds).count() / (double) claims.size();
    }
}
