package dev.vitals.cli.night;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which nights are run.
 *
 * @param messages chat messages of a night; one night each
 * @param history nights before; one warehouse each
 * @param historyMessages chat messages of each of the nights before
 * @param channels channels
 * @param isSkewed also with 30% of the messages in one channel
 * @param contestants who runs them, see {@link Contestants#known}
 * @param hasCluster ours also on a standalone cluster of two workers
 * @param rounds how often each night is run
 */
public record NightPlan(
        List<Integer> messages,
        List<Integer> history,
        int historyMessages,
        int channels,
        boolean isSkewed,
        Set<String> contestants,
        boolean hasCluster,
        int rounds) {
    /** A line of chat, and what a store keeps of it and needs beside it for a while, in bytes. */
    private static final long DELIVERED = 230;

    private static final long STORED = 130;

    /** Copies of a store that there are at a time: of the days before, and of the night. */
    private static final long COPIES = 2;

    List<NightWorld.Size> worlds() {
        List<NightWorld.Size> worlds = new ArrayList<>();
        for (int days : history) {
            for (int night : messages) {
                worlds.add(new NightWorld.Size(days, historyMessages, night, channels, false));
                if (isSkewed) {
                    worlds.add(new NightWorld.Size(days, historyMessages, night, channels, true));
                }
            }
        }
        return worlds;
    }

    /** Disk that the largest of the worlds needs at most; each is deleted before the next. */
    public long bytesNeeded() {
        return worlds().stream()
                .mapToLong(world -> world.allMessages() * (DELIVERED + STORED * COPIES * contestants.size()))
                .max()
                .orElse(0);
    }
}
