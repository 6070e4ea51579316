package dev.vitals.report;

import java.time.LocalDate;

/** The names of places in a report, and the words that are used in more than one of them. */
final class Anchors {
    private Anchors() {}

    /** Where a KPI is defined. */
    static String definition(String kpi) {
        return "kpi-" + clean(kpi);
    }

    /** Where a number stands in its chapter. */
    static String figure(String kpi, String estimate) {
        return "figure-" + clean(kpi) + "-" + clean(estimate);
    }

    static String clean(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "-");
    }

    /** until a day, as far as that can be told. */
    static String until(Figures figures, KpiView kpi) {
        LocalDate settled = figures.period().end().plusDays(kpi.matureAfterDays());
        return settled.isAfter(figures.input().asOf())
                ? "until " + Format.fullDay(settled)
                : "until the " + figures.period().noun() + " is measured in full";
    }

    /** final, or provisional with its end; empty when there is no number. */
    static String status(Figures figures, Figure figure) {
        return figure.isProvisional() ? "provisional " + until(figures, figure.kpi()) : figure.statusText();
    }

    /** A KPI's title, linked to its definition. */
    static Element titleLink(KpiView kpi, String title) {
        return Element.link("#" + definition(kpi.id()), title);
    }
}
