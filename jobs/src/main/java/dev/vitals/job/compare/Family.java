package dev.vitals.job.compare;

import dev.vitals.contract.experiment.Analysis;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.stats.FalseDiscovery;
import dev.vitals.stats.effect.FamilyWise;
import dev.vitals.stats.effect.PreferentialBonferroni;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The tests that are judged as one family: primary and secondary metrics in all treatments, those that could not be tested
 * included.
 *
 * <p>Some metrics are final while others wait for what comes late. No correction stops to call a test when another p-value
 * falls: so a test is called as soon as it would be if those that wait failed, and is not if it would not be even though they
 * came out as clear as can be. Neither can change any more, and what is called in the end is what would have been called by
 * judging all on the last night.
 */
final class Family {
    private final Analysis analysis;
    private final List<TestedMetric> tests;
    private final IntPredicate isFinal;

    /** @param isFinal whether nothing that the test at a place counts can change */
    Family(Analysis analysis, List<TestedMetric> tests, IntPredicate isFinal) {
        this.analysis = analysis;
        this.tests = List.copyOf(tests);
        this.isFinal = isFinal;
    }

    /**
     * Adjusted p-values, not a number of tests that could not be made: of those that are final as if the others failed, of the
     * others as all stand now.
     */
    double[] adjusted() {
        double[] now = adjust(i -> p(i));
        double[] atMost = adjust(i -> isFinal.test(i) ? p(i) : Double.NaN);
        return IntStream.range(0, now.length)
                .mapToDouble(i -> isFinal.test(i) ? atMost[i] : now[i])
                .toArray();
    }

    /** What the adjusted p-values may still fall to, whatever those that are not final become. */
    double[] least() {
        return adjust(i -> isFinal.test(i) ? p(i) : 0);
    }

    private double p(int test) {
        return tests.get(test).pValue().orElse(Double.NaN);
    }

    private interface PValue {
        double of(int test);
    }

    private double[] adjust(PValue value) {
        double[] pValues =
                IntStream.range(0, tests.size()).mapToDouble(value::of).toArray();
        return switch (analysis.correction()) {
            case NONE -> pValues;
            case BONFERRONI -> FamilyWise.BONFERRONI.adjust(pValues);
            case HOLM -> FamilyWise.HOLM.adjust(pValues);
            case HOCHBERG -> FamilyWise.HOCHBERG.adjust(pValues);
            case HOMMEL -> FamilyWise.HOMMEL.adjust(pValues);
            case SIDAK -> FamilyWise.SIDAK.adjust(pValues);
            case HOLM_SIDAK -> FamilyWise.HOLM_SIDAK.adjust(pValues);
            case BENJAMINI_HOCHBERG -> FalseDiscovery.withDefaults().adjust(pValues);
            case BENJAMINI_YEKUTIELI ->
                FalseDiscovery.withDefaults().underAnyDependence().adjust(pValues);
            case TWO_STAGE_BENJAMINI_HOCHBERG ->
                FalseDiscovery.withDefaults()
                        .twoStageWithoutMargin(analysis.alpha())
                        .adjust(pValues);
            case TWO_STAGE_BENJAMINI_KRIEGER_YEKUTIELI ->
                FalseDiscovery.withDefaults().twoStage(analysis.alpha()).adjust(pValues);
            case PREFERENTIAL_BONFERRONI ->
                PreferentialBonferroni.withDefaults()
                        .withPreference(analysis.preference())
                        .adjust(i -> tests.get(i).metric().role() == Role.PRIMARY, pValues);
        };
    }
}
