package dev.vitals.cli.night;

import dev.vitals.testing.SmallWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines of what a small community does not do within its days: appeals in all their ways, lifts, lives of reports that go astray. */
final class OddLines {
    private final Map<String, List<String>> linesByType = new TreeMap<>();

    /** Brings them with the night of the second day, about the first two. */
    static void deliver(SmallWorld world) {
        OddLines odd = new OddLines();
        odd.people();
        odd.sanctions();
        odd.appeals();
        odd.reports();
        odd.chat();
        odd.linesByType.forEach(
                (type, lines) -> world.deliver("vitals", "odd/" + type + "-odd.ndjson", lines.toArray(String[]::new)));
    }

    private void add(String type, String line) {
        linesByType
                .computeIfAbsent(type, any -> new ArrayList<>())
                .add("{\"type\":\"%s\",%s}".formatted(type, line.replace('\'', '"')));
    }

    /** A time on the 5th, or the 6th where it is of the day after. */
    private static String at(String time) {
        return time.startsWith("+") ? "2026-01-06T" + time.substring(1) + ":00Z" : "2026-01-05T" + time + ":00Z";
    }

    private void people() {
        String from = "'valid_from':'2026-01-01T00:00:00Z','attributes':";
        add("dimension.channel", "'id':'9001'," + from + "{'language':'de_AT','tier':'PARTNER','region':'emea'}");
        add("dimension.channel", "'id':'9002'," + from + "{'language':'klingon','tier':'none','region':'NA'}");
        add(
                "dimension.channel",
                "'id':'9002','valid_from':'2026-01-05T12:00:00Z','attributes':{'language':'fr','tier':'affiliate'}");
        add("dimension.moderator", "'id':'9101'," + from + "{'team':'berlin','is_bot':'false'}");
        add("dimension.moderator", "'id':'9102'," + from + "{'team':'bots','is_bot':'true'}");
        add("dimension.user", "'id':'9202'," + from + "{'region':'NA','age_band':'under_13','is_bot':'false'}");
        add("dimension.user", "'id':'9203'," + from + "{'region':'EU','age_band':'adult','is_bot':'true'}");
    }

    private void sanction(String id, String action, String user, String channel, String time, String more) {
        add(
                "enforcement.action",
                "'action_id':'%s','action':'%s','subject_user_id':'%s','channel_id':'%s','at':'%s','policy':'hate'%s"
                        .formatted(id, action, user, channel, at(time), more));
    }

    private void sanctions() {
        String human = ",'actor_id':'9101','actor_type':'human'";
        String machine = ",'actor_id':'9102','actor_type':'human'";
        sanction("odd-1", "ban", "9301", "9001", "10:00", human + ",'expires_at':null");
        sanction("odd-1-lift", "unban", "9301", "9001", "+16:00", human);
        sanction("odd-2", "timeout", "9302", "9001", "10:00", machine + ",'expires_at':'" + at("10:10") + "'");
        sanction("odd-3", "timeout", "9302", "9001", "10:05", machine + ",'expires_at':'" + at("11:10") + "'");
        sanction("odd-3-lift", "unban", "9302", "9001", "10:07", human);
        sanction("odd-4", "ban", "9303", "9001", "11:00", ",'actor_type':'automod'");
        sanction("odd-4-lift", "unban", "9303", "9001", "12:00", human);
        sanction("odd-5", "ban", "9304", "9002", "11:00", human + ",'expires_at':'9999-12-31T00:00:00Z'");
        sanction("odd-6", "ban", "9305", "9002", "11:00", human);
        sanction("odd-7", "warn", "9306", "9002", "11:30", human + ",'report_id':'odd-r1','severity':'high'");
        sanction("odd-8", "tickling", "9306", "9002", "11:31", "");
        sanction("odd-9", "message_delete", "9307", "9001", "13:00", human + ",'message_id':'odd-m1'");
        sanction("odd-10", "message_delete", "9307", "9001", "13:01", ",'actor_type':'system','message_id':'odd-m2'");
        sanction("odd-11", "suspend", "9308", "9001", "14:00", human + ",'detected_at':'" + at("13:59") + "'");
        sanction("odd-11-lift", "unsuspend", "9308", "9001", "+14:00", human);
        add(
                "automod.hold",
                "'message_id':'odd-m1','channel_id':'9001','user_id':'9307','held_at':'" + at("12:50") + "'");
    }

    private void appeal(String id, String kind, String time, String more) {
        add("appeal.event", "'appeal_id':'%s','kind':'%s','at':'%s'%s".formatted(id, kind, at(time), more));
    }

    private void appeals() {
        appeal("odd-a1", "submitted", "12:00", ",'action_id':'odd-1'");
        appeal("odd-a1", "decided", "+15:00", ",'outcome':'reversed','reviewer_id':'9103'");
        appeal("odd-a2", "submitted", "12:00", ",'subject_user_id':'9304','channel_id':'9002'");
        appeal("odd-a2", "decided", "+10:00", ",'outcome':'upheld'");
        appeal("odd-a3", "submitted", "12:00", ",'action_id':'odd-6'");
        appeal("odd-a3", "withdrawn", "12:30", "");
        appeal("odd-a3", "decided", "13:00", ",'outcome':'reversed'");
        appeal("odd-a4", "submitted", "09:30", ",'report_id':'odd-r1'");
        appeal("odd-a4", "decided", "12:30", ",'outcome':'upheld'");
        appeal("odd-a5", "submitted", "+09:30", ",'report_id':'odd-r1'");
        appeal("odd-a5", "decided", "+12:30", ",'outcome':'partially_reversed'");
        appeal("odd-a6", "decided", "+13:30", ",'action_id':'odd-4','outcome':'omitted'");
        appeal("odd-a7", "submitted", "15:00", ",'action_id':'odd-11'");
        appeal("odd-a7", "decided", "+13:00", ",'outcome':'reversed'");
        appeal("odd-a7", "decided", "+13:30", ",'outcome':'upheld'");
    }

