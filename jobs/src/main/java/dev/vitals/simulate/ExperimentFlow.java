package dev.vitals.simulate;

import java.util.BitSet;

/**
 * Two tests of changes whose effect is known: a banner that some users see as they write, and a tool that some channels
 * get. Assignment and effect follow from hashes, so that no other stream of random choices is drawn from.
 */
final class ExperimentFlow {
    static final String BANNER = "hold_banner";
    static final String ROLLOUT = "clip_rollout";
    static final String CONTROL = "control";
    static final String SHOWN = "banner";
    static final String TREATMENT = "treatment";
    /** Share of their messages that those who see the banner do not send. */
    static final double UNSENT = 0.08;

    private static final String DAILY_CONTROL = exposures(BANNER, CONTROL);
    private static final String DAILY_SHOWN = exposures(BANNER, SHOWN);

    private final Scene scene;
    private final EventWriter event = new EventWriter();
    private final BitSet exposed = new BitSet();

    ExperimentFlow(Scene scene) {
        this.scene = scene;
    }

    /** Name of the number of exposures of a day. */
    static String exposures(String experiment, String variant) {
        return experiment + "_" + variant;
    }

    /** On the first day the channels are told apart. */
    void day(int day) {
        if (day != scene.spec().plants().experimentDay()) {
            return;
        }
        long at = scene.delivery().startOf(day);
        for (int c = 0; c < scene.channels().count(); c++) {
            long id = scene.channels().id(c);
            String variant = isTreatedChannel(scene.seed(), c) ? TREATMENT : CONTROL;
            event.begin(Kind.EXPERIMENT_EXPOSURE)
                    .put("experiment", ROLLOUT)
                    .put("variant", variant)
                    .putId("unit_id", id)
                    .putTime("first_exposed_at", at)
                    .putId("cluster_id", id)
                    .end();
            expose(at, exposures(ROLLOUT, variant));
        }
    }

    /** Exposes the author at the first message written since the test started; false when this message is not sent. */
    boolean isSent(Message m) {
        if (!scene.spec().plants().isTesting(m.day)) {
            return true;
        }
        boolean isShown = isShown(scene.seed(), m.account);
        if (!exposed.get(m.account)) {
            exposed.set(m.account);
            event.begin(Kind.EXPERIMENT_EXPOSURE)
                    .put("experiment", BANNER)
                    .put("variant", isShown ? SHOWN : CONTROL)
                    .putId("unit_id", scene.chatters().id(m.account))
                    .putTime("first_exposed_at", m.at)
                    .end();
            expose(m.at, isShown ? DAILY_SHOWN : DAILY_CONTROL);
        }
        if (isShown && Dice.uniform(scene.seed(), 73, m.key()) < UNSENT) {
            scene.truth().daily("messages_not_sent", m.day);
            return false;
        }
        return true;
    }

    private void expose(long at, String number) {
        if (scene.delivery().deliver(Kind.EXPERIMENT_EXPOSURE, at, event)) {
            scene.truth().daily(number, scene.delivery().dayOf(at));
        }
    }

    static boolean isShown(long seed, int account) {
        return Dice.uniform(seed, 71, account) < 0.5;
    }

    /** Channels are numbered by size: of each pair of neighbours a coin picks the one that is treated. */
    static boolean isTreatedChannel(long seed, int channel) {
        boolean isLarger = channel % 2 == 0;
        return Dice.uniform(seed, 72, channel / 2) < 0.5 == isLarger;
    }
}
