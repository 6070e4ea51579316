package dev.vitals.job.refine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Tells raids from the newcomers of a channel.
 *
 * <p>Newcomers raid when within ten minutes at least 20 of them came, at least half of them hostile, and more than chance
 * explains: a fifth of the newcomers of an ordinary evening begin with something negative, and among thousands of such ten
 * minutes there are some in which half of twenty do. So it has to be a number that would come about less than once in 100,000
 * if three in ten were like that: 16 of 20, 31 of 50, 51 of 100. A raid goes on as long as such ten minutes overlap. A friendly
 * raid, which brings hundreds, is none, and neither are a few trolls.
 */
final class RaidBursts {
    static final Duration SPAN = Duration.ofMinutes(10);
    static final int ACCOUNTS = 20;
    /** One hostile account among this many is enough. */
    static final int ONE_HOSTILE_IN = 2;

    /** Share of newcomers that may begin with something negative without being hostile. */
    private static final double IN_A_BAD_MOOD = 0.3;

    private static final double CHANCE = 1e-5;

    private static final Comparator<Newcomer> IN_ORDER =
            Comparator.comparing(Newcomer::at).thenComparing(Newcomer::account);

    private RaidBursts() {}

    /** An account's first message in the channel. */
    record Newcomer(Instant at, String account, boolean isHostile) {}

    /** The raids of a channel's day, in order; each is its newcomers, in order. */
    static List<List<Newcomer>> of(List<Newcomer> newcomers) {
        List<Newcomer> came = newcomers.stream().sorted(IN_ORDER).toList();
        List<List<Newcomer>> raids = new ArrayList<>();
        int to = 0;
        int hostile = 0;
        int taken = 0;
        for (int from = 0; from < came.size(); from++) {
            Instant end = came.get(from).at().plus(SPAN);
            while (to < came.size() && came.get(to).at().isBefore(end)) {
                hostile += came.get(to++).isHostile() ? 1 : 0;
            }
            if (isRaid(to - from, hostile)) {
                if (raids.isEmpty() || from >= taken) {
                    raids.add(new ArrayList<>());
                    taken = from;
                }
                raids.get(raids.size() - 1).addAll(came.subList(taken, to));
                taken = to;
            }
            hostile -= came.get(from).isHostile() ? 1 : 0;
        }
        return raids;
    }

    private static boolean isRaid(int accounts, int hostile) {
        return accounts >= ACCOUNTS
                && hostile * ONE_HOSTILE_IN >= accounts
                && BinomialDistribution.of(accounts, IN_A_BAD_MOOD).survivalProbability(hostile - 1) < CHANCE;
    }
}
