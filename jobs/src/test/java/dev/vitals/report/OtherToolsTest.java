package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.kpi.KpiDefinition.GoodWhen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherToolsTest {
    private static final KpiView TIME = Given.kpi("time", "mean", "seconds", GoodWhen.LOWER);

    @ParameterizedTest(name = "{0} instead of {1} is {2}")
    @CsvSource({
        "2.8, 37.8, 14 times too short",
        "50, 90, 1.8 times too short",
        "90, 60, 1.5 times too long",
        "100, 104, about the same",
        "0, 60, not known"
    })
    void theGapSaysHowManyTimes(double theirs, double ours, String gap) {
        assertThat(OtherTools.gap(figure(theirs), figure(ours))).isEqualTo(gap);
    }

    @Test
    void aNumberThatIsHiddenOrMissingHasNoGap() {
        assertThat(OtherTools.gap(figure(60), Figure.tooFew(TIME, "value"))).isEqualTo("not known");
        assertThat(OtherTools.gap(Figure.noData(TIME, "value"), figure(60))).isEqualTo("not known");
    }

    @Test
    void theTimelinessChapterShowsWhatOtherToolsWouldPublishBesideTheRightNumber() {
        ReportInput input = Sample.week();
        Figures figures = new Figures(input);
        Page page = Page.parse(new ReportPage(input).html());

        for (Layout.Compared pair : Layout.COMPARED) {
            KpiView compat = figures.kpi(pair.compat());
            KpiView right = figures.kpi(pair.right());
            Figure theirs = figures.now(compat, compat.leading());
            Figure ours = figures.now(right, pair.estimate());
            assertThat(page.text("timeliness"))
                    .contains("What other tools would publish")
                    .contains(theirs.valueText(), ours.valueText(), OtherTools.gap(theirs, ours));
        }
    }

    @Test
    void everyPairIsOfKpisAndEstimatesThatAreDefined() {
        Figures figures = new Figures(Sample.week());

        assertThat(Layout.COMPARED).allSatisfy(pair -> {
            assertThat(Layout.named()).contains(pair.compat(), pair.right());
            assertThat(figures.kpi(pair.right()).estimates()).contains(pair.estimate());
        });
        assertThat(Layout.named().stream().filter(kpi -> kpi.startsWith("compat_")))
                .as("every number of other tools stands beside the right one")
                .containsExactlyInAnyOrderElementsOf(
                        Layout.COMPARED.stream().map(Layout.Compared::compat).toList());
    }

    @Test
    void aReportWithoutSuchNumbersHasNoSuchTable() {
        Page page = Page.of(Given.report(List.of(Given.share("appeal_rate")), List.of(), List.of()));

        assertThat(page.ids()).doesNotContain("timeliness-other-tools");
    }

    private static Figure figure(double value) {
        return Figure.of(TIME, Given.cell(TIME, Given.WEEK, value).build());
    }
}
