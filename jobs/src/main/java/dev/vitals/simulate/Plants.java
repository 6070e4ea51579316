package dev.vitals.simulate;

/**
 * Which disturbances are planted, and on which day; days count from 0 and {@link #NEVER} plants nothing.
 *
 * @param raidDay hate raid on one channel, answered with shield mode
 * @param brigadeDay mass of false reports on one user
 * @param badFileDay night with a file in which some lines are garbage
 * @param hopelessFileDay night with a file in which most lines are garbage, so that it has to be refused
 * @param resentShare share of lines that are sent twice
 * @param lateShare share of events that are delivered one to three nights late
 * @param experimentDay day on which two tests start that run to the end, one by user and one by channel
 * @param policyDay day on which a stricter policy holds for everyone
 */
public record Plants(
        int raidDay,
        int brigadeDay,
        int badFileDay,
        int hopelessFileDay,
        double resentShare,
        double lateShare,
        int experimentDay,
        int policyDay) {

    public static final int NEVER = -1;

    public Plants {
        if (!(resentShare >= 0 && resentShare < 1 && lateShare >= 0 && lateShare < 1)) {
            throw new IllegalArgumentException("resentShare = " + resentShare + " and lateShare = " + lateShare
                    + ", but shares lie in [0, 1); give smaller ones");
        }
    }

    /** Disturbances without tests of changes. */
    public Plants(
            int raidDay, int brigadeDay, int badFileDay, int hopelessFileDay, double resentShare, double lateShare) {
        this(raidDay, brigadeDay, badFileDay, hopelessFileDay, resentShare, lateShare, NEVER, NEVER);
    }

    /**
     * A raid on day 9, a brigade on day 16, a bad file on day 5; 0.3% of lines twice, 1% of events late; tests from day 7
     * and a stricter policy from day 14.
     */
    public static Plants standard() {
        return new Plants(9, 16, 5, NEVER, 0.003, 0.01, 7, 14);
    }

    /** Nothing planted: every event comes once and in its own night. */
    public static Plants none() {
        return new Plants(NEVER, NEVER, NEVER, NEVER, 0, 0);
    }

    public Plants withRaidDay(int day) {
        return new Plants(
                day, brigadeDay, badFileDay, hopelessFileDay, resentShare, lateShare, experimentDay, policyDay);
    }

    public Plants withBrigadeDay(int day) {
        return new Plants(raidDay, day, badFileDay, hopelessFileDay, resentShare, lateShare, experimentDay, policyDay);
    }

    public Plants withBadFileDay(int day) {
        return new Plants(raidDay, brigadeDay, day, hopelessFileDay, resentShare, lateShare, experimentDay, policyDay);
    }

    public Plants withHopelessFileDay(int day) {
        return new Plants(raidDay, brigadeDay, badFileDay, day, resentShare, lateShare, experimentDay, policyDay);
    }

    public Plants withExperimentDay(int day) {
        return new Plants(raidDay, brigadeDay, badFileDay, hopelessFileDay, resentShare, lateShare, day, policyDay);
    }

    public Plants withPolicyDay(int day) {
        return new Plants(raidDay, brigadeDay, badFileDay, hopelessFileDay, resentShare, lateShare, experimentDay, day);
    }

    /** The same disturbances in a community that changes nothing: neither tests nor the stricter policy. */
    public Plants withoutChanges() {
        return withExperimentDay(NEVER).withPolicyDay(NEVER);
    }

    /** True from the day on which the tests start. */
    boolean isTesting(int day) {
        return experimentDay != NEVER && day >= experimentDay;
    }

    /** True from the day on which the stricter policy holds. */
    boolean isStrict(int day) {
        return policyDay != NEVER && day >= policyDay;
    }
}
