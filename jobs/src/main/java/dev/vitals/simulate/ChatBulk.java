package dev.vitals.simulate;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.BitSet;

/**
 * Chat and nothing else, in bulk, for measuring how fast messages land.
 *
 * @param seed every random choice follows from it
 * @param date the one day on which all messages are sent
 * @param channels number of channels
 * @param messages number of messages
 * @param files number of plain files they are spread over, in order of time
 */
public record ChatBulk(long seed, LocalDate date, int channels, long messages, int files) {

    public ChatBulk {
        if (channels < 1 || messages < 1 || files < 1 || files > messages) {
            throw new IllegalArgumentException("channels = " + channels + ", messages = " + messages + ", files = "
                    + files + ", but there must be at least one of each and no file may stay empty");
        }
    }

    /** Writes {@code outDir/landing/vitals/<date>/chat.message-<nn>.ndjson} and nothing beside it. */
    public void write(Path outDir, Progress progress) {
        ChannelModel channelModel = new ChannelModel(seed, channels);
        int accounts = (int) Math.min(400_000_000L, Math.max(1000, messages / 2));
        ChatterModel chatters = new ChatterModel(seed, accounts, channelModel);
        ChatLines lines = new ChatLines(seed, channelModel, chatters);
        BitSet met = new BitSet();
        Dice dice = Dice.of(seed, "bulk", 0);
        Dice texts = Dice.of(seed, "bulk texts", 0);
        Path folder = outDir.resolve("landing").resolve("vitals").resolve(date.toString());
        long start = date.toEpochDay() * Rhythm.DAY_MILLIS;
        Message m = new Message();
        m.stream = Ids.CHAT;
        long written = 0;
        for (int f = 0; f < files; f++) {
            String name = Kind.CHAT_MESSAGE.type() + "-" + (f < 10 ? "0" : "") + f + ".ndjson";
            LineFile file = LineFile.create(folder.resolve(name), 0, Kind.CHAT_MESSAGE);
            long until = messages * (f + 1) / files;
            for (; written < until; written++) {
                long millis = Rhythm.millisAt((written + dice.next()) / messages);
                m.number = written + 1;
                m.at = start + millis;
                m.channel = channelModel.pick(0, (int) (millis / Rhythm.HOUR_MILLIS), dice.next());
                m.account = chatters.pick(m.channel, 0, dice);
                double u = dice.next();
                m.mood = u < 0.3 ? Mood.POSITIVE : u < 0.48 ? Mood.NEGATIVE : u < 0.99 ? Mood.NEUTRAL : Mood.TOXIC;
                file.event(lines.marking(!met.get(m.account)).write(m, 0, texts));
                met.set(m.account);
            }
            file.close();
            progress.step(f + 1, files, written);
        }
    }
}
