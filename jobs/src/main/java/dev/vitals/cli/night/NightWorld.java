package dev.vitals.cli.night;

import dev.vitals.simulate.AppealBulk;
import dev.vitals.simulate.BusyDay;
import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.Plants;
import dev.vitals.simulate.Progress;
import dev.vitals.simulate.SanctionBulk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** A community whose last night is a large one: the files of all nights before, and those of this night. */
final class NightWorld {
    static final LocalDate NIGHT = LocalDate.of(2026, 1, 21);

    /** Messages for each report; with what happens to it on the same day it makes some four events. */
    private static final int MESSAGES_A_REPORT = 400;
    /** Messages for each sanction of a bot, beside those that reports lead to. */
    private static final int MESSAGES_A_SANCTION = 55;
    /** Messages for each appeal, which has two events. */
    private static final int MESSAGES_AN_APPEAL = 500;

    /** Lines of chat that come twice are half a percent: seven tenths of these in the same file, the others a night later. */
    private static final double RESENT = 0.007;

    private static final double LOUD = 0.3;

    private final Path folder;

    private NightWorld(Path folder) {
        this.folder = folder;
    }

    /**
     * How large it is.
     *
     * @param historyDays nights before
     * @param historyMessages chat messages of each of them; of 400 messages one is reported
     * @param messages chat messages of the night
     * @param channels channels
     * @param isSkewed whether 30% of the night's messages are in one channel
     */
    record Size(int historyDays, int historyMessages, int messages, int channels, boolean isSkewed) {
        CommunitySpec community() {
            int reports = Math.max(1, messages / MESSAGES_A_REPORT);
            BusyDay busy = new BusyDay(historyDays, messages, reports, isSkewed ? LOUD : 0);
            return CommunitySpec.sized(
                            NIGHT.minusDays(historyDays),
                            historyDays + 1,
                            channels,
                            historyMessages,
                            Math.max(1, historyMessages / MESSAGES_A_REPORT))
                    .withPlants(plants())
                    .withBusyDay(busy);
        }

        /** What is planted lies in the past: the night has nothing but a night's work. */
        private Plants plants() {
            Plants usual = Plants.standard();
            return new Plants(
                    usual.raidDay() < historyDays ? usual.raidDay() : Plants.NEVER,
                    usual.brigadeDay() < historyDays ? usual.brigadeDay() : Plants.NEVER,
                    Plants.NEVER,
                    Plants.NEVER,
                    RESENT,
                    usual.lateShare());
        }

        /** Lines of chat of all nights. */
        long allMessages() {
            return (long) historyDays * historyMessages + messages;
        }
    }

    /** Files that were delivered. */
    record Delivered(long files, long bytes) {}

    /** Makes it. */
    static NightWorld make(Path folder, Size size, Progress progress) {
        Path made = folder.resolve("made");
        CommunitySpec community = size.community();
        Community.of(community).write(made, progress);
        SanctionBulk sanctions = new SanctionBulk(community, NIGHT, Math.max(1, size.messages() / MESSAGES_A_SANCTION));
        sanctions.write(made);
        new AppealBulk(sanctions, Math.min(sanctions.timeouts(), size.messages() / MESSAGES_AN_APPEAL)).write(made);
        NightWorld world = new NightWorld(folder);
        try {
            Path nights = made.resolve("landing/vitals");
            Files.createDirectories(world.tonight().resolve("vitals"));
            Files.move(nights.resolve(NIGHT.toString()), world.tonight().resolve("vitals/" + NIGHT));
            Files.createDirectories(world.history());
            Files.move(nights, world.history().resolve("vitals"));
            Stores.delete(made);
            return world;
        } catch (IOException e) {
            throw new UncheckedIOException("The nights can't be delivered to " + folder, e);
        }
    }

    /** Landing folder with the nights before; after {@link #deliverTonight} with all. */
    Path history() {
        return folder.resolve("landing");
    }

    /** Landing folder with the night alone. */
    Path tonight() {
        return folder.resolve("tonight");
    }

    /** Puts the files of the night beside those of the nights before, which stay where they were delivered. */
    void deliverTonight() {
        String night = "vitals/" + NIGHT;
        Stores.copyLinked(tonight().resolve(night), history().resolve(night), file -> true);
    }

    Delivered delivered() {
        try (Stream<Path> paths = Files.walk(tonight())) {
            List<Path> files = paths.filter(Files::isRegularFile).toList();
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return new Delivered(files.size(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look into " + tonight(), e);
        }
    }
}
