package dev.vitals.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The page of published numbers that moved afterwards: how many of each KPI and why, and the moves of the whole. */
final class SiteLog {
    private static final int MOST = 1000;

    private final DataQuality quality;
    private final Map<String, KpiView> kpis;
    private final Gate gate;

    /**
     * The log.
     *
     * @param gate what decides which numbers stay hidden
     */
    SiteLog(DataQuality quality, Map<String, KpiView> kpis, Gate gate) {
        this.quality = quality;
        this.kpis = kpis;
        this.gate = gate;
    }

    List<Element> render() {
        Element lead = Element.of("p")
                .with("class", "lead")
                .text(
                        "Late events, late closes and late appeals restate past days. ops.restatement keeps every published"
                                + " number that moved, with what it was before and why. Listed here are the moves of all slices"
                                + " together, and those of single slices that had been final, of which only the new number"
                                + " is shown: the difference could tell how a single report was handled.");
        if (quality.restated().isEmpty()) {
            return List.of(lead, Element.of("p").text("No published number has moved so far."));
        }
        return List.of(lead, counts(), moves());
    }

    private Element counts() {
        Table table = Table.of(
                "restated", "Daily numbers that moved, all slices", "KPI", "Why", "Numbers", "Final ones among them");
        quality.restated().stream()
                .sorted(Comparator.comparing(DataQuality.Restated::finalNumbers)
                        .thenComparing(DataQuality.Restated::numbers)
                        .reversed())
                .forEach(row -> table.row(
                        kpi(row.kpi()),
                        Node.text(QualityPage.reason(row.reason())),
                        Node.text(Format.count(row.numbers())),
                        Node.text(Format.count(row.finalNumbers()))));
        return SiteTables.part("counts", "How many, and why").add(table.render());
    }

    private Element moves() {
        List<DataQuality.Restatement> shown = quality.restatements().stream()
                .filter(row -> kpis.containsKey(row.kpi()) && gate.shows(kpis.get(row.kpi()), row))
                .sorted(Comparator.comparing(DataQuality.Restatement::asOf)
                        .reversed()
                        .thenComparing(row -> !row.wasMature())
                        .thenComparing(DataQuality.Restatement::kpi)
                        .thenComparing(DataQuality.Restatement::date)
                        .thenComparing(DataQuality.Restatement::sliceKey)
                        .thenComparing(DataQuality.Restatement::estimate))
                .toList();
        Table table = Table.of(
                "log",
                "Daily numbers that moved, newest first",
                "Night",
                "KPI",
                "Slice",
                "Day",
                "From",
                "To",
                "Change",
                "Had been",
                "Why");
        shown.stream().limit(MOST).forEach(row -> move(table, row));
        long left = quality.restatements().size() - shown.size();
        Element part = SiteTables.part("moves", "Single moves")
                .add(SiteTables.filter("log", "KPI", "Had been", "Why"), table.render());
        if (shown.size() > MOST) {
            part.add(Element.of("p")
                    .with("class", "note")
                    .text("The newest " + Format.count(MOST) + " of " + Format.count(shown.size())
                            + "; ops.restatement has them all."));
        }
        return left == 0
                ? part
                : part.add(Element.of("p")
                        .with("class", "note")
                        .text(Format.counted(left, "move")
                                + " not listed: they rest on too few people, before or after."));
    }

    private void move(Table table, DataQuality.Restatement row) {
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
                Node.text(row.wasMature() ? "final" : "provisional"),
                Node.text(QualityPage.reason(row.reason())));
    }

    private Node kpi(String id) {
        return kpis.containsKey(id)
                ? Element.link(SiteLinks.definition(kpis.get(id)), kpis.get(id).title())
                : Node.foreign(id);
    }
}
