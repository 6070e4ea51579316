package dev.vitals.cli.coverage;

import static dev.vitals.cli.coverage.Shares.limits;

import dev.vitals.cli.coverage.Family.Claim;
import dev.vitals.cli.coverage.Family.Limits;
import dev.vitals.kpi.Concentration;
import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.KpiState;
import dev.vitals.kpi.Moments;
import dev.vitals.stats.GarwoodInterval;
import dev.vitals.stats.WorkByPerson;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** How much moderators do, against what their queues let expect, and how unevenly it is spread over them. */
final class Workloads {
    private static final String THROUGHPUT = "standardised_throughput";
    private static final String CONCENTRATION = "workload_concentration";
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double SIGMA = 0.8;
    private static final double ONE_IN_TEN = 0.1;

    private final KpiCatalogue kpis;

    Workloads(KpiCatalogue kpis) {
        this.kpis = kpis;
    }

    List<Family> all() {
        return List.of(
                this::standardised,
                chance -> concentration(chance, "workload of a team", 25),
                chance -> concentration(chance, "workload of a department", 150));
    }

    /** Moderators who are a quarter quicker or slower than their queues, on several shifts each. */
    private List<Claim> standardised(Chance chance) {
        double truth = 1.1;
        Channels moderators = new Channels((Moments) kpis.kpi(THROUGHPUT).statistic());
        long decided = 0;
        double expected = 0;
        for (int moderator = 0; moderator < 40; moderator++) {
            double own = truth * chance.around1(0.25);
            int shifts = chance.size(8);
            for (int shift = 0; shift < shifts; shift++) {
                double ofQueue = chance.size(60);
                int decisions = chance.poisson(own * ofQueue);
                moderators.pair(moderator, decisions, ofQueue);
                decided += decisions;
                expected += ofQueue;
            }
        }
        Limits usual = limits(GarwoodInterval.withDefaults().estimate(decided, expected));
        KpiEstimate ours =
                Estimates.of(kpis.kpi(THROUGHPUT), moderators.evidence()).get(0);
        return List.of(new Claim("observed over expected decisions", THROUGHPUT, truth, limits(ours), usual));
    }

    /** Log-normal work; Gini's coefficient and the top's share of it are known (Cowell, Measuring Inequality, 2011). */
    private List<Claim> concentration(Chance chance, String family, int people) {
        WorkByPerson.Builder work = new WorkByPerson.Builder();
        for (int person = 0; person < people; person++) {
            work.add(person + 1L, Math.round(1000 * Math.exp(SIGMA * chance.normal())));
        }
        Map<String, Double> truths = Map.of(
                Concentration.GINI,
                2 * NORMAL.cumulativeProbability(SIGMA / Math.sqrt(2)) - 1,
                Concentration.TOP_TENTH,
                NORMAL.cumulativeProbability(SIGMA - NORMAL.inverseSurvivalProbability(ONE_IN_TEN)));
        Evidence evidence = Evidence.of(new KpiState.Work(work.build()));
        return Estimates.of(kpis.kpi(CONCENTRATION), evidence).stream()
                .filter(estimate -> estimate.ciLow() != null)
                .map(estimate -> new Claim(
                        family,
                        CONCENTRATION + " " + estimate.name(),
                        truths.get(estimate.name()),
                        limits(estimate),
                        null))
                .toList();
    }
}
