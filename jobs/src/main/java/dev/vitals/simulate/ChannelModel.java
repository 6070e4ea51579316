package dev.vitals.simulate;

import java.util.Arrays;

/** The channels: a broken power law of activity, a language, a tier, and the hours in which each is live. */
final class ChannelModel {
    /** Repeats over the ranks, so that every language is there as soon as there are 20 channels. */
    private static final String[] LANGUAGES = {
        "en", "es", "en", "de", "en", "pt", "ko", "en", "fr", "ja", "en", "es", "en", "en", "de", "pt", "en", "en",
        "fr", "en"
    };

    private static final String[] TOPICS = {
        "Just Chatting",
        "Shooter",
        "Battle Arena",
        "Role Play",
        "Music",
        "Speedrun",
        "Art",
        "Survival",
        "Card Games",
        "Chess",
        "Sports",
        "Cooking"
    };

    private static final double OFF_AIR = 0.03;
    private static final long FIRST_ID = 10_000_000L;
    private static final long IDS = 89_999_989L;

    private final long seed;
    private final int count;
    private final double[] cumulative;
    private final double[] hourly;
    private int hourlyDay = -1;
    private int hourlyHour = -1;

    ChannelModel(long seed, int count) {
        this.seed = seed;
        this.count = count;
        this.cumulative = new double[count];
        this.hourly = new double[count];
        double sum = 0;
        for (int c = 0; c < count; c++) {
            sum += power(c);
            cumulative[c] = sum;
        }
    }

    /** Exponent 0.6 among the top fifth, 1.6 below it. */
    private double power(int channel) {
        double knee = Math.max(1, count / 5.0);
        double rank = channel + 1;
        double head = StrictMath.pow(Math.min(rank, knee), -0.6);
        return rank <= knee ? head : head * StrictMath.pow(rank / knee, -1.6);
    }

    int count() {
        return count;
    }

    /** Share of all activity. */
    double share(int channel) {
        double before = channel == 0 ? 0 : cumulative[channel - 1];
        return (cumulative[channel] - before) / cumulative[count - 1];
    }

    long id(int channel) {
        long shift = Long.remainderUnsigned(Dice.mix(seed), IDS);
        return FIRST_ID + (channel * 7_368_787L + shift) % IDS;
    }

    String language(int channel) {
        return LANGUAGES[channel % LANGUAGES.length];
    }

    String topic(int channel) {
        return TOPICS[(int) (Dice.uniform(seed, 11, channel) * TOPICS.length)];
    }

    String region(int channel) {
        return switch (language(channel)) {
            case "de", "fr" -> "EMEA";
            case "es" -> Dice.uniform(seed, 12, channel) < 0.4 ? "EMEA" : "LATAM";
            case "pt" -> "LATAM";
            case "ko", "ja" -> "APAC";
            default -> Dice.uniform(seed, 12, channel) < 0.7 ? "NA" : "EMEA";
        };
    }

    /** Tier of a channel; a few smaller ones are promoted in the course of time. */
    String tier(int channel, int day) {
        double rank = (channel + 0.5) / count;
        boolean promoted = promotedOn(channel) <= day;
        if (rank < 0.15) {
            return "partner";
        }
        if (rank < 0.6) {
            return promoted ? "partner" : "affiliate";
        }
        return promoted ? "affiliate" : "none";
    }

    /** Day on which the tier rises, mostly far in the future. */
    int promotedOn(int channel) {
        double rank = (channel + 0.5) / count;
        return rank < 0.15 ? Integer.MAX_VALUE : 1 + (int) (Dice.uniform(seed, 13, channel) * 400);
    }

    boolean isLiveOn(int channel, int day) {
        return Dice.uniform(seed + 14, channel, day) < (channel < count / 5 ? 0.9 : 0.65);
    }

    /** Minute of the day at which the stream starts. */
    int liveFrom(int channel, int day) {
        int centre = "APAC".equals(region(channel)) ? 8 * 60 : 15 * 60;
        return centre - 180 + (int) (Dice.uniform(seed + 15, channel, day) * 360);
    }

    /** Minute of the day at which it ends, at most midnight. */
    int liveTo(int channel, int day) {
        return Math.min(24 * 60, liveFrom(channel, day) + 120 + (int) (Dice.uniform(seed + 16, channel, day) * 420));
    }

    /** Viewers while live: heavier-tailed than chat. */
    double viewers(int channel, int messagesPerDay) {
        return 3 + share(channel) * messagesPerDay * 0.35;
    }

    /** Any channel, by its share of activity alone. */
    int pick(double u) {
        return find(cumulative, u);
    }

    /** A channel by its activity in this hour: mostly those that are live. */
    int pick(int day, int hour, double u) {
        if (day != hourlyDay || hour != hourlyHour) {
            prepare(day, hour);
        }
        return find(hourly, u);
    }

    private void prepare(int day, int hour) {
        hourlyDay = day;
        hourlyHour = hour;
        double sum = 0;
        for (int c = 0; c < count; c++) {
            double live = 0;
            if (isLiveOn(c, day)) {
                int from = Math.max(hour * 60, liveFrom(c, day));
                int to = Math.min(hour * 60 + 60, liveTo(c, day));
                live = Math.max(0, to - from) / 60.0;
            }
            sum += (OFF_AIR + live) * share(c);
            hourly[c] = sum;
        }
    }

    private static int find(double[] sums, double u) {
        int at = Arrays.binarySearch(sums, u * sums[sums.length - 1]);
        return Math.min(sums.length - 1, at >= 0 ? at + 1 : -at - 1);
    }
}
