package dev.vitals.contract.dsa;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The restrictions that a decision can impose, by the words of a statement of reasons and the columns of the report. */
public enum DsaRestriction {
    DECISION_VISIBILITY_CONTENT_REMOVED(Kind.VISIBILITY, "Visibility restriction Removal"),
    DECISION_VISIBILITY_CONTENT_DISABLED(Kind.VISIBILITY, "Visibility restriction Disable"),
    DECISION_VISIBILITY_CONTENT_DEMOTED(Kind.VISIBILITY, "Visibility restriction Demoted"),
    DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED(Kind.VISIBILITY, "Visibility restriction Age restricted"),
    DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED(
            Kind.VISIBILITY, "Visibility restriction Interaction restricted"),
    DECISION_VISIBILITY_CONTENT_LABELLED(Kind.VISIBILITY, "Visibility restriction Labelled"),
    DECISION_VISIBILITY_OTHER(Kind.VISIBILITY, "Visibility restriction Other"),
    DECISION_MONETARY_SUSPENSION(Kind.MONETARY, "Monetary restriction Suspension"),
    DECISION_MONETARY_TERMINATION(Kind.MONETARY, "Monetary restriction Termination"),
    DECISION_MONETARY_OTHER(Kind.MONETARY, "Monetary restriction Other"),
    DECISION_PROVISION_PARTIAL_SUSPENSION(Kind.PROVISION, "Provision of the service Suspension"),
    DECISION_PROVISION_TOTAL_SUSPENSION(Kind.PROVISION, "Provision of the service Suspension"),
    DECISION_PROVISION_PARTIAL_TERMINATION(Kind.PROVISION, "Provision of the service Termination"),
    DECISION_PROVISION_TOTAL_TERMINATION(Kind.PROVISION, "Provision of the service Termination"),
    DECISION_ACCOUNT_SUSPENDED(Kind.ACCOUNT, "Account restriction Suspension"),
    DECISION_ACCOUNT_TERMINATED(Kind.ACCOUNT, "Account restriction Termination");

    private final Kind kind;
    private final String column;

    DsaRestriction(Kind kind, String column) {
        this.kind = kind;
        this.column = column;
    }

    /** What is restricted, with the columns of a statement of reasons and the line of complaints about it. */
    public enum Kind {
        VISIBILITY(
                "decision_visibility",
                "end_date_visibility_restriction",
                "Complaint regarding a decision to remove or disable access to or restrict visibility of information"),
        PROVISION(
                "decision_provision",
                "end_date_service_restriction",
                "Complaint regarding a decision to suspend or terminate the provision of the service"),
        ACCOUNT(
                "decision_account",
                "end_date_account_restriction",
                "Complaint regarding a decision to suspend or terminate an account"),
        MONETARY(
                "decision_monetary",
                "end_date_monetary_restriction",
                "Complaint regarding a decision to restrict the ability to monetise information");

        private final String decision;
        private final String endDate;
        private final String complaint;

        Kind(String decision, String endDate, String complaint) {
            this.decision = decision;
            this.endDate = endDate;
            this.complaint = complaint;
        }

        /** Column of a statement of reasons that holds the restriction. */
        public String decision() {
            return decision;
        }

        /** Column of a statement of reasons that holds its planned end. */
        public String endDate() {
            return endDate;
        }

        /** Indicator of the report for complaints about it. */
        public String complaint() {
            return complaint;
        }
    }

    public Kind kind() {
        return kind;
    }

    /** Column of the sections on own initiative that counts it. */
    public String column() {
        return column;
    }

    /** The restriction of that word. */
    static Optional<DsaRestriction> of(String word) {
        return Arrays.stream(values()).filter(each -> each.name().equals(word)).findFirst();
    }

    /** The columns of the report, each once. */
    static List<String> columns() {
        return Arrays.stream(values()).map(DsaRestriction::column).distinct().toList();
    }
}
