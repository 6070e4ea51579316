package dev.vitals.simulate;

import java.util.Arrays;

/** Streams the chat of a day in order of time and decides what becomes of each message. */
final class ChatFlow {
    /** Share of messages that violate, before what follows makes some accounts worse than others. */
    static final double VIOLATING = 0.01;

    static final double VIOLATING_HELD = 0.165;
    static final double VIOLATING_REMOVED = 0.074;
    static final double VIOLATING_BOT = 0.0425;
    static final double HARMLESS_HELD = 0.00106;
    static final double HARMLESS_REMOVED = 0.0000646;
    static final double HARMLESS_BOT = 0.0000758;
    static final double REMOVED_AND_REPORTED = 0.1;

    private static final double BOTS = 0.008;
    private static final double ODD = 1 / 2500.0;
    private static final double REPLIES = 0.06;
    private static final double POSITIVE = 0.30;
    private static final double NEGATIVE = 0.18;
    private static final int SHARED_FROM = 17;
    private static final int SHARED_TO = 21;

    private final Scene scene;
    private final EnforcementFlow enforcement;
    private final ReportFlow reports;
    private final AutomodFlow automod;
    private final AuditFlow audits;
    private final PeopleFlow people;
    private final ExperimentFlow experiments;
    private final ChatLines lines;
    private final Message m = new Message();
    private final long[] lastIn;
    private final int[] partner;
    private double violatingReported;
    private double harmlessReported;
    private Dice dice;
    private Dice texts;

    ChatFlow(
            Scene scene,
            EnforcementFlow enforcement,
            ReportFlow reports,
            AutomodFlow automod,
            AuditFlow audits,
            PeopleFlow people,
            ExperimentFlow experiments) {
        this.scene = scene;
        this.enforcement = enforcement;
        this.reports = reports;
        this.automod = automod;
        this.audits = audits;
        this.people = people;
        this.experiments = experiments;
        this.lines = new ChatLines(scene.seed(), scene.channels(), scene.chatters());
        this.lastIn = new long[scene.channels().count()];
        this.partner = new int[scene.channels().count()];
    }

    /** Share of messages that are reported; capped where there is too little chat for so many reports. */
    static double reportedShare(CommunitySpec spec, int day) {
        double wanted = ReportFlow.ON_MESSAGES * spec.reportsOn(day) / ReportFlow.PER_ITEM / spec.messagesOn(day);
        return Math.min(wanted, 0.4 * VIOLATING / Harm.meanViolating());
    }

    void day(int day) {
        dice = scene.dice("chat", day);
        texts = scene.dice("texts", day);
        Arrays.fill(lastIn, 0);
        shareChats(day);
        double share = reportedShare(scene.spec(), day);
        double violating = Harm.meanViolating();
        violatingReported = share * violating / VIOLATING;
        harmlessReported = share * (1 - violating) / (1 - VIOLATING);
        BusyDay busy = scene.spec().busy();
        boolean isBusy = busy.isOn(day);
        double loudest = isBusy ? busy.loudestShare() : 0;
        int count = isBusy
                ? busy.messages()
                : Rhythm.volume(scene.spec().messagesPerDay(), scene.delivery().date(day), dice);
        long start = scene.delivery().startOf(day);
        m.day = day;
        m.stream = Ids.CHAT;
        for (int i = 0; i < count; i++) {
            long millis = Rhythm.millisAt((i + dice.next()) / count);
            int hour = (int) (millis / Rhythm.HOUR_MILLIS);
            m.number = i + 1L;
            m.at = start + millis;
            m.channel = loudest > 0 ? channel(hour, loudest) : scene.channels().pick(day, hour, dice.next());
            if (dice.chance(BOTS)) {
                m.account = scene.chatters().bot(m.channel);
                m.mood = Mood.BOT;
                m.violating = false;
                post(hour);
                continue;
            }
            m.account = scene.chatters().pick(m.channel, day, dice);
            if (!experiments.isSent(m)) {
                continue;
            }
            people.exposed(m);
            m.violating = dice.chance(VIOLATING
                    * scene.chatters().toxicity(m.account)
                    * people.experimentFactor(m)
                    * (0.6 + 0.8 * Dice.uniform(scene.seed(), 51, m.channel)));
            m.harm = m.violating ? Harm.ofViolation(dice) : null;
            m.mood = m.violating ? violatingMood() : mood(day);
            follow(hour);
        }
    }

