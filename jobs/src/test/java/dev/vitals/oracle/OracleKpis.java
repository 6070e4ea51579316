package dev.vitals.oracle;

import static dev.vitals.oracle.OracleKpi.count;
import static dev.vitals.oracle.OracleKpi.distinct;
import static dev.vitals.oracle.OracleKpi.mean;
import static dev.vitals.oracle.OracleKpi.quantiles;
import static dev.vitals.oracle.OracleKpi.ratio;
import static dev.vitals.oracle.OracleKpi.share;

import dev.vitals.oracle.OracleAppeals.Appeal;
import dev.vitals.oracle.OracleAutomod.Held;
import dev.vitals.oracle.OracleChannels.ChannelDay;
import dev.vitals.oracle.OracleChannels.ChatterDay;
import dev.vitals.oracle.OracleEnforcement.Sanction;
import dev.vitals.oracle.OracleReports.Report;
import dev.vitals.oracle.OracleSessions.Session;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every KPI by its id, each written from the words of its definition; those of reports are in {@link OracleReportKpis},
 * those of audits in {@link OracleAuditKpis}.
 */
final class OracleKpis {
    private static final int APPEAL_DAYS = 28;

    private final Map<String, OracleKpi<?>> kpis = new TreeMap<>();
    private final LocalDate asOf;

    private OracleKpis(LocalDate asOf) {
        this.asOf = asOf;
    }

    static Map<String, OracleKpi<?>> of(RawEvents events) {
        OracleDimensions known = new OracleDimensions(events);
        OracleKpis all = new OracleKpis(events.asOf);
        List<Report> reports = OracleReports.reports(events, known);
        List<Sanction> sanctions = new OracleEnforcement(events, known).sanctions();
        List<Held> holds = OracleAutomod.holds(events, known);
        all.kpis.putAll(OracleReportKpis.of(
                reports, OracleReports.backlog(reports, events.firstDay(), events.asOf), events.asOf));
        all.ofSanctions(sanctions);
        all.ofAppeals(OracleAppeals.appeals(events, known, sanctions, reports));
        all.kpis.putAll(OracleAuditKpis.of(new OracleAudits(sanctions, reports, holds).audits(events)));
        all.ofHolds(holds);
        all.ofSessions(OracleSessions.sessions(events, known));
        OracleChannels channels = new OracleChannels(events, known);
        all.ofChannels(channels.channelDays());
        all.ofChatters(channels.chatterDays());
        return all.kpis;
    }

    /** One person, or a thing that stands for somebody unknown. */
    static Set<String> known(String person, String thing) {
        return Set.of(person == null ? thing : person);
    }

    private static Set<String> sanctioned(Sanction sanction) {
        return known(sanction.event().subject(), sanction.event().id());
    }

    private static Set<String> author(Held held) {
        return known(held.user(), held.message());
    }

    private void ofSanctions(List<Sanction> sanctions) {
        kpis.put(
                "appeal_rate",
                share(
                                sanctions,
                                Sanction::day,
                                Sanction::isAppealable,
                                each -> each.appealedAt() != null
                                        && each.appealedAt()
                                                .isBefore(RawEvents.followedUpTo(each.day(), APPEAL_DAYS, asOf)))
                        .of(Sanction::isAppealable, OracleKpis::sanctioned));
        kpis.put(
                "restoration_rate",
                share(
                                sanctions,
                                Sanction::day,
                                Sanction::isAppealable,
                                each -> each.restoredAt() != null
                                        && each.restoredAt()
                                                .isBefore(RawEvents.followedUpTo(each.day(), APPEAL_DAYS, asOf)))
                        .of(Sanction::isAppealable, OracleKpis::sanctioned));
        kpis.put(
                "false_positive_lower_bound",
                share(sanctions, Sanction::day, each -> true, each -> "reversed".equals(each.appealOutcome()))
                        .of(each -> true, OracleKpis::sanctioned));
        kpis.put(
                "proactive_rate",
                share(
                                sanctions,
                                Sanction::day,
                                each -> true,
                                each -> !Set.of("user_report", "trusted_flagger")
                                                .contains(each.trigger())
                                        && (each.firstReportAt() == null
                                                || each.event().at().isBefore(each.firstReportAt())))
                        .of(each -> true, OracleKpis::sanctioned));
        kpis.put(
                "message_to_action_latency",
                quantiles(sanctions, Sanction::day, Sanction::messageToActionSeconds, 0.5, 0.9)
                        .of(each -> each.messageToActionSeconds() != null, OracleKpis::sanctioned));
    }

