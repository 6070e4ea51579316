package dev.vitals.simulate;

/**
 * The accounts: each has a home channel and an activity drawn from a power law with exponent 2, so that one percent of
 * those who chat send about a third of the messages; nothing is stored per account.
 *
 * <p>Indices: chatters first, then the accounts of a raid, then one bot for each channel.
 */
final class ChatterModel {
    static final int RAIDERS = 4000;

    private static final int GRID = 1 << 14;
    private static final long FIRST_ID = 100_000_000L;
    private static final long MASK = (1L << 29) - 1;

    private static final double BUSIEST = 1300;
    private static final double AT_HOME = 0.85;
    private static final double PRESENT = 0.3;
    private static final double TOXIC_SHARE = 0.02;
    private static final double TOXIC_FACTOR = 15;
    /** Keeps the mean over all accounts at 1. */
    private static final double OTHERS_FACTOR = (1 - TOXIC_SHARE * TOXIC_FACTOR) / (1 - TOXIC_SHARE);

    private static final double LATER_SHARE = 0.3;
    private static final int LATEST_JOIN = 90;

    private final long seed;
    private final ChannelModel channels;
    private final int chatters;
    private final int[] firstOf;
    private final double[] quantiles = new double[GRID + 1];

    ChatterModel(long seed, int wanted, ChannelModel channels) {
        this.seed = seed;
        this.channels = channels;
        this.firstOf = new int[channels.count() + 1];
        for (int c = 0; c < channels.count(); c++) {
            firstOf[c + 1] = firstOf[c] + Math.max(8, (int) (wanted * channels.share(c)));
        }
        this.chatters = firstOf[channels.count()];
        for (int i = 0; i <= GRID; i++) {
            quantiles[i] = (StrictMath.pow(BUSIEST, (double) i / GRID) - 1) / (BUSIEST - 1);
        }
    }

    /** Number of indices in use. */
    int size() {
        return chatters + RAIDERS + channels.count();
    }

    /** Who sends a message in a channel on a day. */
    int pick(int channel, int day, Dice dice) {
        int home = dice.chance(AT_HOME) ? channel : channels.pick(dice.next());
        int accounts = firstOf[home + 1] - firstOf[home];
        int account = firstOf[home];
        for (int attempt = 0; attempt < 60; attempt++) {
            double at = dice.next() * GRID;
            int cell = (int) at;
            double u = quantiles[cell] + (at - cell) * (quantiles[cell + 1] - quantiles[cell]);
            account = firstOf[home] + Math.min(accounts - 1, (int) (u * accounts));
            if (isPresent(account, day)) {
                return account;
            }
        }
        return account;
    }

    private boolean isPresent(int account, int day) {
        long key = Dice.mix(seed + 21 + account);
        boolean joinsLater = (key & 0xFFFF) < LATER_SHARE * 0x10000;
        if (joinsLater && ((key >>> 16 & 0xFFFF) * LATEST_JOIN) >> 16 > day) {
            return false;
        }
        return (Dice.mix(key + day) & 0xFFFF) < PRESENT * 0x10000;
    }

    int raider(int number) {
        return chatters + number % RAIDERS;
    }

    boolean isRaider(int account) {
        return account >= chatters && account < chatters + RAIDERS;
    }

    int bot(int channel) {
        return chatters + RAIDERS + channel;
    }

    boolean isBot(int account) {
        return account >= chatters + RAIDERS;
    }

    long id(int account) {
        return idOf(account);
    }

    /** Ids of channel moderators lie beside those of all accounts. */
    long channelModerator(int channel, int number) {
        return idOf(MASK - 8L * channel - number);
    }

    private long idOf(long index) {
        return FIRST_ID + ((index * 0x2545F491L + Dice.mix(seed + 22)) & MASK);
    }

    /** How much more often than the mean account this one breaks rules. */
    double toxicity(int account) {
        return Dice.uniform(seed, 23, account) < TOXIC_SHARE ? TOXIC_FACTOR : OTHERS_FACTOR;
    }

    String ageBand(int account) {
        double u = Dice.uniform(seed, 24, account);
        if (u < 0.01) {
            return "under_13";
        }
        if (u < 0.10) {
            return "13_15";
        }
        if (u < 0.22) {
            return "16_17";
        }
        return u < 0.9 ? "adult" : "unknown";
    }

    String region(int account) {
        int home = java.util.Arrays.binarySearch(firstOf, account);
        int channel = Math.min(channels.count() - 1, home >= 0 ? home : -home - 2);
        return channels.region(channel);
    }

    boolean isSubscriber(int account) {
        return Dice.uniform(seed, 25, account) < 0.12;
    }
}
