package dev.vitals.report;

import dev.vitals.report.SiteFrame.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where things are in a site. */
final class SiteLinks {
    private final Map<String, String> targets = new HashMap<>();

    SiteLinks(List<KpiView> kpis) {
        for (KpiView kpi : kpis) {
            targets.put(Anchors.definition(kpi.id()), definition(kpi));
            kpi.estimates()
                    .forEach(estimate -> targets.put(Anchors.figure(kpi.id(), estimate), explorer(kpi, estimate)));
        }
        for (String part : List.of("headlines", "others", "how-to-read", Surroundings.ID)) {
            targets.put(part, "#" + part);
        }
        for (String part : List.of("checks", "files", "maturity", "quarantine")) {
            targets.put(part, Page.QUALITY.file() + "#" + part);
        }
        targets.put("restatements", Page.RESTATEMENTS.file());
        targets.put("quality", Page.QUALITY.file());
    }

    /** The explorer with a KPI chosen. */
    static String explorer(KpiView kpi, String estimate) {
        return Page.EXPLORER.file() + "#kpi=" + Anchors.clean(kpi.id()) + "&estimate=" + Anchors.clean(estimate);
    }

    static String definition(KpiView kpi) {
        return Page.CATALOGUE.file() + "#" + Anchors.definition(kpi.id());
    }

    /** The place in the site of what a report has at this anchor. */
    String of(String anchor) {
        String target = targets.get(anchor);
        return target == null ? Page.QUALITY.file() : target;
    }
}
