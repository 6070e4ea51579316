package dev.vitals.simulate;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What community to simulate: the same spec always gives the same bytes.
 *
 * <p>More {@code days} add nights and change none of the earlier ones.
 *
 * @param seed every random choice follows from it
 * @param from first day (UTC), also the first night delivered
 * @param days number of days, and of nights
 * @param channels number of channels
 * @param messagesPerDay chat messages of a mean day
 * @param reportsPerDay reports of a mean day
 * @param chatters accounts that may chat
 * @param moderators members of the staff that handle reports
 * @param plants disturbances to plant
 * @param busy a day with more than the mean
 */
public record CommunitySpec(
        long seed,
        LocalDate from,
        int days,
        int channels,
        int messagesPerDay,
        int reportsPerDay,
        int chatters,
        int moderators,
        Plants plants,
        BusyDay busy) {

    public CommunitySpec {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(plants, "plants");
        Objects.requireNonNull(busy, "busy");
        atLeast("days", days, 1);
        atLeast("channels", channels, 1);
        atLeast("messages a day", messagesPerDay, 1);
        atLeast("reports a day", reportsPerDay, 0);
        atLeast("chatters", chatters, 100);
        atLeast("moderators", moderators, 4);
    }

    /** 28 days, 60 channels, 50,000 messages and 1,000 reports a day. */
    public static CommunitySpec demo(LocalDate from) {
        return sized(from, 28, 60, 50_000, 1_000);
    }

    /** A community of another size, with as many accounts and staff as such a size would have. */
    public static CommunitySpec sized(LocalDate from, int days, int channels, int messagesPerDay, int reportsPerDay) {
        int chatters = (int) Math.min(400_000_000L, Math.max(1_000L, 6L * messagesPerDay));
        int moderators = Math.max(20, reportsPerDay / 25);
        return new CommunitySpec(
                20260105L,
                from,
                days,
                channels,
                messagesPerDay,
                reportsPerDay,
                chatters,
                moderators,
                Plants.standard(),
                BusyDay.NONE);
    }

    public CommunitySpec withSeed(long other) {
        return new CommunitySpec(
                other, from, days, channels, messagesPerDay, reportsPerDay, chatters, moderators, plants, busy);
    }

    public CommunitySpec withDays(int other) {
        return new CommunitySpec(
                seed, from, other, channels, messagesPerDay, reportsPerDay, chatters, moderators, plants, busy);
    }

    public CommunitySpec withPlants(Plants other) {
        return new CommunitySpec(
                seed, from, days, channels, messagesPerDay, reportsPerDay, chatters, moderators, other, busy);
    }

    /** The same channels with a day that is busier, and as many accounts and staff as that day needs. */
    public CommunitySpec withBusyDay(BusyDay other) {
        return new CommunitySpec(
                seed,
                from,
                days,
                channels,
                messagesPerDay,
                reportsPerDay,
                (int) Math.min(400_000_000L, Math.max(chatters, 2L * other.messages())),
                Math.max(moderators, other.reports() / 25),
                plants,
                other);
    }

    /** Mean number of messages of a day like this one. */
    int messagesOn(int day) {
        return busy.isOn(day) ? busy.messages() : messagesPerDay;
    }

    /** Mean number of reports of a day like this one. */
    int reportsOn(int day) {
        return busy.isOn(day) ? busy.reports() : reportsPerDay;
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + " = " + value + ", but a community needs at least " + least + "; give a larger " + name);
        }
    }
}
