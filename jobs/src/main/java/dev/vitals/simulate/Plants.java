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
 */
public record Plants(
        int raidDay, int brigadeDay, int badFileDay, int hopelessFileDay, double resentShare, double lateShare) {

    public static final int NEVER = -1;

    public Plants {
        if (!(resentShare >= 0 && resentShare < 1 && lateShare >= 0 && lateShare < 1)) {
            throw new IllegalArgumentException("resentShare = " + resentShare + " and lateShare = " + lateShare
                    + ", but shares lie in [0, 1); give smaller ones");
        }
    }

    /** A raid on day 9, a brigade on day 16, a bad file on day 5; 0.3% of lines twice, 1% of events late. */
    public static Plants standard() {
        return new Plants(9, 16, 5, NEVER, 0.003, 0.01);
    }

    /** Nothing planted: every event comes once and in its own night. */
    public static Plants none() {
        return new Plants(NEVER, NEVER, NEVER, NEVER, 0, 0);
    }

    public Plants withRaidDay(int day) {
        return new Plants(day, brigadeDay, badFileDay, hopelessFileDay, resentShare, lateShare);
    }

    public Plants withBrigadeDay(int day) {
        return new Plants(raidDay, day, badFileDay, hopelessFileDay, resentShare, lateShare);
    }

    public Plants withBadFileDay(int day) {
        return new Plants(raidDay, brigadeDay, day, hopelessFileDay, resentShare, lateShare);
    }

    public Plants withHopelessFileDay(int day) {
        return new Plants(raidDay, brigadeDay, badFileDay, day, resentShare, lateShare);
    }
}