    private void report(String id, String subject, String severity, String time, String more) {
        add(
                "report.created",
                "'report_id':'%s','subject_type':'message','subject_id':'%s','channel_id':'9002','category':'spam','severity':'%s','created_at':'%s'%s"
                        .formatted(id, subject, severity, at(time), more));
    }

    private void activity(String id, String activity, String time, String more) {
        add("report.activity", "'report_id':'%s','activity':'%s','at':'%s'%s".formatted(id, activity, at(time), more));
    }

    private void reports() {
        String one = ",'moderator_id':'9101'";
        String other = ",'moderator_id':'9104'";
        report("odd-r1", "odd-m3", "high", "09:00", ",'source':'trusted_flagger','language':'de-AT'");
        activity("odd-r1", "decided", "11:30", one + ",'decision':'action','action_ids':['odd-7']");
        // Closed, opened again, closed the other way without a decision of its own line.
        report("odd-r2", "odd-m1", "low", "09:00", ",'source':'user'");
        activity("odd-r2", "assigned", "09:10", one);
        activity("odd-r2", "closed", "09:20", one + ",'decision':'no_action'");
        activity("odd-r2", "reopened", "10:20", one);
        activity("odd-r2", "closed", "+10:30", other + ",'decision':'action'");
        activity("odd-r2", "closed", "+10:40", one + ",'decision':'action'");
        // Escalated by a decision, given back, taken by another, and closed by nobody.
        report("odd-r3", "odd-m1", "critical", "09:30", "");
        activity("odd-r3", "queued", "09:31", ",'queue':'escalation'");
        activity("odd-r3", "assigned", "09:32", one);
        activity("odd-r3", "decided", "09:40", one + ",'decision':'escalate'");
        activity("odd-r3", "unassigned", "09:41", one);
        activity("odd-r3", "assigned", "09:42", other);
        activity("odd-r3", "auto_closed", "+09:42", ",'is_automated':true");
        report("odd-r4", "odd-m4", "medium", "10:00", "");
        activity("odd-r4", "closed", "09:00", one);
        // Opened again while it was open, which is nothing; then decided by a bot and merged.
        report("odd-r5", "odd-m5", "medium", "10:00", ",'source':'automated'");
        activity("odd-r5", "reopened", "10:10", "");
        activity("odd-r5", "assigned", "10:20", one);
        activity("odd-r5", "assigned", "10:25", one);
        activity("odd-r5", "decided", "10:30", ",'moderator_id':'9102','decision':'no_action'");
        activity("odd-r5", "merged", "10:40", ",'merged_into':'odd-r1'");
        report("odd-r6", "odd-m6", "low", "10:00", ",'queue':'nobodys'");
        activity("odd-r6", "withdrawn", "10:00", "");
        activity("odd-r7", "closed", "10:00", one);
        // The same moment: viewed, decided, closed and opened again in the order of a life.
        report("odd-r8", "odd-m8", "high", "10:00", "");
        for (String each : List.of("reopened", "closed", "decided", "first_viewed")) {
            activity("odd-r8", each, "10:30", one + (each.equals("decided") ? ",'decision':'action'" : ""));
        }
        // Twenty people within the hour, and one who comes late.
        for (int i = 0; i < 20; i++) {
            report("odd-b" + i, "odd-m9", "low", "15:%02d".formatted(i * 2), ",'reporter_id':'" + (9_400 + i) + "'");
        }
        report("odd-b20", "odd-m9", "low", "17:00", ",'reporter_id':'9420'");
    }

    private void chat() {
        List<String> texts = List.of(
                "I do not love this, but it is GREAT!!",
                "goooood Kappa KEKW KEKW",
                "lololololol \\ud83d\\ude02\\ud83d\\ude02 \\u2764\\ufe0f",
                "@lovely_hater !hug so baaaad",
                "no lol, never happy. happy",
                "",
                "\\uff20n\\u00e4me sch\\u00f6n <3 :)))) isn't awful");
        for (int i = 0; i < texts.size(); i++) {
            for (String user : List.of("9202", "9307")) {
                add(
                        "chat.message",
                        "'message_id':'odd-m%s','channel_id':'%s','user_id':'%s','sent_at':'%s','text':"
                                        .formatted(
                                                user.equals("9307") ? i : i + "-child",
                                                i % 2 == 0 ? "9001" : "9002",
                                                user,
                                                at("12:%02d".formatted(i)))
                                + "'TEXT" + i + "'");
            }
        }
        linesByType.get("chat.message").replaceAll(line -> {
            String text = line;
            for (int i = 0; i < texts.size(); i++) {
                text = text.replace("TEXT" + i, texts.get(i));
            }
            return text;
        });
        add(
                "chat.message",
                "'message_id':'copy','source_message_id':'odd-m0','channel_id':'9002','source_channel_id':'9001','user_id':'9307','sent_at':'%s','text':'again'"
                        .formatted(at("12:00")));
        add(
                "stream.context",
                "'channel_id':'9009','kind':'raid','at':'" + at("20:00") + "','attributes':{'viewers':'5'}");
    }
}
