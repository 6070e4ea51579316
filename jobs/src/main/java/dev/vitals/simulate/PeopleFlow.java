package dev.vitals.simulate;

import java.time.LocalDate;
import java.util.BitSet;

/** Who is who: channels, users and moderators as dimension events, and who took part in the experiment. */
final class PeopleFlow {
    static final String EXPERIMENT = "warn_before_send";
    static final int EXPERIMENT_FROM = 7;
    static final double ENROLLED = 0.3;
    /** How often the treated break rules, compared with the others. */
    static final double EFFECT = 0.8;
    /** Share of chatters that the platform's user export describes. */
    static final double DESCRIBED = 0.25;

    private final Scene scene;
    private final EventWriter event = new EventWriter();
    private final BitSet met = new BitSet();
    private final BitSet exposed = new BitSet();

    PeopleFlow(Scene scene) {
        this.scene = scene;
    }

    void day(int day) {
        for (int c = 0; c < scene.channels().count(); c++) {
            if (day == 0 || scene.channels().promotedOn(c) == day) {
                channel(c, day);
            }
        }
        for (int member = 0; member < scene.staff().count(); member++) {
            if (day == 0 || scene.staff().movesOn(member) == day) {
                staff(member, day);
            }
        }
        if (day == 0) {
            for (int a = 0; a < Staff.AUTOMATIONS; a++) {
                moderator(scene.staff().automation(a), day, "automation", "NA", true, "automation");
            }
            for (int c = 0; c < scene.channels().count(); c++) {
                String region = scene.channels().region(c);
                for (int number = 0; number < 4; number++) {
                    long id = scene.chatters().channelModerator(c, number);
                    moderator(id, day, "volunteers", region, false, "channel_moderator");
                }
                long bot = scene.chatters().id(scene.chatters().bot(c));
                moderator(bot, day, "bots", region, true, "channel_bot");
            }
        }
    }

    private void channel(int channel, int day) {
        ChannelModel channels = scene.channels();
        long from = scene.delivery().startOf(day);
        event.begin(Kind.DIMENSION_CHANNEL)
                .putId("id", channels.id(channel))
                .putTime("valid_from", from)
                .beginObject("attributes")
                .put("language", channels.language(channel))
                .put("category", channels.topic(channel))
                .put("tier", channels.tier(channel, day))
                .put("region", channels.region(channel))
                .endObject()
                .end();
        scene.delivery().deliver(Kind.DIMENSION_CHANNEL, from, event);
    }

    private void staff(int member, int day) {
        Staff staff = scene.staff();
        beginModerator(staff.id(member), day, staff.team(member, day), staff.region(member), false, "staff");
        event.put("languages", staff.languages(member)).put("employment", staff.employment(member));
        endModerator(day);
    }

    private void moderator(long id, int day, String team, String region, boolean bot, String role) {
        beginModerator(id, day, team, region, bot, role);
        endModerator(day);
    }

    private void beginModerator(long id, int day, String team, String region, boolean bot, String role) {
        event.begin(Kind.DIMENSION_MODERATOR)
                .putId("id", id)
                .putTime("valid_from", scene.delivery().startOf(day))
                .beginObject("attributes")
                .put("team", team)
                .put("region", region)
                .put("is_bot", bot ? "true" : "false")
                .put("role", role);
    }

    private void endModerator(int day) {
        event.endObject().end();
        scene.delivery().deliver(Kind.DIMENSION_MODERATOR, scene.delivery().startOf(day), event);
    }

    /** True when this is the first message of the account; a part of them is described then. */
    boolean isFirst(Message m) {
        if (met.get(m.account)) {
            return false;
        }
        met.set(m.account);
        if (scene.spec().busy().isRegular(m.day, scene.seed(), m.account)) {
            return false;
        }
        describe(m);
        return true;
    }

    /** Describes a part of the chatters, and all bots and raid accounts. */
    private void describe(Message m) {
        ChatterModel chatters = scene.chatters();
        boolean bot = chatters.isBot(m.account);
        boolean raider = chatters.isRaider(m.account);
        if (!bot && !raider && Dice.uniform(scene.seed(), 61, m.account) >= DESCRIBED) {
            return;
        }
        long from = scene.delivery().startOf(m.day);
        LocalDate since = scene.delivery().date(m.day);
        long age = raider ? 0 : 1 + (long) (Dice.uniform(scene.seed(), 62, m.account) * 3000);
        event.begin(Kind.DIMENSION_USER)
                .putId("id", chatters.id(m.account))
                .putTime("valid_from", from)
                .beginObject("attributes")
                .put("region", chatters.region(m.account))
                .put("age_band", bot ? "unknown" : chatters.ageBand(m.account))
                .put("is_bot", bot ? "true" : "false")
                .put("account_created", since.minusDays(age).toString())
                .endObject()
                .end();
        if (scene.delivery().deliver(Kind.DIMENSION_USER, from, event)) {
            scene.truth().daily("described_users", m.day);
        }
    }

    /** The first message of an enrolled account since the experiment started exposes it. */
    void exposed(Message m) {
        if (m.day < EXPERIMENT_FROM || !isEnrolled(m.account) || exposed.get(m.account)) {
            return;
        }
        exposed.set(m.account);
        if (scene.spec().busy().isRegular(m.day, scene.seed(), m.account)) {
            return;
        }
        event.begin(Kind.EXPERIMENT_EXPOSURE)
                .put("experiment", EXPERIMENT)
                .put("variant", isTreated(m.account) ? "treatment" : "control")
                .putId("unit_id", scene.chatters().id(m.account))
                .putTime("first_exposed_at", m.at)
                .putId("cluster_id", scene.channels().id(m.channel))
                .put("stratum", scene.channels().language(m.channel))
                .end();
        if (scene.delivery().deliver(Kind.EXPERIMENT_EXPOSURE, m.at, event)) {
            scene.truth().daily(isTreated(m.account) ? "exposed_treatment" : "exposed_control", m.day);
        }
    }

    double experimentFactor(Message m) {
        return m.day >= EXPERIMENT_FROM && isEnrolled(m.account) && isTreated(m.account) ? EFFECT : 1;
    }

    private boolean isEnrolled(int account) {
        return Dice.uniform(scene.seed(), 63, account) < ENROLLED;
    }

    private boolean isTreated(int account) {
        return Dice.uniform(scene.seed(), 64, account) < 0.5;
    }
}
