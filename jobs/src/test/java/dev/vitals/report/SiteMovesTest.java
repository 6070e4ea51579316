package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.kpi.KpiDefinition.GoodWhen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site tells of numbers that moved, in its log and on its page of corrections, and what it keeps to itself. */
class SiteMovesTest {
    private static final KpiView COUNT = Given.kpi("reports_received", "count", "reports", GoodWhen.NEITHER);

    @TempDir
    private Path folder;

    private void write(List<Cell> cells, DataQuality quality) throws IOException {
        SiteWriter site = new SiteWriter(folder, Given.WEEK, new Gate(List.of()));
        site.add(COUNT, cells);
        site.write(new SiteInput(
                Given.AS_OF,
                quality,
                List.of(),
                List.of(),
                Contracts.load(),
                List.of(),
                List.of(),
                Maturing.NONE,
                List.of(),
                List.of()));
    }

    private String page(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static DataQuality moved(DataQuality.Restated sum, List<DataQuality.Restatement> moves) {
        return new DataQuality(List.of(), List.of(), List.of(), List.of(), List.of(sum), moves, 0, List.of());
    }

    private static Cell day(KpiView kpi, int day, double value, long n) {
        return Given.cell(kpi, Period.day(Given.WEEK.start().plusDays(day)), value)
                .n(n)
                .build();
    }

    @Test
    void aMoveOfAHiddenDayIsNotListed() throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            cells.add(day(COUNT, day, day < 2 ? 12 : 400, day < 2 ? 12 : 400));
        }
        List<DataQuality.Restatement> moves =
                List.of(move(0, 31.0, 33.0, 31, 33), move(2, 55.0, 56.0, 12, 400), move(3, 390.0, 400.0, 390, 400));
        DataQuality quality = moved(new DataQuality.Restated("reports_received", "late_event", 3, 0), moves);
        write(cells, quality);

        // The first day is one of 12 reports now; the second move comes from a number of 12.
        String log = Page.parse(page("restatements.html")).text("moves");
        assertThat(log).contains("390", "400").doesNotContain("31", "33", "55", "56");
        assertThat(log).contains("2 moves not listed");
    }

    /** A final number of all together with how far it went, one of a slice without, a provisional one and a small one not. */
    @Test
    void aCorrectionTellsHowFarAFinalNumberMovedAndOfASliceOnlyWhereTo() throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            cells.add(day(COUNT, day, 400, 400));
        }
        DataQuality quality = moved(
                new DataQuality.Restated("reports_received", "late_event", 4, 3),
                List.of(
                        correction(1, "all", 350.0, 377.0, 350, true),
                        correction(2, "category=spam", 201.0, 222.0, 201, true),
                        correction(3, "all", 11.0, 12.0, 11, true),
                        correction(4, "all", 310.0, 311.0, 310, false)));
        write(cells, quality);

        // From 350 to 377 are 7.7% more.
        String page = Page.parse(page("corrections.html")).text("content");
        assertThat(page)
                .contains("350", "377", "+7.7%", "yes", "late data", "222", "not shown", "1 correction not listed");
        assertThat(page).doesNotContain("201", "+10", "310", "311");
        assertThat(page("corrections.html")).contains("data-column=\"KPI\"");
    }

    private static DataQuality.Restatement correction(
            int day, String slice, double from, double to, long oldN, boolean wasMature) {
        return new DataQuality.Restatement(
                Given.AS_OF,
                "reports_received",
                Given.WEEK.start().plusDays(day),
                slice,
                "value",
                from,
                to,
                oldN,
                (long) to,
                wasMature,
                "late_event",
                Optional.of(true));
    }

    /** One late report moved both; of the 120 in a language the difference would tell what became of it. */
    @Test
    void ofASliceThatMovedOnlyTheNewNumberIsShown() throws IOException {
        List<Cell> cells = List.of(
                day(COUNT, 0, 400, 400),
                Given.cell(COUNT, Period.day(Given.WEEK.start()), 120)
                        .slice("language", "en")
                        .n(120)
                        .build());
        DataQuality quality = moved(
                new DataQuality.Restated("reports_received", "late_event", 2, 2),
                List.of(move(0, 399.0, 400.0, 399, 400), move(0, "language=en", 119.0, 120.0, 119, 120)));
        write(cells, quality);

        String log = Page.parse(page("restatements.html")).text("moves");
        assertThat(log).contains("399", "400").contains("not shown", "120").doesNotContain("119");
    }

    private static DataQuality.Restatement move(int day, double from, double to, long oldN, long newN) {
        return move(day, "all", from, to, oldN, newN);
    }

    private static DataQuality.Restatement move(
            int day, String sliceKey, double from, double to, long oldN, long newN) {
        return new DataQuality.Restatement(
                Given.AS_OF,
                "reports_received",
                Given.WEEK.start().plusDays(day),
                sliceKey,
                "value",
                from,
                to,
                oldN,
                newN,
                false,
                "late_event",
                Optional.empty());
    }
}