    /** A channel when the largest one has a share that it was given. */
    private int channel(int hour, double loudest) {
        if (dice.chance(loudest) || scene.channels().count() == 1) {
            return 0;
        }
        int other = 0;
        while (other == 0) {
            other = scene.channels().pick(m.day, hour, dice.next());
        }
        return other;
    }

    private void follow(int hour) {
        double u = dice.next();
        boolean bad = m.violating;
        double held = bad ? VIOLATING_HELD : HARMLESS_HELD;
        double removed = held + (bad ? VIOLATING_REMOVED : HARMLESS_REMOVED);
        double byBot = removed + (bad ? VIOLATING_BOT : HARMLESS_BOT);
        double reported = byBot + (bad ? violatingReported : harmlessReported);
        if (!bad && u < reported) {
            m.harm = Harm.ofMistake(dice);
        }
        if (u < held) {
            if (automod.hold(m)) {
                post(hour);
            }
        } else {
            post(hour);
            if (u < removed) {
                removeByHand();
            } else if (u < byBot) {
                enforcement.removeByBot(m);
            } else if (u < reported) {
                reports.about(m);
            } else {
                audits.unreported(m);
            }
        }
    }

    private void removeByHand() {
        long removedAt = enforcement.removeByHand(m);
        scene.truth().daily("removed_by_hand", m.day);
        if (dice.chance(REMOVED_AND_REPORTED)) {
            reports.aboutRemoved(m, removedAt);
        }
    }

    private void post(int hour) {
        long replyTo = dice.chance(REPLIES) ? lastIn[m.channel] : 0;
        EventWriter line = lines.marking(people.isFirst(m)).write(m, replyTo, texts);
        if (scene.delivery().deliverChat(m.channel, m.at, line)) {
            booked(m);
        }
        lastIn[m.channel] = m.key();
        int other = partner[m.channel];
        if (other >= 0 && hour >= SHARED_FROM && hour < SHARED_TO) {
            if (scene.delivery().deliverCopy(m.channel, m.at, lines.copy(m, other))) {
                scene.truth().daily("shared_copies", m.day);
            }
        }
    }

    /** A message from outside the daily stream, of a raid for example. */
    boolean postExtra(Message extra, Dice words) {
        EventWriter line = line(extra, words);
        boolean delivered = scene.delivery().deliverChat(extra.channel, extra.at, line);
        if (delivered) {
            booked(extra);
        }
        return delivered;
    }

    /** The line of a message, for a file of its own. */
    EventWriter line(Message extra, Dice words) {
        return lines.marking(people.isFirst(extra)).write(extra, 0, words);
    }

    void booked(Message posted) {
        TruthBook truth = scene.truth();
        truth.daily("messages", posted.day);
        truth.daily(posted.mood.counter(), posted.day);
        if (posted.violating) {
            truth.daily("violating_messages", posted.day);
        }
        truth.chatted(posted.account);
    }

    private Mood violatingMood() {
        return m.harm == Harm.SPAM || m.harm == Harm.SCAM || m.harm == Harm.COPYRIGHT ? Mood.SPAM : Mood.TOXIC;
    }

    private Mood mood(int day) {
        double drift = 0.1 * (Dice.uniform(scene.seed() + 52, m.channel, day) - 0.5);
        double u = dice.next();
        if (u < ODD) {
            return Mood.ODD;
        }
        if (u < POSITIVE + drift) {
            return Mood.POSITIVE;
        }
        return u < POSITIVE + NEGATIVE ? Mood.NEGATIVE : Mood.NEUTRAL;
    }

    /** Some pairs of channels share their chat in the evening. */
    private void shareChats(int day) {
        Arrays.fill(partner, -1);
        int channels = partner.length;
        for (int s = 0; s < channels / 25; s++) {
            int a = (int) (Dice.uniform(scene.seed() + 53, s, day) * channels);
            int b = (int) (Dice.uniform(scene.seed() + 54, s, day) * channels);
            if (a != b && partner[a] < 0 && partner[b] < 0) {
                partner[a] = b;
                partner[b] = a;
            }
        }
    }
}
