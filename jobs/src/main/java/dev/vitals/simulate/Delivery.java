package dev.vitals.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Brings each event to the night in which it is delivered: its own day, or one to three nights later, or never when that
 * lies beyond the last night; it also sends some lines and files twice.
 *
 * <p>Chat of the current day streams straight into its file. Everything else waits in a spool on disk until its night is
 * complete, which it is once the day has been generated, since nothing is ever caused by a later day.
 */
final class Delivery {
    private static final int RESENT_FILE = 80;

    private final CommunitySpec spec;
    private final Path landing;
    private final Path spools;
    private final TruthBook truth;
    private final long firstMillis;
    private int chatLinesPerFile;
    private final Map<Integer, EnumMap<Kind, LineFile>> waiting = new TreeMap<>();
    private Dice dice;
    private LineFile chat;
    private int chatFiles;
    private byte[] echo = new byte[0];
    private int echoIn;
    private long lines;

    Delivery(CommunitySpec spec, Path outDir, TruthBook truth) {
        this.spec = spec;
        this.landing = outDir.resolve("landing").resolve("vitals");
        this.spools = outDir.resolve(".spool");
        this.truth = truth;
        this.firstMillis = spec.from().toEpochDay() * Rhythm.DAY_MILLIS;
    }

    LocalDate date(int day) {
        return spec.from().plusDays(day);
    }

    long startOf(int day) {
        return firstMillis + day * Rhythm.DAY_MILLIS;
    }

    int dayOf(long epochMillis) {
        return (int) Math.floorDiv(epochMillis - firstMillis, Rhythm.DAY_MILLIS);
    }

    boolean isInTime(long epochMillis) {
        return epochMillis >= firstMillis && dayOf(epochMillis) < spec.days();
    }

    /** Lines written so far, resent ones included. */
    long lines() {
        return lines;
    }

    void open(int night) {
        dice = Dice.of(spec.seed(), "delivery", night);
        chatFiles = 0;
        chatLinesPerFile = Math.max(20_000, Math.min(1_000_000, spec.messagesOn(night) / 2 + 1));
    }

    /**
     * Delivers any event but chat; false when its night never comes. Good for bookkeeping only: what happens next must
     * not depend on it, nor may the dice, or the length of the period would change the nights before its end.
     */
    boolean deliver(Kind kind, long at, EventWriter event) {
        boolean isLate = dice.chance(spec.plants().lateShare());
        boolean isResent = dice.chance(spec.plants().resentShare());
        int delay = dice.below(3);
        int night = dayOf(at) + (isLate ? 1 + delay : 0);
        if (!isInTime(at) || night >= spec.days()) {
            return false;
        }
        spool(night, kind).event(event);
        lines++;
        book(kind, at, night);
        if (isResent) {
            resendTo(night + delay % 2, kind, event);
        }
        return true;
    }

    /** Delivers a message of the open night; all messages of a channel and ten minutes are late together. */
    boolean deliverChat(int channel, long at, EventWriter event) {
        boolean isResent = dice.chance(spec.plants().resentShare());
        boolean isTomorrow = dice.chance(0.3);
        LineFile file = chatFile(channel, at);
        if (file == null) {
            return false;
        }
        file.event(event);
        lines++;
        book(Kind.CHAT_MESSAGE, at, file.night());
        if (file == chat) {
            echo();
            if (isResent) {
                resendChat(at, isTomorrow, event);
            }
        }
        return true;
    }

    /** Delivers the shared-chat copy of a message that was written in {@code source}, in the night of its original. */
    boolean deliverCopy(int source, long at, EventWriter event) {
        LineFile file = chatFile(source, at);
        if (file == null) {
            return false;
        }
        file.copy(event);
        lines++;
        return true;
    }

    /** The same line again, in the next night or in the same file a little later. */
    private void resendChat(long at, boolean isTomorrow, EventWriter event) {
        if (isTomorrow) {
            resendTo(dayOf(at) + 1, Kind.CHAT_MESSAGE, event);
        } else if (echoIn == 0) {
            echo = Arrays.copyOf(event.bytes(), event.length());
            echoIn = 40;
        }
    }

    private void echo() {
        if (echoIn > 0 && --echoIn == 0) {
            chat.duplicate(echo, echo.length);
            lines++;
        }
    }

