package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.kpi.KpiDefinition.GoodWhen;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartTest {
    private final KpiView share = Given.share("overturn_rate");

    @Test
    void anAxisHoldsItsNumbersAndLabelsThemInOneUnit() {
        assertThat(labels(9_000, 15_000, "seconds")).containsExactly("2.5 h", "3.0 h", "3.5 h", "4.0 h", "4.5 h");
        assertThat(labels(0, 0.3, "share")).containsExactly("0%", "10%", "20%", "30%");
        assertThat(labels(0.101, 0.119, "points from -1 to 1"))
                .containsExactly("0.100", "0.105", "0.110", "0.115", "0.120");
        assertThat(labels(0, 2_600, "reports")).containsExactly("0", "1,000", "2,000", "3,000");
    }

    @Test
    void everyAxisCoversItsRangeWithFewTicks() {
        Random random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            double low = (random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(8) - 3);
            double high = low + random.nextDouble() * Math.pow(10, random.nextInt(8) - 3);
            String unit = List.of("seconds", "share", "reports").get(random.nextInt(3));
            Scale scale = Scale.covering(low, high, unit, 100, 0);
            assertThat(scale.low()).isLessThanOrEqualTo(low + 1e-9);
            assertThat(scale.high()).isGreaterThanOrEqualTo(high - 1e-6);
            assertThat(scale.ticks()).hasSizeBetween(2, 7);
            assertThat(scale.at(low)).isBetween(0.0, 100.0);
        }
    }

    /** A handling of 90 to 120 seconds: 10 seconds are a sixth of a minute, and no label has room for all its digits. */
    @Test
    void stepsThatAreNoFewDecimalsOfAUnitAreCountedInASmallerOne() {
        assertThat(labels(90, 125, "seconds")).containsExactly("90 s", "100 s", "110 s", "120 s", "130 s");
        assertThat(labels(0, 7200, "seconds")).containsExactly("0.0 h", "0.5 h", "1.0 h", "1.5 h", "2.0 h");
    }

    @Test
    void aDayWithoutANumberLeavesAGapInLineAndBand() {
        String svg = chart(0.1, 0.2, null, 0.3, 0.2).toString();
        assertThat(count(svg, "class=\"line\"")).isEqualTo(2);
        assertThat(count(svg, "class=\"dot\"")).isEqualTo(4);
        assertThat(count(svg, "class=\"band\"")).isEqualTo(2);
    }

    /** The dashes begin at the last day that is final. */
    @Test
    void theLineIsDashedWhereItIsProvisional() {
        String svg = new LineChart(
                        "c",
                        "Chart",
                        "share",
                        Given.WEEK,
                        List.of(point(0, false), point(1, false), point(2, true), point(3, true)),
                        null)
                .render()
                .toString();

        assertThat(places(svg, "line")).containsExactly(2);
        assertThat(places(svg, "line provisional")).containsExactly(3);
    }

    private LineChart.Point point(int day, boolean isProvisional) {
        Period period = Period.day(Given.WEEK.start().plusDays(day));
        Given.Change cell = Given.cell(share, period, 0.1 * day);
        Given.Change told = isProvisional ? cell.provisional() : cell;
        return new LineChart.Point(period.start(), Figure.of(share, told.build()));
    }

    /** How many places each line of this class goes through. */
    private static List<Integer> places(String svg, String style) {
        return Pattern.compile("<polyline class=\"" + style + "\" points=\"([^\"]+)\"")
                .matcher(svg)
                .results()
                .map(line -> line.group(1).split(" ").length)
                .toList();
    }

    @Test
    void anEmptyChartSaysSo() {
        assertThat(chart(null, null).toString()).contains("no data to draw", "No day has a number.");
    }

    @Test
    void aRatioTellsWhatIsDividedByWhatAndOverHowMany() {
        KpiView ratio = Given.kpi("negative_share", "ratio", "share", GoodWhen.LOWER);

        assertThat(Figure.of(
                                ratio,
                                Given.cell(ratio, Given.WEEK, 0.25)
                                        .fraction(500, 2000)
                                        .n(42)
                                        .build())
                        .basisText())
                .isEqualTo("500 / 2,000, n = 42");
    }

    @Test
    void aBarWhoseIntervalHasNoUpperEndHasNoCapThere() {
        KpiView time = Given.kpi("time_to_resolution", "time_to_event", "seconds", GoodWhen.LOWER);
        Figure open = Figure.of(
                time, Given.empty(time, Given.WEEK).value(100.0, 80.0, null).build());
        Figure closed = Figure.of(
                time, Given.empty(time, Given.WEEK).value(100.0, 80.0, 120.0).build());
        Figure hidden = Figure.tooFew(time, "value");
        // A whisker is its line and a cap at each known end.
        assertThat(count(bars(open), "class=\"whisker\"")).isEqualTo(2);
        assertThat(count(bars(closed), "class=\"whisker\"")).isEqualTo(3);
        assertThat(bars(hidden)).contains(">too few<").doesNotContain("class=\"bar\"");
    }

    private static List<String> labels(double low, double high, String unit) {
        return Scale.covering(low, high, unit, 0, 100).labelled(unit).stream()
                .map(Scale.Tick::label)
                .toList();
    }

    private static String bars(Figure figure) {
        return new BarChart("c", "Chart", "seconds", List.of(new BarChart.Bar("a", figure)), null)
                .render()
                .toString();
    }

    private Element chart(Double... values) {
        List<LineChart.Point> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Period day = Period.day(Given.WEEK.start().plusDays(i));
            Figure figure = values[i] == null
                    ? Figure.noData(share, "value")
                    : Figure.of(share, Given.cell(share, day, values[i]).build());
            points.add(new LineChart.Point(day.start(), figure));
        }
        return new LineChart("c", "Chart", "share", Given.WEEK, points, null).render();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
