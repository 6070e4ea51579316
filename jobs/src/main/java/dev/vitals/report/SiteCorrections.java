package dev.vitals.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The page of corrections: final numbers that moved all the same, how far, and why. */
final class SiteCorrections {
    private static final int MOST = 300;

    private final DataQuality quality;
    private final Map<String, KpiView> kpis;
    private final Gate gate;

    /**
     * The page.
     *
     * @param gate what decides which numbers stay hidden
     */
    SiteCorrections(DataQuality quality, Map<String, KpiView> kpis, Gate gate) {
        this.quality = quality;
        this.kpis = kpis;
        this.gate = gate;
    }

    List<Element> render() {
        Element lead = Element.of("p")
                .with("class", "lead")
                .text(
                        "Whoever quoted one of these daily numbers quoted it as final, and it is another one now. Of single slices"
                                + " only the new number is shown: the difference could tell how a single report was handled.");
        long all = quality.restated().stream()
                .mapToLong(DataQuality.Restated::finalNumbers)
                .sum();
        if (all == 0) {
            return List.of(lead, Element.of("p").text("No final number has moved so far."));
        }
        List<DataQuality.Restatement> shown = shown();
        Table table = Table.of(
                "corrections",
                "Final numbers that moved, newest first",
                "Night",
                "KPI",
                "Slice",
                "Day",
                "Published",
                "Now",
                "Change",
                "Beyond its interval",
                "Why");
        shown.stream().limit(MOST).forEach(row -> row(table, row));
        Element part = SiteTables.part("final", "Final numbers that moved")
                .add(SiteTables.filter("corrections", "KPI", "Night", "Beyond its interval", "Why"), table.render());
        if (shown.size() > MOST) {
            part.add(note("The newest " + Format.count(MOST) + " of " + Format.count(shown.size())
                    + "; ops.restatement has them all."));
        }
        if (all > shown.size()) {
            part.add(note(Format.counted(all - shown.size(), "correction")
                    + " not listed: they rest on too few people, before or after."));
        }
        return List.of(
                lead,
                part,
                note(
                        "Beyond its interval is a number that now lies outside the 95% interval it was published with: more than"
                                + " chance had allowed for. ./vitals report --as-of DAY writes a report as it stood after a night."));
    }

    private List<DataQuality.Restatement> shown() {
        return quality.restatements().stream()
                .filter(DataQuality.Restatement::wasMature)
                .filter(row -> kpis.containsKey(row.kpi()) && gate.shows(kpis.get(row.kpi()), row))
                .sorted(Comparator.comparing(DataQuality.Restatement::asOf)
                        .reversed()
                        .thenComparing(DataQuality.Restatement::kpi)
                        .thenComparing(DataQuality.Restatement::date)
                        .thenComparing(DataQuality.Restatement::sliceKey)
                        .thenComparing(DataQuality.Restatement::estimate))
                .toList();
    }

    private void row(Table table, DataQuality.Restatement row) {
        KpiView kpi = kpis.get(row.kpi());
        String unit = kpi.unitOf(row.estimate());
        table.row(
                Node.text(row.asOf().toString()),
                Element.link(SiteLinks.explorer(kpi, row.estimate()), kpi.titleOf(row.estimate())),
                Node.text(Moves.slice(row)),
                Node.text(row.date().toString()),
                Node.text(Moves.old(row, unit)),
                Node.text(Moves.value(row.newValue(), unit)),
                Node.text(Moves.change(row, unit)),
                Node.text(Moves.tellsOld(row) ? beyond(row) : "not shown"),
                Node.text(QualityPage.reason(row.reason())));
    }

    private static String beyond(DataQuality.Restatement row) {
        return row.isBeyondInterval().map(is -> is ? "yes" : "no").orElse("no interval");
    }

    private static Element note(String text) {
        return Element.of("p").with("class", "note").text(text);
    }
}
