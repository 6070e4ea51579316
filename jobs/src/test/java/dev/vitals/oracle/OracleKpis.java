package dev.vitals.oracle;

import static dev.vitals.oracle.OracleKpi.count;
import static dev.vitals.oracle.OracleKpi.distinct;
import static dev.vitals.oracle.OracleKpi.mean;
import static dev.vitals.oracle.OracleKpi.quantiles;
import static dev.vitals.oracle.OracleKpi.ratio;
import static dev.vitals.oracle.OracleKpi.share;
import static dev.vitals.oracle.OracleKpi.weightedShare;

import dev.vitals.oracle.OracleAppeals.Appeal;
import dev.vitals.oracle.OracleAudits.Audit;
import dev.vitals.oracle.OracleAutomod.Held;
import dev.vitals.oracle.OracleChannels.ChatterDay;
import dev.vitals.oracle.OracleEnforcement.Sanction;
import dev.vitals.oracle.OracleReports.Report;
import dev.vitals.oracle.OracleReturns.Return;
import dev.vitals.oracle.OracleSessions.Session;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Every KPI by its id, each written from the words of its definition; those of reports are in {@link OracleReportKpis},
 * those of audits in {@link OracleAuditKpis}, those of channels in {@link OracleChannelKpis}.
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
        OracleChannels channels = new OracleChannels(events, known);
        List<Sanction> sanctions = new OracleEnforcement(events, known, channels::isRaided).sanctions();
        List<Held> holds = OracleAutomod.holds(events, known);
        all.kpis.putAll(OracleReportKpis.of(
                reports, OracleReports.backlog(reports, events.firstDay(), events.asOf), events.asOf));
        OracleFollowUp followed = new OracleFollowUp(events.asOf);
        all.kpis.put("handle_time", OracleHandlings.handleTime(reports, followed));
        all.ofSanctions(sanctions);
        all.kpis.putAll(OracleOffences.kpis(OracleOffences.offences(sanctions), followed));
        List<Appeal> appeals = OracleAppeals.appeals(events, known, sanctions, reports);
        all.ofAppeals(appeals);
        List<Audit> audits = new OracleAudits(sanctions, reports, holds).audits(events);
        all.kpis.putAll(OracleAuditKpis.of(audits));
        all.ofAutomatedMeans(audits);
        all.ofModerators(audits, appeals);
        all.ofHolds(holds);
        all.kpis.put("suspected_ban_evaders", OracleFlags.suspectedBanEvaders(events, known));
        all.ofSessions(OracleSessions.sessions(events, known));
        all.kpis.putAll(OracleChannelKpis.of(channels.channelDays()));
        List<ChatterDay> chatters = channels.chatterDays();
        all.ofChatters(chatters);
        OracleReturns returns = new OracleReturns(known, chatters);
        all.kpis.put("new_chatter_week1_retention", OracleReturns.retention(returns.newChatters(chatters), followed));
        all.kpis.put("retention_after_action", OracleReturns.retention(returns.released(sanctions), followed));
        List<Return> bystanders = returns.bystanders(events, chatters);
        all.kpis.put(
                "retention_after_witnessing", OracleReturns.retention(OracleReturns.of(bystanders, true), followed));
        all.kpis.put(
                "retention_without_witnessing", OracleReturns.retention(OracleReturns.of(bystanders, false), followed));
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
                "enforcement_actions",
                count(sanctions, Sanction::day, each -> 1).of(each -> true, OracleKpis::sanctioned));
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
                                each -> each.hasEnded(
                                        RawEvents.followedUpTo(each.day(), APPEAL_DAYS, asOf), "restored"))
                        .of(Sanction::isAppealable, OracleKpis::sanctioned));
        kpis.put(
                "lifted_early_share",
                share(
                                sanctions,
                                Sanction::day,
                                Sanction::lasts,
                                each -> each.hasEnded(
                                        RawEvents.followedUpTo(each.day(), APPEAL_DAYS, asOf), "restored", "lifted"))
                        .of(Sanction::lasts, OracleKpis::sanctioned));
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

    private void ofAutomatedMeans(List<Audit> audits) {
        kpis.put(
                "automated_precision",
                weightedShare(
                        audits,
                        Audit::day,
                        each -> isOfMachine(each) && each.frame().equals("actioned"),
                        Audit::weight,
                        each -> !each.consensus().equals("false_positive")));
        kpis.put(
                "automated_recall",
                weightedShare(
                        audits,
                        Audit::day,
                        each -> isOfMachine(each)
                                && (each.frame().equals("actioned")
                                        ? !each.consensus().equals("false_positive")
                                        : each.consensus().equals("false_negative")),
                        Audit::weight,
                        each -> each.frame().equals("actioned")));
        kpis.put(
                "automated_accuracy",
                weightedShare(
                        audits,
                        Audit::day,
                        OracleKpis::isOfMachine,
                        Audit::weight,
                        each -> !Set.of("false_positive", "false_negative").contains(each.consensus())));
    }

    /** A machine acted, or left alone what no human looked at, and the raters agree on whether it should have. */
    private static boolean isOfMachine(Audit audit) {
        boolean isUnseen = Set.of("automod_released", "unreported_chat").contains(audit.frame());
        return audit.isJudged() && (isUnseen || "true".equals(audit.dimensions().get("is_automated")));
    }

    private void ofModerators(List<Audit> audits, List<Appeal> appeals) {
        Predicate<Appeal> isJudged = each -> each.dimensions().containsKey("moderator_id")
                && Set.of("upheld", "reversed", "partially_reversed")
                        .contains(String.valueOf(each.course().outcome()));
        kpis.put(
                "moderator_overturn_rate",
                share(
                                appeals,
                                Appeal::decidedDate,
                                isJudged,
                                each -> "reversed".equals(each.course().outcome()))
                        .of(isJudged, each -> Set.of(each.dimensions().get("moderator_id"))));
        Predicate<Audit> counts = each -> each.dimensions().containsKey("moderator_id")
                && Set.of("actioned", "no_action", "automod_released").contains(each.frame())
                && each.isJudged();
        kpis.put(
                "moderator_accuracy",
                weightedShare(
                                audits,
                                Audit::day,
                                counts,
                                Audit::weight,
                                each -> each.consensus().equals("correct"))
                        .of(counts, each -> Set.of(each.dimensions().get("moderator_id"))));
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
        kpis.put(
                "moderator_decisions", ofPeople(count(sessions, Session::day, Session::decisions), Session::decisions));
        kpis.put(
                "active_time", ofPeople(count(sessions, Session::day, Session::activeSeconds), Session::activeSeconds));
        kpis.put(
                "bulk_action_volume",
                ofPeople(count(sessions, Session::day, Session::bulkActions), Session::bulkActions));
        kpis.put(
                "decisions_per_active_hour",
                ofPeople(
                        ratio(sessions, Session::day, each -> true, Session::decisions, Session::activeSeconds, 3600),
                        each -> 1));
        kpis.put(
                "standardised_throughput",
                ofPeople(
                        ratio(sessions, Session::day, each -> true, Session::decisions, Session::expected, 1),
                        each -> 1));
        kpis.put(
                "severe_exposure_per_active_hour",
                ofPeople(
                        ratio(sessions, Session::day, each -> true, Session::severeSeconds, Session::activeSeconds, 60),
                        each -> 1));
        kpis.put(
                "severe_exposure_per_session",
                ofPeople(quantiles(sessions, Session::day, Session::severeSeconds, 0.5, 0.9), each -> 1));
        kpis.put(
                "workload_concentration",
                ofPeople(new OracleKpi<>(sessions, Session::day, OracleKpis::concentration), each -> 1));
        kpis.put(
                "longest_run",
                ofPeople(quantiles(sessions, Session::day, Session::longestRunSeconds, 0.5, 0.9), each -> 1));
    }

    /** Gini's coefficient from all pairs of moderators, and the share of the tenth of them with most decisions. */
    private static List<OracleNumber> concentration(List<Session> sessions) {
        Map<String, Long> byPerson = new TreeMap<>();
        sessions.forEach(each -> byPerson.merge(each.moderator(), each.decisions(), Long::sum));
        List<Long> work =
                byPerson.values().stream().sorted(Comparator.reverseOrder()).toList();
        int n = work.size();
        double total = 0;
        double apart = 0;
        double top = 0;
        for (int i = 0; i < n; i++) {
            total += work.get(i);
            top += work.get(i) * Math.max(0, Math.min(1, n * 0.1 - i));
            for (long other : work) {
                apart += Math.abs(work.get(i) - other);
            }
        }
        boolean isKnown = n > 1 && total > 0;
        Double gini = isKnown ? (Double) (apart / n / (n - 1) / (2 * total / n)) : null;
        Double share = isKnown ? (Double) (top / total) : null;
        return List.of(
                new OracleNumber("gini", gini, gini, null, null, n, null),
                new OracleNumber("top_tenth", share, share, null, null, n, null));
    }

    /** Of the moderators of those sessions of which there is something to say. */
    private static OracleKpi<Session> ofPeople(OracleKpi<Session> kpi, ToLongFunction<Session> observed) {
        return kpi.of(each -> observed.applyAsLong(each) != 0, each -> Set.of(each.moderator()));
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