    /** Where a message of the open night goes; null when it is so late that it never comes. */
    private LineFile chatFile(int channel, long at) {
        int day = dayOf(at);
        double u = Dice.uniform(spec.seed() + 41, channel, at / 600_000);
        if (u >= spec.plants().lateShare()) {
            return chatFile(day);
        }
        int night = day + 1 + (int) (u / spec.plants().lateShare() * 3);
        return night < spec.days() ? spool(night, Kind.CHAT_MESSAGE) : null;
    }

    /** A file of its own in a night, for planted garbage. */
    LineFile separateFile(int night, Kind kind, int number) {
        return LineFile.create(target(night, kind, number, ""), night, kind);
    }

    void closeSeparate(LineFile file, String note) {
        file.close();
        lines += file.lines();
        truth.file(file.truth(landing, null, note));
    }

    void book(Kind kind, long at, int night) {
        truth.event(kind, dayOf(at), night);
    }

    /** Puts the files of a night in place. */
    void close(int night) {
        if (chat != null) {
            closeChat();
        }
        EnumMap<Kind, LineFile> ready = waiting.remove(night);
        if (ready == null) {
            return;
        }
        for (Map.Entry<Kind, LineFile> entry : ready.entrySet()) {
            Kind kind = entry.getKey();
            LineFile spool = entry.getValue();
            spool.close();
            boolean packed = Dice.uniform(spec.seed() + 42, kind.ordinal(), night) < 0.25;
            Path target = target(night, kind, kind == Kind.CHAT_MESSAGE ? chatFiles : 0, packed ? ".gz" : "");
            boolean dressed =
                    kind == Kind.REPORT_CREATED && night == spec.plants().badFileDay() + 1 && night > 0;
            spool.moveTo(target, dressed);
            truth.file(spool.truth(landing, null, dressed ? "starts with a BOM, lines end in CRLF" : ""));
            if (spec.plants().resentShare() > 0) {
                resendFile(night, kind, spool);
            }
        }
        if (night == spec.plants().badFileDay() + 1 && night > 0) {
            LineFile empty = separateFile(night, Kind.APPEAL_EVENT, 70);
            closeSeparate(empty, "empty file");
        }
    }

    /** Removes the spool folder, with what a killed run may have left in it. */
    void clearSpools() {
        if (!Files.isDirectory(spools)) {
            return;
        }
        try (Stream<Path> left = Files.list(spools)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
            Files.delete(spools);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The spool folder " + spools + " could not be removed; delete it by hand", e);
        }
    }

    /** The same file again: one kind in the next night, another in the same night. */
    private void resendFile(int night, Kind kind, LineFile original) {
        boolean tomorrow = kind == Kind.REPORT_CREATED && night % 7 == 2 && night + 1 < spec.days();
        boolean tonight = kind == Kind.ENFORCEMENT_ACTION && night % 7 == 5;
        if (tomorrow || tonight) {
            String suffix = original.path().toString().endsWith(".gz") ? ".gz" : "";
            Path copy = target(tomorrow ? night + 1 : night, kind, RESENT_FILE, suffix);
            original.copyTo(copy);
            lines += original.lines();
            truth.file(original.resent(landing, copy, tomorrow ? night + 1 : night));
        }
    }

    private void resendTo(int night, Kind kind, EventWriter event) {
        if (night < spec.days()) {
            spool(night, kind).duplicate(event.bytes(), event.length());
            lines++;
        }
    }

    private LineFile chatFile(int night) {
        if (chat != null && chat.lines() >= chatLinesPerFile) {
            closeChat();
        }
        if (chat == null) {
            String suffix = (night + chatFiles) % 4 == 3 ? ".gz" : "";
            chat = LineFile.create(target(night, Kind.CHAT_MESSAGE, chatFiles, suffix), night, Kind.CHAT_MESSAGE);
            chatFiles++;
        }
        return chat;
    }

    private void closeChat() {
        echoIn = Math.min(echoIn, 1);
        echo();
        chat.close();
        truth.file(chat.truth(landing, null, ""));
        chat = null;
    }

    private LineFile spool(int night, Kind kind) {
        return waiting.computeIfAbsent(night, n -> new EnumMap<>(Kind.class))
                .computeIfAbsent(kind, k -> LineFile.spool(spools.resolve(night + "-" + k.type()), night, k));
    }

    private Path target(int night, Kind kind, int number, String suffix) {
        String name = kind.type() + "-" + (number < 10 ? "0" : "") + number + ".ndjson" + suffix;
        return landing.resolve(date(night).toString()).resolve(name);
    }
}
