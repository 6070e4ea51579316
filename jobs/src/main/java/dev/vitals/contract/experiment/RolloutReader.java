package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.ChangeSpec.Rollout;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads which channels got a change on which day. */
final class RolloutReader {
    static final String KEY = "rollout";

    private static final int LEAST_CHANNELS = 2;

    private RolloutReader() {}

    /** By day, the first one first. */
    static List<Rollout> read(YamlMap root) {
        List<Rollout> rollout = new ArrayList<>();
        Map<String, LocalDate> known = new HashMap<>();
        for (YamlMap map : root.maps(KEY)) {
            if (!map.has("on")) {
                throw map.error(
                        "key on is missing in rollout: write the first day on which these channels had the change.");
            }
            LocalDate on = ScheduleReader.day(map, "on");
            List<String> channels = map.strings("channels");
            if (channels.size() < LEAST_CHANNELS) {
                throw map.error(
                        "channels",
                        "are %d on %s, which does not tell how channels vary; name two at least, or leave the day out."
                                .formatted(channels.size(), on));
            }
            for (String channel : channels) {
                LocalDate other = known.put(channel, on);
                if (other != null) {
                    throw map.error(
                            "channels",
                            "name %s a second time (%s, %s); a channel gets the change once."
                                    .formatted(channel, other, on));
                }
            }
            if (rollout.stream().anyMatch(one -> one.on().equals(on))) {
                throw map.error("on", "is " + on + " a second time; put the channels of a day into one list.");
            }
            rollout.add(new Rollout(channels, on, map.place("channels")));
            map.rejectUnknownKeys();
        }
        if (rollout.isEmpty()) {
            throw root.error(KEY, "names no channels; write {channels: [a, b], on: 2026-01-19}.");
        }
        rollout.sort(Comparator.comparing(Rollout::on));
        return rollout;
    }
}
