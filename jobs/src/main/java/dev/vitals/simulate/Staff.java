package dev.vitals.simulate;

import java.util.List;

/** Who decides: the paid staff in teams and shifts, the volunteers of each channel, the automation accounts, the raters. */
final class Staff {
    static final List<String> TEAMS = List.of("emea", "amer", "apac", "priority");
    private static final List<String> REGIONS = List.of("EMEA", "NA", "APAC", "EMEA");
    /** By team: what is spoken there beside English. */
    private static final List<List<String>> LANGUAGES = List.of(
            List.of("de", "fr", "es", "it", "pl"),
            List.of("es", "pt", "fr"),
            List.of("ja", "ko"),
            List.of("de", "es", "pt"));

    static final int AUTOMATIONS = 3;
    static final int RATERS = 9;

    private static final long FIRST_ID = 700_000_000L;

    private final long seed;
    private final int count;

    Staff(long seed, int count) {
        this.seed = seed;
        this.count = count;
    }

    int count() {
        return count;
    }

    long id(int member) {
        return FIRST_ID + member * 97L + Long.remainderUnsigned(Dice.mix(seed + 31), 97);
    }

    long automation(int number) {
        return FIRST_ID + 50_000_000L + number % AUTOMATIONS;
    }

    long rater(int number) {
        return FIRST_ID + 60_000_000L + number * 13L;
    }

    /** Probability that a rater sees a violation as one. */
    static double sensitivity(int rater) {
        return 0.985 - 0.005 * (rater % 4);
    }

    /** Probability that a rater sees a harmless item as harmless. */
    static double specificity(int rater) {
        return 0.9995 - 0.0005 * (rater % 3);
    }

    static double meanSensitivity() {
        double sum = 0;
        for (int r = 0; r < RATERS; r++) {
            sum += sensitivity(r);
        }
        return sum / RATERS;
    }

    static double meanSpecificity() {
        double sum = 0;
        for (int r = 0; r < RATERS; r++) {
            sum += specificity(r);
        }
        return sum / RATERS;
    }

    /** Team of a member; one member in thirty moves to the next team in the course of 60 days. */
    String team(int member, int day) {
        return TEAMS.get((member + (movesOn(member) <= day ? 1 : 0)) % TEAMS.size());
    }

    /** What a member speaks: English, and every other one language of the region. */
    String languages(int member) {
        List<String> others = LANGUAGES.get(member % LANGUAGES.size());
        int number = member / LANGUAGES.size();
        return number % 2 == 0 ? "en" : "en," + others.get(number / 2 % others.size());
    }

    /** Every third works for a contractor. */
    String employment(int member) {
        return member % 3 == 2 ? "external" : "internal";
    }

    String region(int member) {
        return REGIONS.get(member % REGIONS.size());
    }

    int movesOn(int member) {
        double u = Dice.uniform(seed, 32, member);
        return u < 1 / 30.0 ? 1 + (int) (u * 30 * 60) : Integer.MAX_VALUE;
    }

    /** Member on duty at a time for a queue: shifts of eight hours, in which a quarter of a team is at work at a time. */
    int onDuty(String queue, long epochMillis, Dice dice) {
        int hour = (int) (Math.floorMod(epochMillis, Rhythm.DAY_MILLIS) / Rhythm.HOUR_MILLIS);
        int shift = hour < 6 ? 2 : hour < 14 ? 0 : hour < 22 ? 1 : 2;
        int team = "priority".equals(queue) ? 3 : shift;
        int size = (count - team + TEAMS.size() - 1) / TEAMS.size();
        int present = (size + 3) / 4;
        long spell = Math.floorDiv(epochMillis, 4 * Rhythm.HOUR_MILLIS);
        int first = (int) Long.remainderUnsigned(Dice.hash(seed, spell, team), size);
        int among = Math.min(dice.below(present), dice.below(present));
        return team + TEAMS.size() * ((first + among) % size);
    }
}