    private void ofAppeals(List<Appeal> appeals) {
        kpis.put(
                "overturn_rate",
                ofJudged(appeals, "reversed")
                        .of(
                                each -> Set.of("upheld", "reversed", "partially_reversed")
                                        .contains(String.valueOf(each.course().outcome())),
                                each -> Set.of(each.person())));
        kpis.put(
                "partially_reversed_share",
                ofJudged(appeals, "partially_reversed")
                        .of(
                                each -> Set.of("upheld", "reversed", "partially_reversed")
                                        .contains(String.valueOf(each.course().outcome())),
                                each -> Set.of(each.person())));
        kpis.put(
                "omitted_appeal_share",
                share(
                                appeals,
                                Appeal::decidedDate,
                                each -> each.course().outcome() != null,
                                each -> "omitted".equals(each.course().outcome()))
                        .of(each -> each.course().outcome() != null, each -> Set.of(each.person())));
    }

    /** Appeals that ended so among those on which somebody judged the decision again. */
    private static OracleKpi<Appeal> ofJudged(List<Appeal> appeals, String outcome) {
        return share(
                appeals,
                Appeal::decidedDate,
                each -> Set.of("upheld", "reversed", "partially_reversed")
                        .contains(String.valueOf(each.course().outcome())),
                each -> outcome.equals(each.course().outcome()));
    }

    private void ofHolds(List<Held> holds) {
        kpis.put(
                "automod_expired_share",
                share(
                                holds,
                                Held::day,
                                each -> isOneOf(each, "approved", "denied", "expired"),
                                each -> isOneOf(each, "expired"))
                        .of(each -> isOneOf(each, "approved", "denied", "expired"), OracleKpis::author));
        kpis.put(
                "automod_precision_bound",
                share(holds, Held::day, each -> isOneOf(each, "approved", "denied"), each -> isOneOf(each, "denied"))
                        .of(each -> isOneOf(each, "approved", "denied"), OracleKpis::author));
        kpis.put(
                "automod_hold_latency",
                quantiles(
                                holds,
                                Held::day,
                                each -> isOneOf(each, "approved", "denied") ? each.seconds() : null,
                                0.5,
                                0.9)
                        .of(each -> isOneOf(each, "approved", "denied") && each.seconds() != null, OracleKpis::author));
    }

    private static boolean isOneOf(Held held, String... outcomes) {
        return held.outcome() != null && Set.of(outcomes).contains(held.outcome());
    }

    private void ofSessions(List<Session> sessions) {
        kpis.put("active_moderators", distinct(sessions, Session::day, each -> Set.of(each.moderator())));
        kpis.put("moderator_decisions", count(sessions, Session::day, Session::decisions));
        kpis.put(
                "decisions_per_active_hour",
                ratio(sessions, Session::day, each -> true, Session::decisions, Session::activeSeconds, 3600));
    }

    private void ofChannels(List<ChannelDay> channels) {
        kpis.put("chatters", distinct(channels, ChannelDay::day, ChannelDay::chatters));
        kpis.put(
                "reports_per_1k_messages",
                ratio(channels, ChannelDay::day, each -> true, ChannelDay::reports, OracleKpis::messages, 1000)
                        .of(each -> true, ChannelDay::chatters));
        kpis.put(
                "enforcements_per_1k_messages",
                ratio(channels, ChannelDay::day, each -> true, ChannelDay::actions, OracleKpis::messages, 1000)
                        .of(each -> true, ChannelDay::chatters));
        kpis.put(
                "sentiment_mean",
                mean(channels, ChannelDay::day, ChannelDay::scored, ChannelDay::millis, 1000)
                        .of(each -> each.scored() > 0, ChannelDay::chatters));
        kpis.put(
                "sentiment_coverage",
                ratio(
                                channels,
                                ChannelDay::day,
                                each -> !each.messages().isEmpty(),
                                ChannelDay::scored,
                                OracleKpis::messages,
                                1)
                        .of(each -> !each.messages().isEmpty(), ChannelDay::chatters));
        kpis.put(
                "negative_share",
                ratio(channels, ChannelDay::day, each -> each.scored() > 0, ChannelDay::negative, ChannelDay::scored, 1)
                        .of(each -> each.scored() > 0, ChannelDay::chatters));
    }

    private static long messages(ChannelDay channel) {
        return channel.messages().size();
    }

    private void ofChatters(List<ChatterDay> chatters) {
        kpis.put(
                "messages_per_chatter",
                mean(chatters, ChatterDay::day, each -> 1, ChatterDay::messages, 1)
                        .of(each -> true, each -> Set.of(each.user())));
        kpis.put(
                "sentiment_mean_per_chatter",
                mean(
                                chatters,
                                ChatterDay::day,
                                each -> each.meanMicros() == null ? 0 : 1,
                                each -> each.meanMicros() == null ? 0 : each.meanMicros(),
                                1e6)
                        .of(each -> each.meanMicros() != null, each -> Set.of(each.user())));
        kpis.put(
                "new_chatter_share",
                share(chatters, ChatterDay::day, ChatterDay::hasPast, ChatterDay::isNew)
                        .of(ChatterDay::hasPast, each -> Set.of(each.user())));
    }
}
