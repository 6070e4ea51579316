package dev.vitals.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison of numbers finds what is planted, and nothing where there is nothing. */
class CellComparisonTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 21);

    /** Four numbers of two KPIs: an overall one, two of a slice, one of a pair of slices. */
    private static final List<NightCell> OURS = List.of(
            cell("overturn_rate", "all", 3.0, 10.0),
            cell("overturn_rate", "policy=spam", 1.0, 4.0),
            cell("overturn_rate", "policy=scam", 2.0, 6.0),
            cell("reports_received", "policy=spam|tier=partner", null, 7.0));

    private static NightCell cell(String kpi, String slice, Double numerator, Double denominator) {
        Double value = numerator == null ? denominator : Double.valueOf(numerator / denominator);
        return new NightCell(kpi, DAY, slice, "value", numerator, denominator, value);
    }

    private static List<NightCell> with(int index, NightCell other) {
        List<NightCell> cells = new ArrayList<>(OURS);
        cells.set(index, other);
        return cells;
    }

    @Test
    void theSameNumbersAreEqual() {
        CellComparison same = CellComparison.of(OURS, OURS);

        assertThat(same).isEqualTo(new CellComparison(4, 0, 0, List.of()));
        assertThat(same.isEqual()).isTrue();
    }

    @Test
    void anotherNumeratorIsADifference() {
        CellComparison different = CellComparison.of(with(1, cell("overturn_rate", "policy=spam", 2.0, 4.0)), OURS);

        assertThat(different.equal()).isEqualTo(3);
        assertThat(different.first())
                .containsExactly(
                        "overturn_rate 2026-01-21 policy=spam value: 0.5 (2.0 of 4.0), ours 0.25 (1.0 of 4.0)");
        assertThat(different.isEqual()).isFalse();
    }

    @Test
    void anotherValueOfTheSameCountsIsADifference() {
        NightCell wrong = new NightCell("overturn_rate", DAY, "all", "value", 3.0, 10.0, 0.31);

        assertThat(CellComparison.of(with(0, wrong), OURS).different()).isEqualTo(1);
    }

    @Test
    void aNumberThatIsMissingIsADifference() {
        CellComparison missing = CellComparison.of(OURS.subList(1, 4).subList(0, 1), OURS);

        assertThat(missing.first())
                .containsExactly(
                        "overturn_rate 2026-01-21 policy=scam value: only we have 0.3333333333333333 (2.0 of 6.0)");
        assertThat(missing.beside()).as("the whole, which it gives of no day").isEqualTo(1);
    }

    @Test
    void aDayThatDidNotChangeNeedNotBeToldButTheLastOne() {
        List<NightCell> ours = new ArrayList<>(OURS);
        NightCell before = new NightCell("reports_received", DAY.minusDays(1), "all", "value", null, 5.0, 5.0);
        NightCell today = new NightCell("reports_received", DAY, "all", "value", null, 6.0, 6.0);
        ours.add(before);
        ours.add(today);
        List<NightCell> theirs = new ArrayList<>(OURS);
        theirs.add(today);

        assertThat(CellComparison.of(theirs, ours)).isEqualTo(new CellComparison(5, 0, 0, List.of()));
        theirs.set(4, before);
        assertThat(CellComparison.of(theirs, ours).first())
                .containsExactly("reports_received 2026-01-21 all value: only we have 6.0 (null of 6.0)");
    }

    @Test
    void aNumberTooManyIsADifference() {
        List<NightCell> more = new ArrayList<>(OURS);
        more.add(cell("overturn_rate", "policy=other", 0.0, 1.0));
        more.add(OURS.get(0));

        assertThat(CellComparison.of(more, OURS).first())
                .containsExactly(
                        "overturn_rate 2026-01-21 all value: given twice",
                        "overturn_rate 2026-01-21 policy=other value: we have none, but there is 0.0 (0.0 of 1.0)");
    }

    @Test
    void aNumberThatIsThereOnlyOnceIsNoNull() {
        NightCell none = new NightCell("overturn_rate", DAY, "all", "value", 3.0, 10.0, null);

        assertThat(CellComparison.of(with(0, none), OURS).different()).isEqualTo(1);
    }

    @Test
    void sumsInAnotherOrderAreTheSame() {
        NightCell other = new NightCell("overturn_rate", DAY, "all", "value", 3.0, 10.0, 0.1 + 0.2);

        assertThat(CellComparison.of(with(0, other), OURS).isEqual()).isTrue();
    }

    @Test
    void otherDaysKpisAndSlicesOfOursDoNotCount() {
        List<NightCell> theirs = List.of(cell("overturn_rate", "all", 3.0, 10.0));
        List<NightCell> ours = new ArrayList<>(OURS);
        ours.add(new NightCell("overturn_rate", DAY.minusDays(1), "all", "value", 1.0, 2.0, 0.5));

        assertThat(CellComparison.of(theirs, ours)).isEqualTo(new CellComparison(1, 0, 2, List.of()));
    }

    @Test
    void nothingIsNotEqual() {
        assertThat(CellComparison.of(List.of(), OURS).isEqual()).isFalse();
    }

    @Test
    void aBarInAValueDoesNotEndIt() {
        assertThat(cell("k", "policy=a\\|b=c|tier=x", 1.0, 1.0).dimensions()).isEqualTo("policy|tier");
        assertThat(cell("k", "all", 1.0, 1.0).dimensions()).isEmpty();
    }
}
