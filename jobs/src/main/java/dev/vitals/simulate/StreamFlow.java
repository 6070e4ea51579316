package dev.vitals.simulate;

/** What channels do besides chat: going live, being watched, raiding one another, changing settings. */
final class StreamFlow {
    private static final long MINUTE = 60_000;

    private final Scene scene;
    private final EventWriter event = new EventWriter();
    private Dice dice;

    StreamFlow(Scene scene) {
        this.scene = scene;
    }

    void day(int day) {
        dice = scene.dice("streams", day);
        long start = scene.delivery().startOf(day);
        ChannelModel channels = scene.channels();
        for (int c = 0; c < channels.count(); c++) {
            if (!channels.isLiveOn(c, day)) {
                continue;
            }
            int from = channels.liveFrom(c, day);
            int to = channels.liveTo(c, day);
            context(c, "online", start + from * MINUTE, "category", channels.topic(c));
            watched(c, start, from, to);
            long end = start + to * MINUTE - 1000;
            if (dice.chance(0.1) && channels.count() > 1) {
                int target = (c + 1 + dice.below(channels.count() - 1)) % channels.count();
                context(target, "raid", end - 5000, "from_channel_id", Long.toString(channels.id(c)));
            }
            if (dice.chance(0.05)) {
                context(c, "settings_change", start + (from + 10) * MINUTE, "slow_mode_seconds", "30");
            }
            context(c, "offline", end, "minutes", Integer.toString(to - from));
        }
    }

    /** One interval for each clock hour, or part of it, on air. */
    private void watched(int channel, long start, int from, int to) {
        double mean = scene.channels().viewers(channel, scene.spec().messagesPerDay());
        double moderated = channel < scene.channels().count() / 5 ? 0.95 : 0.55;
        for (int minute = from; minute < to; minute = (minute / 60 + 1) * 60) {
            int until = Math.min(to, (minute / 60 + 1) * 60);
            long seconds = (until - minute) * 60L;
            long watchedSeconds = Math.round(mean * seconds * dice.between(0.6, 1.4));
            boolean isModerated = dice.chance(moderated);
            event.begin(Kind.VIEWERSHIP_INTERVAL)
                    .putId("channel_id", scene.channels().id(channel))
                    .putTime("from", start + minute * MINUTE)
                    .putTime("to", start + until * MINUTE)
                    .put("live_seconds", seconds)
                    .put("viewer_seconds", watchedSeconds)
                    .put("is_moderated", isModerated)
                    .end();
            if (scene.delivery().deliver(Kind.VIEWERSHIP_INTERVAL, start + minute * MINUTE, event)) {
                int day = scene.delivery().dayOf(start);
                scene.truth().daily("live_seconds", day, seconds);
                scene.truth().daily("viewer_seconds", day, watchedSeconds);
                scene.truth().daily("moderated_viewer_seconds", day, isModerated ? watchedSeconds : 0);
            }
        }
    }

    void context(int channel, String kind, long at, String attribute, String value) {
        event.begin(Kind.STREAM_CONTEXT)
                .putId("channel_id", scene.channels().id(channel))
                .put("kind", kind)
                .putTime("at", at)
                .beginObject("attributes")
                .put(attribute, value)
                .endObject()
                .end();
        scene.delivery().deliver(Kind.STREAM_CONTEXT, at, event);
    }
}
