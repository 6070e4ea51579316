package dev.vitals.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.YamlFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentReaderTest {
    private static final String SPEC = """
            experiment: e1
            hypothesis: It helps.
            owner: team
            unit: channel
            variants:
              - {name: a, weight: 0.7, is_control: true, units: 70}
              - {name: b, weight: 0.3, units: 30}
            metrics:
              - {id: m, role: primary, statistic: mean, good_when: higher}
              - {id: s, role: guardrail, statistic: share, good_when: lower, margin: 0.1}
            summaries:
              - {variant: a, metric: m, n: 70, mean: 1.5, variance: 2}
              - {variant: b, metric: m, n: 30, mean: 1.25, variance: 3}
              - {variant: a, metric: s, n: 60, positives: 15}
              - {variant: b, metric: s, n: 30, positives: 9}
            alpha: 0.1
            """;

    private static ExperimentSpec read(String text) {
        return ExperimentReader.read(new YamlFile("e1.yaml", text));
    }

    @Test
    void aSpecSaysWhatIsTestedAndHow() {
        ExperimentSpec spec = read(SPEC);

        assertThat(spec.analysis().alpha()).isEqualTo(0.1);
        assertThat(read(SPEC.replace("alpha: 0.1\n", "")).analysis().alpha()).isEqualTo(0.05);
        assertThat(spec.analysis().correction()).isEqualTo(Analysis.Correction.HOLM);
        assertThat(spec.control().name()).isEqualTo("a");
        assertThat(spec.summaries().get(2))
                .isEqualTo(new Summary(
                        "a", "s", Optional.empty(), Optional.empty(), 60, List.of(0.25), List.of(0.1875 * 60 / 59)));
    }

    /** A ratio with its past: each value's covariances with those before it, then its variance. */
    @Test
    void summariesHoldRatiosAndThePast() {
        ExperimentSpec spec = read(SPEC.replace("statistic: mean", "statistic: ratio")
                .replaceAll(
                        "mean: ([0-9.]+), variance: ([23])}",
                        "mean: $1, variance: $2, denominator_mean: 4, denominator_variance: 5, covariance: 1,"
                                + " covariate: {mean: 6, variance: 7, with_value: 0.1, with_denominator: 0.2,"
                                + " denominator_mean: 8, denominator_variance: 9, denominator_with_value: 0.3,"
                                + " denominator_with_denominator: 0.4, covariance: 0.5}}"));

        assertThat(spec.summaries().get(0).means()).containsExactly(1.5, 4.0, 6.0, 8.0);
        assertThat(spec.summaries().get(0).covariances())
                .containsExactly(2.0, 1.0, 5.0, 0.1, 0.2, 7.0, 0.3, 0.4, 0.5, 9.0);
    }

    @Test
    void summariesOfClustersAreTotals() {
        ExperimentSpec spec = read(SPEC.replace("n: 70, mean: 1.5, variance: 2", "cluster: c1, n: 50, sum: 75")
                .replace("n: 30, mean: 1.25, variance: 3", "cluster: c2, n: 200, sum: 250"));

        assertThat(spec.summaries().get(0).cluster()).contains("c1");
        assertThat(spec.summaries().get(1).means()).containsExactly(1.25);
    }

    private static final String WITH_SOURCE = SPEC.substring(0, SPEC.indexOf("metrics:"))
                    .replace(", units: 70", "")
                    .replace(", units: 30", "")
            + """
            metrics:
              - {id: m, role: primary, statistic: mean, good_when: higher, value: messages, cap: 500,
                 covariates: [{value: messages_before}]}
              - {id: r, role: secondary, statistic: ratio, good_when: lower, value: reports, denominator: messages}
            source: {path: units.csv, variant: arm, unit: user_id, stratum: country}
            """;

    @Test
    void aLiftThatWouldBePassedOverIsRefused() {
        assertThatThrownBy(() -> read(WITH_SOURCE + "lift: fieller\n"))
                .hasMessageContaining("lift of log_ratio or fieller is for units that are compared as they are");
    }

    @Test
    void metricsOfASourceAreMadeOfItsColumns() {
        ExperimentSpec spec = read(WITH_SOURCE);

        assertThat(spec.source())
                .contains(new UnitSource(
                        "units.csv",
                        "arm",
                        Optional.of("user_id"),
                        Optional.empty(),
                        Optional.of("country"),
                        "e1.yaml:12"));
        assertThat(spec.metrics().get(0).measure().orElseThrow().covariates())
                .containsExactly(new Metric.Covariate("messages_before", Optional.empty()));
        assertThat(spec.metrics().get(1).measure().orElseThrow().denominator()).contains("messages");
        assertThat(spec.variants().get(0).units()).isEmpty();
    }

    private static final String OF_CASES = WITH_SOURCE.substring(0, WITH_SOURCE.indexOf("  - {id: m")) + """
              - {id: q, role: primary, statistic: quantile, good_when: lower, value: seconds, quantile: 0.9}
              - {id: t, role: secondary, statistic: time_to_event, good_when: lower, seconds: seconds, ended: is_closed, horizon_hours: 72}
              - {id: d, role: secondary, statistic: delayed_share, good_when: lower, day: acted_on, label_day: reversed_on, within_days: 28, label_age: 7, as_of: 2026-02-15}
              - {id: w, role: secondary, statistic: weighted_share, good_when: lower, value: is_wrong, weight: weight}
              - {id: n, role: secondary, statistic: distinct, good_when: higher, value: channel_id}
              - {id: r, role: secondary, statistic: rate, good_when: lower, value: reports, denominator: messages}
            source: {path: units.csv, variant: arm, unit: user_id}
            correction: preferential_bonferroni
            preference: 0.8
            """;

    @Test
    void metricsMayBeMadeOfCases() {
        ExperimentSpec spec = read(OF_CASES);

        assertThat(spec.metrics().get(0).cases()).contains(new Metric.Values("seconds", .9));
        assertThat(spec.metrics().get(1).cases()).contains(new Metric.Times("seconds", "is_closed", 72));
        assertThat(spec.metrics().get(2).cases())
                .contains(
                        new Metric.Labels("acted_on", "reversed_on", 28, OptionalInt.of(7), LocalDate.of(2026, 2, 15)));
        assertThat(spec.metrics().get(3).measure().orElseThrow().denominator()).contains("weight");
        assertThat(spec.metrics().get(5).statistic()).isEqualTo(Metric.Statistic.RATE);
        assertThat(spec.analysis().preference()).isEqualTo(.8);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            quantile: 0.9          | quantile: 90                 | e1.yaml:9: quantile must lie between 0 and 1
            horizon_hours: 72      | horizon_hours: 0             | e1.yaml:10: horizon_hours must be from 1 to
            label_age: 7           | label_age: 29                | e1.yaml:11: label_age must be from 0 to 28
            as_of: 2026-02-15      | as_of: now                   | e1.yaml:11: as_of is the last day whose labels are all known
            weight: weight         | denominator: weight          | e1.yaml:12: key weight is missing
            ', unit: user_id}'     | }                            | unit is missing: q is made of rows that belong to units
            ', unit: user_id}'     | ', unit: user_id, stratum: s}' | stratum can't be had for quantiles
            preference: 0.8        | preference: 1                | e1.yaml:17: preference is the part of alpha
            """)
    void eachMistakeOfCasesIsToldWithItsLine(String right, String wrong, String error) {
        assertThat(OF_CASES).contains(right);
        assertThatThrownBy(() -> read(OF_CASES.replace(right, wrong)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }

    @Test
    void timesAreSummarisedByTheirCounts() {
        String spec = SPEC.replace(
                        "{id: m, role: primary, statistic: mean,",
                        "{id: m, role: primary, statistic: time_to_event, horizon_hours: 72,")
                .replace("n: 70, mean: 1.5, variance: 2", "times: [{seconds: 60, ended: 80, open: 9}]")
                .replace("n: 30, mean: 1.25, variance: 3", "times: [{seconds: 90, ended: 2}, {seconds: 100, open: 1}]");

        assertThat(read(spec).summaries().get(0).times()).containsExactly(new Summary.TimeCount(60, 80, 9));
        assertThat(read(spec).summaries().get(1).n()).isEqualTo(3);
        assertThatThrownBy(() -> read(spec.replace("ended: 80, open: 9", "ended: 0")))
                .hasMessageContaining("times have no case");
    }

    @Test
    void summariesHaveNoCases() {
        assertThatThrownBy(() -> read(SPEC.replace(
                        "{id: m, role: primary, statistic: mean,",
                        "{id: m, role: primary, statistic: quantile, value: x, quantile: 0.5,")))
                .hasMessageContaining("statistic of quantile is made of rows, which summaries are not");
    }

    private static final String IN_WAREHOUSE = SPEC.substring(0, SPEC.indexOf("variants:")) + """
            start: 2026-01-13
            end: 2026-02-01
            compare_by: unit
            variants:
              - {name: a, weight: 0.7, is_control: true}
              - {name: b, weight: 0.3}
            metrics:
              - {kpi: negative_share, role: primary, good_when: lower, past_days: 14, cap: 500}
            design: {kind: group_sequential, looks: [0.5, 1]}
            """;

    @Test
    void aTestInTheWarehouseHasDaysAndKpis() {
        ExperimentSpec spec = read(IN_WAREHOUSE);

        assertThat(spec.schedule().orElseThrow().end()).isEqualTo("2026-02-01");
        assertThat(spec.schedule().orElseThrow().compareBy()).isEqualTo(ExperimentSpec.CompareBy.UNIT);
        assertThat(spec.metrics().get(0).kpi())
                .contains(new Metric.KpiUse(
                        "negative_share", "channel_id", false, 14, OptionalInt.empty(), OptionalDouble.of(500)));
        assertThat(spec.analysis().design())
                .isEqualTo(new Design.GroupSequential(Design.Spending.OBRIEN_FLEMING, List.of(.5, 1.0), 0));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            end: 2026-02-01        | end: 2026-01-12              | e1.yaml:6: end of 2026-01-12 lies before the start
            end: 2026-02-01        | end: 2026-06-01              | e1.yaml:6: end of 2026-06-01 is more than 92 days
            compare_by: unit       | compare_by: stratum          | e1.yaml:12: negative_share has a past that can't be taken out of a ratio within strata
            start: 2026-01-13      | start: soon                  | e1.yaml:5: start must be a day such as
            cap: 500               | cap: 0                       | e1.yaml:12: cap is what a unit's total counts as
            past_days: 14          | past_days: -3                | e1.yaml:12: past_days are the days before a unit first saw the test
            'looks: [0.5, 1]'      | 'looks: [0.5, 0.4, 1]'       | e1.yaml:13: looks must rise
            'looks: [0.5, 1]'      | 'looks: [0.5]'               | e1.yaml:13: looks must end with 1
            kind: group_sequential | kind: sometimes              | e1.yaml:13: kind must be one of fixed, anytime, group_sequential
            """)
    void eachMistakeOfATestInTheWarehouseIsToldWithItsLine(String right, String wrong, String error) {
        assertThat(IN_WAREHOUSE).contains(right);
        assertThatThrownBy(() -> read(IN_WAREHOUSE.replace(right, wrong)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            weight: 0.3}           | 'weight: 0.3, units: 30}'    | e1.yaml:7: units are counted in the source
            stratum: country       | 'stratum: country, cluster: c' | e1.yaml:12: stratum can't be had beside a cluster
            ', denominator: messages}' | }                        | e1.yaml:11: key denominator is missing
            cap: 500               | cap: -1                      | e1.yaml:9: cap is what a unit's total counts as where it is more; it must be above 0
            statistic: mean        | statistic: share             | e1.yaml:9: cap is nothing for a share
            source:                | 'summaries: []
source:'     | summaries are there beside a source
            """)
    void eachMistakeOfASourceIsToldWithItsLine(String right, String wrong, String error) {
        assertThat(WITH_SOURCE).contains(right);
        assertThatThrownBy(() -> read(WITH_SOURCE.replace(right, wrong.replace("\\n", "\n"))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            weight: 0.3,           | weight: 0.4,                | e1.yaml:5: variants have weights of 1.1 together; they must add up to 1.
            weight: 0.3,           | weight: 0,                  | e1.yaml:7: weight must be more than 0
            name: b, weight        | name: a, weight             | e1.yaml:7: name names variant a a second time
            is_control: true,      | is_control: false,          | e1.yaml:5: variants name 0 controls
            units: 30}             | units: 29}                  | e1.yaml:13: n of 30 is more than the 29 units of b
            units: 30}             | units: 99999999999999999999} | e1.yaml:7: units is more than anybody counts
            role: primary          | 'role: primary, margin: 0.1' | margin is what a guardrail may be worse by; take it out
            units: 30}             | units: 29.5}                | e1.yaml:7: units must be a whole number
            unit: channel          | unit: chanel                | e1.yaml:4: unit must be one of user, channel, moderator, report
            alpha: 0.1             | 'prior: {mean: 0, deviation: 0}' | e1.yaml:16: deviation must be more than 0
            alpha: 0.1             | alpha: 0.9                  | e1.yaml:16: alpha must lie between 0 and 0.5
            role: primary          | role: secondary             | e1.yaml:8: metrics name no primary one
            , margin: 0.1          | ''                          | e1.yaml:10: margin is missing
            margin: 0.1            | margin: -0.1                | e1.yaml:10: margin is what a guardrail may be worse by
            id: s,                 | id: m,                      | e1.yaml:10: id names metric m a second time
            variant: b, metric: m  | variant: c, metric: m       | e1.yaml:13: variant c is none of a, b.
            variant: b, metric: m  | variant: b, metric: x       | e1.yaml:13: metric x is none of m, s.
            variant: b, metric: m  | variant: a, metric: m       | e1.yaml:13: m of a is summarised a second time
            positives: 15          | positives: 61               | e1.yaml:14: positives are 61 of 60 units
            variance: 2}           | variance: -2}               | e1.yaml:12: variance is below 0
            n: 70,                 | n: 1,                       | e1.yaml:12: n must be a whole number of at least 2
            variance: 2}           | variance: 2, sd: 1}         | e1.yaml:12: unknown key sd
            """)
    void eachMistakeIsToldWithItsLine(String right, String wrong, String error) {
        assertThat(SPEC).contains(right);
        assertThatThrownBy(() -> read(SPEC.replace(right, wrong)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(error);
    }

    @Test
    void aMetricWithoutASummaryIsMissed() {
        String last = "  - {variant: b, metric: s, n: 30, positives: 9}\n";

        assertThatThrownBy(() -> read(SPEC.replace(last, "")))
                .hasMessageContaining("e1.yaml:11: summaries have none of s in variant b; add it.");
    }
}
