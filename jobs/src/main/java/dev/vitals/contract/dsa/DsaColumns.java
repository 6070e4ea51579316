package dev.vitals.contract.dsa;

import java.util.ArrayList;
import java.util.List;

/** Names of columns and indicators as the template writes them, without the blanks that end some of them. */
public final class DsaColumns {
    public static final String NOTICES_RECEIVED = "Number of notices received";
    public static final String TRUSTED_NOTICES_RECEIVED = "Number of notices received from Trusted flaggers";
    public static final String ITEMS =
            "Number of specific items of information included in the total number of notices";
    public static final String TRUSTED_ITEMS =
            "Number of specific items of information included in the total number of notices by Trusted Flaggers (Trusted Flagger notices)";
    public static final String MEDIAN_ACTION = "Median time to take action";
    public static final String TRUSTED_MEDIAN_ACTION = "Median time to take action (Trusted Flagger notices)";
    public static final String ACTIONS_LAW = "Number of actions taken on the basis of the law";
    public static final String TRUSTED_ACTIONS_LAW =
            "Number of actions taken on the basis of the law (Trusted Flagger notices)";
    public static final String ACTIONS_TERMS =
            "Number of actions taken on the basis of the terms and conditions of the service";
    public static final String TRUSTED_ACTIONS_TERMS =
            "Number of actions taken on the basis of the terms and conditions of the service (Trusted Flagger notices)";

    public static final String OWN_MEASURES = "Number of measures taken at the provider's own initiative";
    public static final String OWN_AUTOMATED = "Number of measures taken after detection with solely automated means";

    static final String APPLICABILITY = "Applicability";
    static final String SERVICE = "Service";
    static final String PERIOD = "Reporting period";
    static final String SCOPE = "Scope";
    static final String ILLEGAL = "Category of illegal content";
    static final String OTHER = "Description of the sub-category \"Other\"";

    static final List<String> ORDERS = List.of(
            "Number of orders to act against illegal content received",
            "Number of specific items of information included in the total number of orders to act against illegal content",
            "Median time to inform the authority of the receipt of the order to act against illegal content",
            "Median time to give effect to the order to act against illegal content",
            "Number of orders to provide information",
            "Median time to inform the authority of the receipt of the order to provide information",
            "Median time to give effect to the order to provide information");

    static final List<String> NOTICES = List.of(
            NOTICES_RECEIVED,
            TRUSTED_NOTICES_RECEIVED,
            ITEMS,
            TRUSTED_ITEMS,
            MEDIAN_ACTION,
            TRUSTED_MEDIAN_ACTION,
            ACTIONS_LAW,
            TRUSTED_ACTIONS_LAW,
            ACTIONS_TERMS,
            TRUSTED_ACTIONS_TERMS);

    static final List<String> MEASURES = measures();

    private DsaColumns() {}

    private static List<String> measures() {
        List<String> all = new ArrayList<>(List.of(OWN_MEASURES, OWN_AUTOMATED));
        all.addAll(DsaRestriction.columns());
        return List.copyOf(all);
    }
}
