package dev.vitals.contract.dsa;

import java.util.List;

/**
 * A number of the report beside the same number from elsewhere.
 *
 * @param name what is compared
 * @param reported what the report says
 * @param source where the other number comes from
 * @param told what is said there
 * @param reasons what the report counts otherwise, and how much that makes
 */
public record DsaCheck(String name, double reported, String source, double told, List<Reason> reasons) {
    /** Sums of weights differ in their last digits with the order in which they were added. */
    private static final double TOLERANCE = 1e-9;

    public DsaCheck {
        reasons = List.copyOf(reasons);
    }

    /** Why the two differ; the amount is added to what the source tells. */
    public record Reason(String why, double amount) {}

    /** What is left when every reason is taken into account. */
    public double unexplained() {
        double left =
                reported - told - reasons.stream().mapToDouble(Reason::amount).sum();
        return Math.abs(left) <= TOLERANCE * Math.max(1, Math.abs(reported)) ? 0 : left;
    }

    public boolean isReconciled() {
        return unexplained() == 0;
    }
}
