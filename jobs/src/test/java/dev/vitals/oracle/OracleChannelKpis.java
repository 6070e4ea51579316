package dev.vitals.oracle;

import static dev.vitals.oracle.OracleKpi.distinct;
import static dev.vitals.oracle.OracleKpi.mean;
import static dev.vitals.oracle.OracleKpi.ratio;

import dev.vitals.oracle.OracleChannels.ChannelDay;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The KPIs of channels and their days by their ids, each written from the words of its definition. */
final class OracleChannelKpis {
    private static final double SECONDS_IN_1K_HOURS = 3_600_000;
    private static final Predicate<ChannelDay> ANY = each -> true;
    private static final Predicate<ChannelDay> WITH_CHAT =
            each -> !each.messages().isEmpty();
    private static final Predicate<ChannelDay> WITH_MOOD = each -> each.scored() > 0;
    private static final Predicate<ChannelDay> ON_AIR = each -> each.liveSeconds() > 0;
    private static final Predicate<ChannelDay> WATCHED = each -> each.viewerSeconds() > 0;

    private final List<ChannelDay> channels;

    private OracleChannelKpis(List<ChannelDay> channels) {
        this.channels = channels;
    }

    static Map<String, OracleKpi<?>> of(List<ChannelDay> channels) {
        Map<String, OracleKpi<?>> kpis = new TreeMap<>();
        OracleChannelKpis all = new OracleChannelKpis(channels);
        all.putRates(kpis);
        all.putMood(kpis);
        all.putCoverage(kpis);
        kpis.put("chatters", distinct(channels, ChannelDay::day, ChannelDay::chatters));
        return kpis;
    }

    private void putRates(Map<String, OracleKpi<?>> kpis) {
        kpis.put("reports_per_1k_messages", perThousandMessages(ChannelDay::reports));
        kpis.put(
                "reports_per_1k_viewer_hours",
                quotient(ANY, ChannelDay::reports, ChannelDay::viewerSeconds, SECONDS_IN_1K_HOURS));
        kpis.put("enforcements_per_1k_messages", perThousandMessages(ChannelDay::actions));
        kpis.put(
                "messages_removed_per_1k",
                perThousandMessages(each -> each.removed().size()));
        kpis.put(
                "proactive_removals_per_1k",
                perThousandMessages(each -> each.removedByMachine().size()));
        kpis.put(
                "manual_removals_per_1k",
                perThousandMessages(each -> each.removed().stream()
                        .filter(message -> !each.removedByMachine().contains(message))
                        .count()));
    }

    private void putMood(Map<String, OracleKpi<?>> kpis) {
        kpis.put(
                "sentiment_mean",
                mean(channels, ChannelDay::day, ChannelDay::scored, ChannelDay::millis, 1000)
                        .of(WITH_MOOD, ChannelDay::chatters));
        kpis.put("sentiment_coverage", quotient(WITH_CHAT, ChannelDay::scored, OracleChannelKpis::messages, 1));
        kpis.put("negative_share", quotient(WITH_MOOD, ChannelDay::negative, ChannelDay::scored, 1));
        kpis.put("positive_share", quotient(WITH_MOOD, ChannelDay::positive, ChannelDay::scored, 1));
    }

    private void putCoverage(Map<String, OracleKpi<?>> kpis) {
        kpis.put(
                "moderation_coverage",
                quotient(WATCHED, each -> each.moderated().viewerSeconds(), ChannelDay::viewerSeconds, 1));
        kpis.put(
                "moderation_coverage_by_streamed_time",
                quotient(ON_AIR, each -> each.moderated().liveSeconds(), ChannelDay::liveSeconds, 1));
        kpis.put(
                "moderation_coverage_by_channel",
                mean(
                                channels,
                                ChannelDay::day,
                                each -> ON_AIR.test(each) ? 1 : 0,
                                each -> ON_AIR.test(each) ? each.moderatedMicros() : 0,
                                1e6)
                        .of(ON_AIR, ChannelDay::chatters));
    }

    private OracleKpi<ChannelDay> perThousandMessages(ToDoubleFunction<ChannelDay> events) {
        return quotient(ANY, events, OracleChannelKpis::messages, 1000);
    }

    private OracleKpi<ChannelDay> quotient(
            Predicate<ChannelDay> counts,
            ToDoubleFunction<ChannelDay> above,
            ToDoubleFunction<ChannelDay> below,
            double per) {
        return ratio(channels, ChannelDay::day, counts, above, below, per).of(counts, ChannelDay::chatters);
    }

    private static long messages(ChannelDay channel) {
        return channel.messages().size();
    }
}
