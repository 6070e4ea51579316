package dev.vitals.contract.dsa;

import java.util.ArrayList;
import java.util.List;

/** The parts of the harmonised transparency report in their order, each a CSV file with fixed columns. */
public enum DsaSection {
    IDENTIFICATION("1_report_identification", List.of("Applicability", "Service", "Indicator", "Value")),
    CATEGORIES(
            "2_categories_names",
            List.of(
                    "Category label",
                    "Category description",
                    "Category of illegal content / incompatible with the terms and conditions",
                    "Contextual information")),
    ORDERS(
            "3_member_states_orders",
            List.of(
                    DsaColumns.APPLICABILITY,
                    DsaColumns.SERVICE,
                    DsaColumns.PERIOD,
                    DsaColumns.ILLEGAL,
                    DsaColumns.OTHER,
                    DsaColumns.SCOPE),
            DsaColumns.ORDERS),
    NOTICES("4_notices", categorised(DsaColumns.ILLEGAL), DsaColumns.NOTICES),
    OWN_ILLEGAL("5_own_initiative_illegal", categorised(DsaColumns.ILLEGAL), DsaColumns.MEASURES),
    OWN_TERMS(
            "6_own_initiative_TC",
            categorised("Category of incompatibility with the provider's terms and conditions"),
            DsaColumns.MEASURES),
    APPEALS("7_appeals_and_recidivism", listed("Contextual Information")),
    AUTOMATED("8_automated_means", listed("Contextual Information")),
    HUMANS("9_human_resources", listed("Contextual information")),
    AMAR(
            "10_AMAR",
            List.of(
                    DsaColumns.APPLICABILITY,
                    DsaColumns.SERVICE,
                    DsaColumns.PERIOD,
                    "Section",
                    "Indicator",
                    DsaColumns.SCOPE,
                    "Value")),
    QUALITATIVE(
            "11_qualitative",
            List.of(DsaColumns.APPLICABILITY, DsaColumns.SERVICE, DsaColumns.PERIOD, "Indicator", "Value"));

    private final String word;
    private final List<String> header;
    private final List<String> indicators;

    DsaSection(String word, List<String> header) {
        this(word, header, List.of());
    }

    DsaSection(String word, List<String> front, List<String> indicators) {
        List<String> all = new ArrayList<>(front);
        all.addAll(indicators);
        String contextual = word.startsWith("3") || word.startsWith("4") ? "information" : "Information";
        indicators.forEach(indicator -> all.add("Contextual " + contextual + " on " + contextualName(indicator)));
        this.word = word;
        this.header = List.copyOf(all);
        this.indicators = List.copyOf(indicators);
    }

    /** Name of the file without its ending, and of the section in {@code gold.dsa_report}. */
    public String word() {
        return word;
    }

    /** The columns of the file. */
    public List<String> header() {
        return header;
    }

    /** The columns that hold numbers, for the sections with a line for each category; else none. */
    public List<String> indicators() {
        return indicators;
    }

    /** The template writes two of its indicators with a small letter here. */
    private static String contextualName(String indicator) {
        return indicator.equals(DsaColumns.ORDERS.get(0)) || indicator.equals(DsaColumns.ORDERS.get(1))
                ? "n" + indicator.substring(1)
                : indicator;
    }

    private static List<String> categorised(String category) {
        return List.of(DsaColumns.APPLICABILITY, DsaColumns.SERVICE, DsaColumns.PERIOD, category, DsaColumns.OTHER);
    }

    private static List<String> listed(String contextual) {
        return List.of(
                DsaColumns.APPLICABILITY,
                DsaColumns.SERVICE,
                DsaColumns.PERIOD,
                "Section",
                "Indicator",
                DsaColumns.SCOPE,
                "Value",
                contextual);
    }
}
